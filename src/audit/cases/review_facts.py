"""What an expert is shown of a case: answers of the worksheet, risks by rule, measurements; no other expert's words.

No name and no desa: who a case is stands in the vault alone.
"""

from __future__ import annotations

import pandas as pd

from audit.anthropometry.growth import measured
from audit.cases.rules import Screening
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.worksheet_items import worksheet_items
from audit.schemas import ITEMS
from audit.store.entries import current

__all__ = ["FACT_COLUMNS", "VISIT_COLUMNS", "review_facts", "review_visits"]

FACT_COLUMNS = ("case_id", "kind", "name", "value", "unit", "source")
VISIT_COLUMNS = (
    "case_id",
    "visit_date",
    "age_months",
    "weight_kg",
    "lenhei_cm",
    "muac_cm",
    "waz",
    "haz",
    "whz",
    "doubtful",
)
_Z = ("waz", "haz", "whz")


def review_facts(cases: pd.DataFrame, known: pd.DataFrame, entries: pd.DataFrame, screening: Screening) -> pd.DataFrame:
    """One row a case and fact: ``FACT_COLUMNS``, in the order of ``cases``, risks first, then the order of the paper.

    ``kind`` is "risk" (``name`` a rule, value and source as ``Screening.findings`` has them) or "item" (``name`` a code
    of the worksheet, value as entries write it). ``known`` of ``known_answers``; what people wrote goes before it.
    """
    told = current(entries, ITEMS)
    answers = {
        (row["case_id"], row["item_code"]): (row["value"], _text(row["data_source"]))
        for frame in (known, told[told["value"].notna()])
        for row in frame.to_dict("records")
    }
    frame = screening.people.frame
    found = screening.findings(frame["person_id"].isin(cases["person_id"]).to_numpy())
    risks = dict(tuple(found[found["kind"].eq("risk")].groupby(["person_id", "group"])))
    rows: list[tuple[str, ...]] = []
    for case in cases.to_dict("records"):
        id, group = str(case["case_id"]), str(case["group"])
        for risk in risks.get((case["person_id"], group), found.iloc[:0]).to_dict("records"):
            rule, value, unit, source = (_text(risk[name]) for name in ("rule_id", "value", "unit", "source_system"))
            rows.append((id, "risk", rule, value, unit, source))
        for item in worksheet_items(group):
            if (id, item.code) in answers:
                value, source = answers[id, item.code]
                rows.append((id, "item", item.code, str(value), item.unit, source))
    return pd.DataFrame(rows, columns=list(FACT_COLUMNS), dtype="string")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def review_visits(cases: pd.DataFrame, children: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """One row a case of a child and measurement, oldest first: ``VISIT_COLUMNS``.

    Age in completed tenths of a month is that of the calendar, not corrected. A z that WHO flags is missing and the row
    ``doubtful``.
    """
    own = visits[visits["child_id"].isin(cases["person_id"])]
    rows = measured(children[children["child_id"].isin(own["child_id"])], own)
    flags = [rows[f"{z}_flag"].fillna(False).astype(bool) for z in _Z]
    rows = rows.assign(
        age_months=rows["age_days"] / DAYS_PER_MONTH,
        doubtful=flags[0] | flags[1] | flags[2],
        **{z: rows[z].mask(flag) for z, flag in zip(_Z, flags, strict=True)},
    )
    both = cases[["case_id", "person_id"]].merge(rows, left_on="person_id", right_on="child_id")
    return both[list(VISIT_COLUMNS)].reset_index(drop=True)
