"""Risk before and after, case by case: the figure an audit is judged by; and who is to be measured again this month.

No claim that the audit changed anything: people who were re-assessed are no sample, and there is nobody to compare.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np
import pandas as pd

from audit.cases.lookup import look_up
from audit.reference.case_groups import CASE_GROUP, REVIEW, SHIFT
from audit.reference.follow_up_rules import REMEASURE_MONTHS
from audit.results import Cell, CountTable, CountValue, LineList, Sentence, Value
from audit.survey import count_table

__all__ = ["remeasurement_list", "remeasurements", "risk_shifts", "shift_sentence", "shift_table"]

_AT_RISK, _NOT = "berisiko", "tidak"
_SHIFTS = {
    (_AT_RISK, _NOT): "reduced", (_AT_RISK, _AT_RISK): "same", (_NOT, _NOT): "same", (_NOT, _AT_RISK): "increased",
}  # fmt: skip
_FORTNIGHT = pd.Timedelta(days=14)  # two due dates are 28 days apart at least, so no day belongs to both


def risk_shifts(cases: pd.DataFrame, evaluations: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Every case with ``risk_before``, ``risk_after``, ``evaluated_on`` and ``shift``, in the order of ``cases``.

    Before: of the first evaluation that says it; after: of the newest on or before ``as_of``. ``shift``: "reduced",
    "same", "increased"; "not_assessable" where either is missing or could not be judged, which is no bad sign.
    """
    known = evaluations[evaluations["evaluated_on"].le(pd.Timestamp(as_of)).fillna(False).to_numpy(dtype=bool)]
    known = known.sort_values(["case_id", "evaluated_on", "evaluation_id"])
    said = known[known["risk_before"].notna()].drop_duplicates("case_id").set_index("case_id")["risk_before"]
    last = known.drop_duplicates("case_id", keep="last").set_index("case_id")
    before, after = look_up(cases["case_id"], said), look_up(cases["case_id"], last["risk_after"])
    shift = [_SHIFTS.get((b, a), "not_assessable") for b, a in zip(before.fillna(""), after.fillna(""), strict=True)]
    return cases.assign(
        risk_before=before,
        risk_after=after,
        evaluated_on=look_up(cases["case_id"], last["evaluated_on"]),
        shift=pd.Series(shift, index=cases.index, dtype="string"),
    )


def shift_table(cycle: str, shifts: pd.DataFrame) -> CountTable:
    """Cases of a cycle by shift of risk: all, and each group. ``shifts`` of ``risk_shifts``."""
    frame = pd.DataFrame(
        {
            "period": cycle,
            "review": "waiting",  # any case: the state of review does not matter here
            "group": shifts["group"].astype(object),
            "shift": shifts["shift"].astype(object),
        }
    )
    everybody = Cell.of(cycle, review="case")
    tops = [everybody.replace("group", group) for group in (None, *CASE_GROUP.below(None))]
    levels = (None, "reassessed", *SHIFT.below("reassessed"), "not_assessable")
    cells = [top.replace("shift", level) for top in tops for level in levels]
    return count_table("risk_shift", frame, cells, (REVIEW, CASE_GROUP, SHIFT))


def shift_sentence(table: CountTable, cycle: str) -> Sentence:
    """How many were re-assessed, and for how many risk is less, the same, more (practice 5.2, sentence 9).

    Message ``review.risk_shift``; ``review.none_reassessed`` where nobody was.
    """
    cells = {level: Cell.of(cycle, review="case", shift=level) for pair in SHIFT.children.values() for level in pair}
    values: dict[str, Value] = {level: CountValue(cell, table[cell]) for level, cell in cells.items()}
    if not table[cells["reassessed"]]:
        return Sentence("review.none_reassessed", {"not_assessable": values["not_assessable"]})
    return Sentence("review.risk_shift", values)


def remeasurements(
    cases: pd.DataFrame, evaluations: pd.DataFrame, *, since: date, as_of: date, months: int = REMEASURE_MONTHS
) -> pd.DataFrame:
    """What is due and done of the monthly re-measurements: a row a case and month.

    ``since`` is the day of the first dissemination. ``round`` 1, 2, …; ``due_on`` so many months later; ``done_on`` the
    first evaluation within a fortnight of it; ``state``: "done", "due" (reached, not yet done), "later".
    """
    start = pd.Timestamp(since)
    own = evaluations[["case_id", "evaluated_on"]].dropna()
    parts = []
    for turn in range(1, months + 1):
        due = start + pd.DateOffset(months=turn)
        away = own["evaluated_on"] - due
        near = own[away.gt(-_FORTNIGHT) & away.le(_FORTNIGHT) & own["evaluated_on"].le(pd.Timestamp(as_of))]
        done = look_up(cases["case_id"], near.groupby("case_id")["evaluated_on"].min())
        state = np.where(done.notna(), "done", "due" if due <= pd.Timestamp(as_of) else "later")
        parts.append(cases.assign(round=turn, due_on=due, done_on=done, state=state))
    return pd.concat(parts, ignore_index=True).sort_values(["case_id", "round"], ignore_index=True)


def remeasurement_list(rounds: pd.DataFrame, *, present: Collection[str]) -> LineList:
    """Whom to measure again now, longest due first. ``present``: person ids still to be visited.

    Whoever died, moved, refused or grew out is not among ``present`` and so on no list. Restricted.
    """
    rows = rounds[rounds["state"].eq("due") & rounds["person_id"].isin(list(present))]
    return LineList("remeasurements_due", rows.sort_values(["due_on", "case_id"]).reset_index(drop=True))
