"""What the experts found over the cases: "k dari n", by cause and group. Cases are no sample of all children.

Only reviewed cases are in n. Cases chosen by score never bear a pattern; those drawn at random are counted apart.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.cases.review import case_frame, valid_reviews
from audit.reference.case_groups import CASE_GROUP, CHOSEN, PREVENTABLE, REVIEW, cause_partition
from audit.reference.causes import causes
from audit.results import Cell, CountTable, CountValue, Sentence, Value
from audit.survey import count_table

__all__ = ["case_causes", "cause_sentences", "cause_table", "preventable_table"]

MOST_SENTENCES = 3  # patterns in words (reference/reporting.md 4, section 5)


def case_causes(states: pd.DataFrame, reviews: pd.DataFrame, found: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """One row a reviewed case and cause that an expert judged: ``case_id cause_code level present preventable``.

    ``present``: any first reader found it; ``False`` where all who judged it said no. ``preventable`` is the grade,
    "differs" where the experts' grades do, "not_graded" where none gave one. ``states`` of ``review.review_states``.
    """
    valid = set(valid_reviews(reviews, as_of)["review_id"])
    reviewed = set(states.loc[states["review"].eq("reviewed"), "case_id"])
    rows = found[found["review_id"].isin(valid) & found["case_id"].isin(reviewed) & found["present"].notna()]
    columns = ["case_id", "cause_code", "level", "present", "preventable"]
    if rows.empty:
        return pd.DataFrame(columns=columns)
    grouped = rows.groupby(["case_id", "cause_code"], sort=True)
    out = grouped.agg(level=("level", "first"), present=("present", "any")).reset_index()
    grades = rows[rows["present"]].groupby(["case_id", "cause_code"])["preventable_by"].agg(_grade)
    at = pd.MultiIndex.from_frame(out[["case_id", "cause_code"]])
    out["preventable"] = grades.reindex(at).fillna("not_graded").to_numpy()
    known = {code: cause.level for code, cause in causes().items()}
    out["level"] = out["cause_code"].map(known).fillna(out["level"])
    return out[columns]


def _grade(grades: pd.Series) -> str:
    said = sorted(set(grades.dropna()))
    return said[0] if len(said) == 1 else "differs" if said else "not_graded"


def cause_table(cycle: str, states: pd.DataFrame, found: pd.DataFrame, *, random_only: bool = False) -> CountTable:
    """Reviewed cases, and those in which each cause was found: all, and by group.

    Cells ``review=reviewed`` (n) and with ``cause.<code>=present`` (k); causes in the order of the codebook, only those
    found at all. ``found`` of ``case_causes``. With ``random_only`` only the cases drawn at random: the only ones from
    which a pattern may be read, and even these of the people who could be drawn.
    """
    frame = case_frame(cycle, states)
    chosen = "random" if random_only else None
    tops = [Cell.of(cycle, review="reviewed", group=g, chosen=chosen) for g in (None, *CASE_GROUP.below(None))]
    whole = count_table("n", frame, tops, (REVIEW, CASE_GROUP, CHOSEN))
    cells, counts, partitions = [*whole.cells], [*whole.counts], {p.attribute: p for p in whole.partitions}
    for code in _codes(found):
        partition = cause_partition(code)
        within = [top.replace(partition.attribute, "present") for top in tops]
        with_cause = frame.assign(**{partition.attribute: _levels(states, found, code)})
        table = count_table(code, with_cause, within, (REVIEW, CASE_GROUP, CHOSEN, partition))
        cells += table.cells
        counts += table.counts
        partitions[partition.attribute] = partition
    id = "causes_random" if random_only else "causes"
    return CountTable(id, tuple(cells), tuple(counts), tuple(partitions.values()))


def _levels(states: pd.DataFrame, found: pd.DataFrame, code: str) -> pd.Series:
    """For each case who could have prevented this cause, "not_present" where nobody found it."""
    own = found[found["cause_code"].eq(code) & found["present"].astype(bool)].set_index("case_id")["preventable"]
    return states["case_id"].map(own).astype(object).fillna("not_present")


def _codes(found: pd.DataFrame) -> list[str]:
    """Codes of causes that were found in a case, in the order of the codebook; unknown ones last."""
    there = set(found.loc[found["present"].astype(bool), "cause_code"])
    known = [code for code in causes() if code in there]
    return [*known, *sorted(there.difference(known))]


def preventable_table(cycle: str, states: pd.DataFrame, found: pd.DataFrame) -> CountTable:
    """For each cause found: in how many cases family, service, cross-sector work or nobody could have prevented it.

    Grades are about what could be done elsewhere and next time; they name no person and no office.
    """
    frame = case_frame(cycle, states)
    cells, counts, partitions = [], [], {}
    for code in _codes(found):
        partition = cause_partition(code)
        top = Cell.of(cycle, review="reviewed")
        within = [top.replace(partition.attribute, part) for part in ("present", *PREVENTABLE)]
        with_cause = frame.assign(**{partition.attribute: _levels(states, found, code)})
        table = count_table(code, with_cause, within, (REVIEW, partition))
        cells += table.cells
        counts += table.counts
        partitions |= {p.attribute: p for p in table.partitions}
    return CountTable("causes_preventable", tuple(cells), tuple(counts), tuple(partitions.values()))


def cause_sentences(
    table: CountTable, cycle: str, *, district: str, group: str | None = None, most: int = MOST_SENTENCES
) -> tuple[Sentence, ...]:
    """The causes found in most cases, in words and never as a percentage; none where no case was reviewed.

    Message ``review.cause_found``, for one group ``review.cause_found_group`` (``review.<id>.disamarkan`` where a
    number is hidden). ``cause`` and ``group`` are message ids (``cause.<code>``, ``review.level.group.<group>``),
    ``area`` is the district's code. Equal counts stand in the order of the codebook.
    """
    top = Cell.of(cycle, review="reviewed", group=group)
    found = [
        (cell, code) for cell in table.cells if (code := _code_of(cell)) and cell.replace(f"cause.{code}", None) == top
    ]
    order = sorted(found, key=lambda pair: -table[pair[0]])
    values: dict[str, Value] = {"cases": CountValue(top, table[top]), "area": district}
    if group is not None:
        values["group"] = f"review.level.group.{group}"
    id = "review.cause_found" if group is None else "review.cause_found_group"
    return tuple(
        Sentence(id, values | {"cause": f"cause.{code}", "found": CountValue(cell, table[cell])})
        for cell, code in order[:most]
        if table[cell]
    )


def _code_of(cell: Cell) -> str:
    return next((a.removeprefix("cause.") for a, _ in cell.at if a.startswith("cause.")), "")
