"""From screening to evaluations: the risk status of each case when it was chosen, and at its newest measuring again.

"No longer at risk" is said only of somebody whose every risk of before was looked at again and found gone; whoever was
not measured again, or not in all of it, is "not assessable", which is no bad sign and no good one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from audit.cases.case_records import SCREENING
from audit.cases.rules import AT_RISK, NOT_AT_RISK, Screening
from audit.reference.risk_status_rules import AT_RISK_NOW, NOT_AT_RISK_NOW, NOT_JUDGED, STATUS_RULES
from audit.schemas import CASES, ENTRIES, EVALUATIONS, FOLLOW_UPS, GATES
from audit.store.entries import changes, current

__all__ = ["ROLE", "evaluation_changes", "status_after", "status_before"]

ROLE = "program"  # no person wrote it
_BEFORE = "awal"  # the evaluation that says what a case was chosen with
_DISSEMINATED = "diseminasi_1"
_MEASURED = ("weight_kg", "lenhei_cm", "muac_cm", "hb_g_dl")
_BETWEEN = ";"


def status_before(screening: Screening, people: Collection[str], rules: Collection[str] = STATUS_RULES) -> pd.DataFrame:
    """Risk status of some people as far as it is known: ``status`` and ``risk_rules`` (joined by ";") by person id.

    ``status``: "berisiko" by any of ``rules``; "tidak" where one or more is known and none is at risk; else
    "belum_dapat_dinilai". Rules that the set does not have are passed over; so is who is not screened.
    """
    at, ids, states = _asked(screening, people, rules)
    return _judged(screening, at, ids, states == AT_RISK, (states == NOT_AT_RISK).any(axis=1))


def status_after(
    screening: Screening, since: Mapping[str, date], before: Mapping[str, str], rules: Collection[str] = STATUS_RULES
) -> pd.DataFrame:
    """Risk status of people by what was noted of them after a day; as ``status_before``.

    ``since`` gives the day of each person, ``before`` the rules by which each was at risk (joined by ";"; absent where
    by none). "berisiko" by any rule whose fact was noted since; "tidak" where every rule of before was noted since and
    is not at risk (of somebody at risk by none: any rule); else "belum_dapat_dinilai". A rule that is not asked any
    more, such as haemoglobin in a pregnancy that is over, was not looked at again.
    """
    at, ids, states = _asked(screening, since, rules)
    frame = screening.people.frame.iloc[at]
    day = pd.to_datetime(frame["person_id"].map(dict(since))).to_numpy(dtype="datetime64[s]")
    again = np.zeros(states.shape, dtype=bool)
    for place, rule in enumerate(ids):
        noted, _ = screening.people.origin(screening.rules[rule].asks.field, frame)
        again[:, place] = noted.to_numpy(dtype="datetime64[s]") > day
    had = [set(before.get(str(person), "").split(_BETWEEN)) - {""} for person in frame["person_id"]]
    held = np.array([[rule in one for rule in ids] for one in had], dtype=bool).reshape(states.shape)
    asked = np.array([one <= set(ids) for one in had], dtype=bool)
    gone = again & (states == NOT_AT_RISK)
    clear = asked & (gone | ~held).all(axis=1) & gone.any(axis=1)
    return _judged(screening, at, ids, again & (states == AT_RISK), clear)


def evaluation_changes(
    entries: pd.DataFrame,
    screening: Screening,
    *,
    as_of: date,
    proposed: bool = False,
    rules: Collection[str] = STATUS_RULES,
) -> pd.DataFrame:
    """The entries that make EVALUATIONS of a cycle say the risk status of each case, before and after.

    ``screening`` is that of ``as_of``. Before: of every case that has none yet, and anew of all while they are only
    ``proposed``. After: once follow-up has begun (the first dissemination, else the approval of the case's first plan),
    of every case whose person was measured or seen since, on the day of the newest such visit or contact, with what was
    measured. What people wrote of that day themselves stands. Somebody who is no longer there gets none, which is "not
    assessable". Adding the result twice adds nothing.
    """
    cases = current(entries, CASES)
    cases = cases[cases["person_id"].isin(screening.people.frame["person_id"]).to_numpy(dtype=bool)]
    rows = [
        *_before(entries, cases, screening, as_of, proposed, rules),
        *_after(entries, cases, screening, as_of, rules),
    ]
    by_people = entries["table"].eq(EVALUATIONS.name) & entries["source_system"].ne(SCREENING)
    theirs = set(entries.loc[by_people.to_numpy(dtype=bool), "record_id"])
    rows = [row for row in rows if row["evaluation_id"] not in theirs]
    if not rows:
        return ENTRIES.empty()
    said = pd.DataFrame(rows)
    return changes(entries, EVALUATIONS, said, role=ROLE, filled_on=as_of, source_system=SCREENING, only_given=True)


def _before(
    entries: pd.DataFrame,
    cases: pd.DataFrame,
    screening: Screening,
    as_of: date,
    proposed: bool,
    rules: Collection[str],
) -> list[dict[str, Any]]:
    told = current(entries, EVALUATIONS)
    told = told[told["risk_before"].notna()]
    if proposed:
        told = told[told["evaluation_id"].ne(told["case_id"] + f":{_BEFORE}").to_numpy(dtype=bool)]
    new = cases[~cases["case_id"].isin(told["case_id"]).to_numpy(dtype=bool)]
    now = status_before(screening, set(new["person_id"]), rules)
    return [
        {
            "evaluation_id": f"{case}:{_BEFORE}", "case_id": case, "evaluated_on": pd.Timestamp(as_of),
            "risk_before": now.loc[person, "status"], "risk_rules": now.loc[person, "risk_rules"],
        }
        for case, person in zip(new["case_id"], new["person_id"], strict=True)
    ]  # fmt: skip


def _after(
    entries: pd.DataFrame, cases: pd.DataFrame, screening: Screening, as_of: date, rules: Collection[str]
) -> list[dict[str, Any]]:
    frame = screening.people.frame.drop_duplicates("person_id").set_index("person_id")
    begun, risks = _begun(entries, cases, as_of), _risks_before(entries)
    last = frame["visit_on"].to_dict()
    seen = {
        person: case
        for case, person in zip(cases["case_id"], cases["person_id"], strict=True)
        if case in begun and last[person] > begun[case]
    }
    since = {person: begun[case].date() for person, case in seen.items()}
    now = status_after(screening, since, {person: risks.get(case, "") for person, case in seen.items()}, rules)
    return [
        {
            "evaluation_id": f"{case}:{last[person]:%Y-%m-%d}", "case_id": case,
            "evaluated_on": last[person], "risk_after": now.loc[person, "status"],
            "risk_rules": now.loc[person, "risk_rules"],
            **{name: frame.loc[person, name] for name in _MEASURED if name in frame},
        }
        for person, case in seen.items()
    ]  # fmt: skip


def _begun(entries: pd.DataFrame, cases: pd.DataFrame, as_of: date) -> dict[str, pd.Timestamp]:
    """The day on which follow-up of each case began, where it has."""
    today = pd.Timestamp(as_of)
    gates, plans = current(entries, GATES), current(entries, FOLLOW_UPS)
    held = gates.loc[gates["gate_id"].eq(_DISSEMINATED) & gates["done_on"].le(today), "done_on"]
    if len(held):
        day = pd.Timestamp(held.to_list()[0])
        return {str(case): day for case in cases["case_id"]}
    approved = plans[plans["approved_on"].le(today).fillna(False).to_numpy(dtype=bool)]
    first = approved.groupby("case_id")["approved_on"].min()
    return {str(case): pd.Timestamp(day) for case, day in first.items()}


def _risks_before(entries: pd.DataFrame) -> dict[str, str]:
    """The rules by which each case was at risk when it was chosen, as the first evaluation that says its status."""
    told = current(entries, EVALUATIONS).sort_values(["case_id", "evaluated_on", "evaluation_id"])
    first = told[told["risk_before"].notna()].drop_duplicates("case_id")
    return dict(zip(first["case_id"], first["risk_rules"].fillna(""), strict=True))


def _asked(
    screening: Screening, people: Collection[str], rules: Collection[str]
) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Places of some people, the rules that the set has, and their states."""
    ids = [rule.id for rule in screening.rules.rules if rule.id in rules]
    at = np.flatnonzero(screening.people.frame["person_id"].isin(list(people)).to_numpy())
    return at, ids, screening.states[ids].to_numpy()[at]


def _judged(
    screening: Screening, at: np.ndarray, ids: list[str], at_risk: np.ndarray, clear: np.ndarray
) -> pd.DataFrame:
    status = np.where(at_risk.any(axis=1), AT_RISK_NOW, np.where(clear, NOT_AT_RISK_NOW, NOT_JUDGED))
    risks = [_BETWEEN.join(rule for rule, yes in zip(ids, row, strict=True) if yes) for row in at_risk]
    out = pd.DataFrame({"status": status, "risk_rules": risks}, dtype="string")
    return out.set_index(pd.Index(screening.people.frame["person_id"].iloc[at], name="person_id"))
