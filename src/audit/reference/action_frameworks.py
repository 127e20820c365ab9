"""Frameworks of convergence actions (aksi konvergensi) as dated data: actions, what feeds what, law, and what is open.

Two ship: the eight actions (``aksi8_2018_2024``) and their successor (``p3s_2025``), of which no full list was found.
Both are open in 2025: the circular that starts the second still orders the appraisal of 2024 by the first (practice
notes C6). Words are in the catalogue: ``convergence.action.<framework>.<id>`` (name),
``convergence.purpose.<framework>.<id>`` (where a source says), ``convergence.output.<id>``,
``convergence.evidence.<id>``, ``convergence.role.<id>``, ``convergence.gap.<id>``, ``convergence.standing.<id>``.
Sources: reference/domain.md 0 and 3; confidence H, M, L on each row.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from audit.errors import ReferenceDataError

__all__ = ["Action", "Flow", "Framework", "FrameworkLaw", "OpenWork", "framework", "framework_ids", "open_in"]


@dataclass(frozen=True, slots=True)
class Action:
    """One action. ``number`` is ``None`` where the source numbers none; ``role`` is "main", "supporting" or "".

    ``outputs`` and ``evidence`` are ids, empty where no source says what is expected. ``months`` (1-12, in order) are
    when it is usually done; a month smaller than the one before it lies in the next year.
    """

    id: str
    number: int | None
    role: str
    outputs: tuple[str, ...]
    evidence: tuple[str, ...]
    months: tuple[int, ...]
    source: str
    confidence: str
    evidence_confidence: str
    months_confidence: str


@dataclass(frozen=True, slots=True)
class Flow:
    """What ``giver`` yields is used by ``taker``, of the same year or ``years_later``."""

    giver: str
    taker: str
    years_later: int
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class FrameworkLaw:
    """A rule that a framework rests on; ``law`` is its id in ``legal_basis``, "" for one that is no law yet."""

    law: str
    short: str
    standing: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework. It is worked by from ``first_year`` to ``last_year`` (``None``: no end is known).

    ``appraised_after``: years from a year of work to its appraisal, ``None`` where no source says. ``complete``: every
    action is known. ``gaps``: what no source says.
    """

    id: str
    first_year: int
    last_year: int | None
    appraised_after: int | None
    complete: bool
    gaps: tuple[str, ...]
    source: str
    confidence: str
    actions: tuple[Action, ...]
    flows: tuple[Flow, ...]
    laws: tuple[FrameworkLaw, ...]

    def __getitem__(self, id: str) -> Action:
        return next(action for action in self.actions if action.id == id)

    def covers(self, year: int) -> bool:
        """Whether the actions of a year are those of this framework."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def local_name(self, area_code: str, action: str) -> str | None:
        """What a district is known to call an action, ``None`` where it is not; a record's own name goes before it."""
        return _local_names().get((area_code, self.id, action))


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What a framework asks for in a calendar year: the "work" or the "appraisal" of ``year_of_work``."""

    framework: Framework
    kind: Literal["work", "appraisal"]
    year_of_work: int


@cache
def framework_ids() -> tuple[str, ...]:
    """Ids of the frameworks that ship, the oldest first."""
    return tuple(row["id"] for row in _rows("action_frameworks"))


@cache
def framework(id: str) -> Framework:
    """Return one framework. Raises ``ReferenceDataError`` (exit 12) for an id that there is none of."""
    row = next((row for row in _rows("action_frameworks") if row["id"] == id), None)
    if row is None:
        raise ReferenceDataError("convergence.unknown_framework", framework=id, known=", ".join(framework_ids()))
    return Framework(
        id=id,
        first_year=int(row["first_year"]),
        last_year=_whole(row["last_year"]),
        appraised_after=_whole(row["appraised_after"]),
        complete=row["action_list"] == "complete",
        gaps=_parts(row["gaps"]),
        source=row["source"],
        confidence=row["confidence"],
        actions=tuple(_action(r) for r in _rows("convergence_actions") if r["framework"] == id),
        flows=tuple(_flow(r) for r in _rows("action_flows") if r["framework"] == id),
        laws=tuple(
            FrameworkLaw(r["law"], r["short"], r["standing"], r["source"], r["confidence"])
            for r in _rows("action_framework_laws")
            if r["framework"] == id
        ),
    )


def open_in(year: int) -> tuple[OpenWork, ...]:
    """What is open in a calendar year, appraisals of years before first; several frameworks may be."""
    found: list[OpenWork] = []
    for one in map(framework, framework_ids()):
        if one.appraised_after is not None and one.covers(year - one.appraised_after):
            found.append(OpenWork(one, "appraisal", year - one.appraised_after))
        if one.covers(year):
            found.append(OpenWork(one, "work", year))
    return tuple(sorted(found, key=lambda work: (work.year_of_work, framework_ids().index(work.framework.id))))


def _action(row: dict[str, str]) -> Action:
    return Action(
        id=row["id"],
        number=_whole(row["number"]),
        role=row["role"],
        outputs=_parts(row["outputs"]),
        evidence=_parts(row["evidence"]),
        months=tuple(int(month) for month in _parts(row["months"])),
        source=row["source"],
        confidence=row["confidence"],
        evidence_confidence=row["evidence_confidence"],
        months_confidence=row["months_confidence"],
    )


def _flow(row: dict[str, str]) -> Flow:
    return Flow(row["giver"], row["taker"], int(row["years_later"]), row["source"], row["confidence"])


@cache
def _local_names() -> dict[tuple[str, str, str], str]:
    return {(r["area_code"], r["framework"], r["action"]): r["name"] for r in _rows("local_action_names")}


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    text = (files("audit.reference") / "tables" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _whole(text: str) -> int | None:
    return int(text) if text else None
