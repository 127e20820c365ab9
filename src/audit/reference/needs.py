"""What people may need, and the activities that answer it: specific or sensitive, and which office is responsible.

Specific and sensitive are properties of an activity, never of an office (reference/practice.md U11). Sources: annex of
Perpres 72/2021 as far as it is known, the 29 essential indicators, later programmes; each activity has its own with a
confidence. Words are in the catalogue (``needs.need.<id>``, ``needs.activity.<id>``, ``needs.office.<id>``).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from audit.results import Partition

__all__ = [
    "NEEDS",
    "NEED_STAGES",
    "NUMBER_OF_NEEDS",
    "OTHER_OFFICE",
    "PERSON",
    "Activity",
    "activities",
    "activities_for",
    "care_partition",
    "need_partition",
    "office_of",
    "office_partition",
    "offices",
    "stage_partition",
]

NEEDS = ("medical", "intake", "care", "poverty", "environment", "access")  # in the order of reading
# What becomes of a need, each among those before it (reference/practice.md U14). Suitable: what was received answers
# this very need.
NEED_STAGES = ("offered", "received", "suitable", "rechecked")
OTHER_OFFICE = "other"

# Everybody of the target groups on the day of the audit, measured or not: every cell about needs has this attribute.
PERSON = Partition("person", {"person": ("person.known", "person.unknown")})
NUMBER_OF_NEEDS = Partition("number_of_needs", {"": ("needs_0", "needs_1", "needs_2", "needs_3_or_more")})


def need_partition(need: str) -> Partition:
    """How people are split by one need: ``need.<id>``. Needs overlap and are never added."""
    return Partition(f"need.{need}", {"": ("present", "not_present", "need.unknown")})


def care_partition() -> Partition:
    """People in need of care by the welfare of the family: support for care in a family that is not poor is its own."""
    children = {"present": ("care_able", "care_poor", "care_welfare.unknown")}
    return Partition("need.care", {**need_partition("care").children, **children})


def stage_partition(need: str) -> Partition:
    """How far the need of people was answered: ``stage.<need>``; the levels are steps, each inside the one before."""
    steps: dict[str, tuple[str, ...]] = {"": (NEED_STAGES[0], f"not_{NEED_STAGES[0]}")}
    for before, step in pairwise(NEED_STAGES):
        steps[before] = (step, f"not_{step}")
    return Partition(f"stage.{need}", steps)


def office_partition(need: str, office: str) -> Partition:
    """Whether an office gave people what answers a need: ``office.<need>.<office>``. Several offices may."""
    return Partition(f"office.{need}.{office}", {"": ("served", "not_served")})


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity: the needs it answers, of whom, its kind, and the kinds of office that are responsible."""

    id: str
    needs: tuple[str, ...]
    groups: tuple[str, ...]
    kind: Literal["specific", "sensitive"]
    offices: tuple[str, ...]
    source: str
    confidence: str


@cache
def activities() -> tuple[Activity, ...]:
    """Every activity, in the order of the table."""
    return tuple(
        Activity(
            row["id"],
            tuple(row["needs"].split(";")),
            tuple(row["groups"].split(";")),
            row["kind"],  # pyright: ignore[reportArgumentType] - a test reads the table
            tuple(row["offices"].split(";")),
            row["source"],
            row["confidence"],
        )
        for row in _rows("activities.csv")
    )


def activities_for(need: str, group: str) -> tuple[Activity, ...]:
    """Activities that answer a need of a target group."""
    return tuple(activity for activity in activities() if need in activity.needs and group in activity.groups)


@cache
def offices() -> tuple[str, ...]:
    """Kinds of office and partner, in the order of the table."""
    return tuple(row["office"] for row in _rows("offices.csv"))


def office_of(provider: str) -> str:
    """The kind of office that a provider is, by the words in its name; ``OTHER_OFFICE`` where none is known."""
    name = f" {re.sub(r'[^a-z0-9]+', ' ', provider.casefold())} "
    for row in _rows("offices.csv"):
        if any(f" {word} " in name for word in row["words"].split(";")):
            return row["office"]
    return OTHER_OFFICE


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    text = (files("audit.reference") / "tables" / name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
