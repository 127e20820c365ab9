"""The frameworks of convergence actions that are open on the day of the report, with the state of each action."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit.disclosure.released import ShownFinding
from audit.reference.action_frameworks import Framework, framework
from audit.report.view import View

__all__ = ["State", "Work", "works"]

_PREFIX, _OFFICIAL = "action_state.", "convergence.action."


@dataclass(frozen=True, slots=True)
class State:
    """One action: its id, what it is called, and what is known of it, in words; unknown values are absent."""

    action: str
    name: str
    known: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Work:
    """The "work" or the "appraisal" of a year by one framework, its actions in order."""

    framework: Framework
    year: str
    kind: str
    states: tuple[State, ...]

    @property
    def key(self) -> str:
        """Part of the ids of its results."""
        return f"{self.framework.id}.{self.year}"

    def title(self, view: View) -> str:
        """What is open: ``Kerja tahun 2024 menurut delapan aksi, dinilai tahun ini``."""
        return view.words(
            f"action_block.work.{self.kind}",
            year=self.year,
            framework=self.of(view),
        )

    def of(self, view: View) -> str:
        """What the framework is called within a sentence."""
        return view.words(f"action_block.framework.{self.framework.id}")


def works(view: View) -> tuple[Work, ...]:
    """What is open, as the results have it; nothing where no action was handed in."""
    return tuple(_works(view))


def _works(view: View) -> Iterator[Work]:
    found = view.findings(_PREFIX)
    keys = dict.fromkeys(
        (str(one.values["framework"]), str(one.values["year"]), str(one.values["kind"])) for one in found
    )
    for id, year, kind in keys:
        own = [one for one in found if (one.values["framework"], one.values["year"]) == (id, year)]
        yield Work(framework(id), year, kind, tuple(_state(view, one) for one in own))


def _state(view: View, one: ShownFinding) -> State:
    known = view.values(one.values)
    name, own = str(known["name"]), one.values["name"]
    if isinstance(own, str) and not own.startswith(_OFFICIAL) and "number" in known:
        name = view.words("action_block.local_name", name=name, number=known["number"])
    return State(str(one.values["action"]), name, known)
