"""Months kept and courses of growth as results: numbers tied to the children whom they are of."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from audit.programme.sponsor_counts import Months
from audit.programme.sponsor_growth import Course, Group
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.reference.sponsor_rules import followed_partition, same_age_partition
from audit.results import Cell, CountTable, Finding, Partition, Result, Sentence, TiedValue, Value

__all__ = ["course_results", "months_finding"]

_HUNDRED = 100


def months_finding(months: Months, brought: pd.DataFrame, period: str) -> Finding:
    """``sponsor_months.<programme>``: months due and kept, and the rupiah of what came as far as a value is written.

    They are sums over sponsorships: withheld where those are fewer than a rate may rest on. ``value_known`` are the
    rows of the ledger with a value, ``rows`` all of them: missing is not zero.
    """
    cell = Cell.of(period, supported=f"new_{months.programme}")
    few = months.sponsorships < SMALL_DENOMINATOR
    own = brought[brought["programme"].eq(months.programme).fillna(False).to_numpy(dtype=bool)]
    share = _HUNDRED * months.kept / months.due if months.due else None
    numbers = {"due": months.due, "kept": months.kept, "share": share, "rupiah": own["value_rupiah"].sum()}
    values: dict[str, Value] = {name: TiedValue((cell,), x, 0, restricted=few) for name, x in numbers.items()}
    values |= {"value_known": int(own["value_rupiah"].notna().sum()), "rows": len(own)}
    id = f"sponsor_months.{months.programme}"
    return Finding(id, Sentence(f"sponsor_block.months.{months.programme}", values), values=values)


def course_results(courses: Sequence[Course], period: str) -> tuple[Result, ...]:
    """``sponsor_followed``: children followed. ``sponsor_growth.<months>.<side>``: z before, after, change, of BAAS
    alone: they are no outcome of Genting (practice notes C2). ``sponsor_still.<programme>.<months>.<side>``: of those
    at risk and not stunted before, the share not stunted after. ``side`` is aided or like; of growth also ``same_age``.
    """
    cells: dict[Cell, int] = {}
    partitions: list[Partition] = []
    findings: list[Result] = []
    for course in courses:
        for side, group in (("aided", course.aided), ("like", course.like)):
            name = f"{course.programme}_{course.months}_{side}"
            whole = Cell.of(period, followed=name)
            risky, still = (whole.replace("followed", f"{name}.{level}") for level in ("at_risk", "still"))
            cells |= {whole: group.n, risky: group.at_risk}
            if side == "aided":
                cells[still] = group.still
            partitions.append(followed_partition(name))
            if course.programme == "baas":
                findings.append(_growth(course, side, group, whole))
            findings.append(_still(course, side, group, (risky, still) if side == "aided" else (risky,)))
        if course.programme == "baas":
            name = f"{course.programme}_{course.months}"
            whole = Cell.of(period, followed=f"{name}_same_age")
            cells[whole] = course.same_age.n
            partitions.append(same_age_partition(name))
            findings.append(_growth(course, "same_age", course.same_age, whole))
    if not cells:
        return ()
    return (CountTable("sponsor_followed", tuple(cells), tuple(cells.values()), tuple(partitions)), *findings)


def _growth(course: Course, side: str, group: Group, whole: Cell) -> Finding:
    few = group.n < SMALL_DENOMINATOR
    names = ("before", "after", "change", "low", "high")
    values: dict[str, Value] = {name: TiedValue((whole,), getattr(group, name), 2, restricted=few) for name in names}
    said = Sentence(f"sponsor_block.growth.{side}", values | {"months": course.months})
    return Finding(f"sponsor_growth.{course.months}.{side}", said, values=values)


def _still(course: Course, side: str, group: Group, cells: tuple[Cell, ...]) -> Finding:
    few = group.at_risk < SMALL_DENOMINATOR
    value = None if group.share is None else group.share * _HUNDRED
    values: dict[str, Value] = {"share": TiedValue(cells, value, 1, restricted=few)}
    said = Sentence(f"sponsor_block.still.{side}", values | {"months": course.months})
    return Finding(f"sponsor_still.{course.programme}.{course.months}.{side}", said, values=values)
