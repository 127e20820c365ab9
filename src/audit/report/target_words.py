"""What the blocks about the target read of released findings: sentences in the language of the report, and points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.disclosure.released import ShownFinding, ShownNumber
from audit.language import has
from audit.report.figures.target_fan import FanPoint
from audit.report.view import View

__all__ = ["free_number", "goal_of", "goal_words", "points_of", "spoken_notes", "spoken_target", "target_title"]


def spoken_target(view: View, places: Sequence[str] = ("front", "outlook")) -> tuple[str, ...]:
    """A paragraph a place: "front" target, document and paces with their surveys; "outlook" why no trend is drawn."""
    return tuple(words for place in places if (words := " ".join(_said(view, place))))


def spoken_notes(view: View) -> tuple[str, ...]:
    """What must stand beside the figures: surveys that differ, precision that nobody printed."""
    return tuple(_said(view, "note"))


def _said(view: View, place: str) -> Iterator[str]:
    yield from (view.spoken(found) for found in view.findings(f"target_{place}.{view.language}."))


def target_title(view: View) -> str | None:
    """The first sentence as a heading; the block's name where it has none, ``None`` without a sentence."""
    first = next(iter(view.findings(f"target_front.{view.language}.")), None)
    if first is None:
        return None
    said = first.sentence
    id = f"target_block.title.{said.id.partition('.')[2]}"
    if not has(id, view.language):
        return view.words("report.target_outlook.name")
    return view.words(id, **view.values(said.values))


def free_number(found: ShownFinding, name: str) -> float | None:
    """A number of a finding; ``None`` where there is none, or none for this edition."""
    value = found.values.get(name)
    return value.value if isinstance(value, ShownNumber) else None


def goal_of(view: View) -> tuple[int, float] | None:
    """Year and prevalence (0-1) of the target; ``None`` for a target of counts and without one."""
    found = next(iter(view.findings("target_goal")), None)
    goal = free_number(found, "goal") if found else None
    return None if found is None or goal is None else (int(str(found.values["year"])), goal)


def goal_words(view: View) -> str:
    """The target as its sentence tells it (``di bawah 10%``); nothing without a sentence that names one."""
    first = next(iter(view.findings(f"target_front.{view.language}.")), None)
    return "" if first is None else str(view.values(first.sentence.values).get("target", ""))


def points_of(view: View) -> tuple[FanPoint, ...]:
    """Every telling of every survey, by year."""
    return tuple(
        FanPoint(
            int(str(f.values["year"])), str(f.values["source"]), str(f.values["survey"]), free_number(f, "p") or 0.0,
            free_number(f, "low"), free_number(f, "high"), hollow=f.values["told"] != "one",
        )
        for f in view.findings("target_point.")
    )  # fmt: skip
