"""Why somebody was chosen, or just not: sentences from the parts of the score, for the restricted edition."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from audit.cases.rules import AT_RISK, NOT_ASKED, NOT_ASSESSABLE, Screening
from audit.cases.scoring import solid_risk
from audit.cases.selection_frame import BY_LOT, BY_OVERRIDE, Selection
from audit.reference.selection_rules import SelectionRules, selection_rules
from audit.results import Sentence

__all__ = ["RULE_IDS", "selection_reasons"]

Person = tuple[str, str]  # person_id, group
RULE_IDS = "rules"  # a value that holds ids of rules joined by ";": whoever shows it puts their words there
_CHILDREN = ("baduta", "balita_24_59")
_MIDDLE = 0.5  # of the way from the first to the last height of severity: where "very short" begins


def selection_reasons(
    selection: Selection,
    screening: Screening,
    *,
    assessable: Collection[str] = (),
    rules: SelectionRules | None = None,
) -> Mapping[Person, tuple[Sentence, ...]]:
    """Reasons of every case, every near miss and every case that somebody took away, by person and group.

    The first sentence says how the person came to stand there, the others follow the parts of the score, the last one
    says how much is not known, which is a reason for a home visit. Sentences are ``selection.why.<id>``.
    """
    rules = rules or selection_rules()
    frame = selection.frame
    told = frame["chosen_by"].notna() | frame["near_miss"].eq(True).fillna(False) | frame["override"].notna()
    rows = frame[told.to_numpy(dtype=bool)]
    facts = _facts(rows, screening)
    return {
        (row["person_id"], row["group"]): tuple(_said(row, facts, set(assessable), rules))
        for row in rows.to_dict("records")
    }


def _facts(rows: pd.DataFrame, screening: Screening) -> Mapping[Person, tuple[list[str], int, int]]:
    """Risks found, rules not assessable and rules asked, of the people in ``rows`` that are screened now."""
    people = screening.people.frame
    at = np.flatnonzero(people["person_id"].isin(rows["person_id"]).to_numpy())
    states = screening.states.iloc[at]
    risks = [rule for rule in screening.rules.rules if rule.kind == "risk"]
    solid = {rule.id: solid_risk(screening, rule)[at] for rule in risks}
    asked = states.ne(NOT_ASKED).sum(axis=1).to_numpy()
    settled = states.eq(NOT_ASSESSABLE).sum(axis=1).to_numpy()
    flagged = sum((states[id].eq(AT_RISK).to_numpy() & ~found).astype(int) for id, found in solid.items())
    return {
        (str(person), str(group)): (
            [id for id, found in solid.items() if found[i]],
            int((settled + flagged)[i]),
            int(asked[i]),
        )
        for i, (person, group) in enumerate(zip(people["person_id"].iloc[at], people["group"].iloc[at], strict=True))
    }


def _said(
    row: Mapping[Hashable, Any],
    facts: Mapping[Person, tuple[list[str], int, int]],
    assessable: set[str],
    rules: SelectionRules,
) -> Iterator[Sentence]:
    risks, unknown, asked = facts.get((str(row["person_id"]), str(row["group"])), ([], 0, 0))
    yield _standing(row)
    severity, child = _number(row["severity"]), row["group"] in _CHILDREN
    if severity > 0 and child:
        yield Sentence("selection.why.very_short" if severity > _MIDDLE else "selection.why.short")
    elif severity > 0:
        full = "_full" if severity == 1 else ""
        yield Sentence(f"selection.why.strong{full}", {"n": round(severity * rules.strong_risks)})
    if _number(row["no_improvement"]) > 0:
        yield Sentence("selection.why.no_better" if child else "selection.why.same_risk")
    if risks:
        yield Sentence("selection.why.risks", {"n": len(risks), RULE_IDS: ";".join(risks)})
    if _number(row["comorbidity"]) > 0:
        yield Sentence("selection.why.comorbidity")
    if row["area_code"] not in assessable:
        yield Sentence("selection.why.area_unknown")
    elif _number(row["area_burden"]) > _MIDDLE:
        yield Sentence("selection.why.area")
    if unknown:
        yield Sentence("selection.why.missing", {"n": unknown, "of": asked})


def _standing(row: Mapping[Hashable, Any]) -> Sentence:
    rank = int(_number(row["rank"]))
    reason = row["override_reason"] if isinstance(row["override_reason"], str) else ""
    if pd.isna(row["chosen_by"]):
        taken_out = Sentence("selection.why.taken_out", {"reason": reason})
        return taken_out if reason else Sentence("selection.why.next", {"rank": rank})
    if row["chosen_by"] == BY_OVERRIDE:
        return Sentence("selection.why.put_in", {"reason": reason})
    drawn = row["chosen_by"] == BY_LOT
    return Sentence("selection.why.by_lot") if drawn else Sentence("selection.why.by_score", {"rank": rank})


def _number(value: Any) -> float:
    return 0.0 if pd.isna(value) else float(value)
