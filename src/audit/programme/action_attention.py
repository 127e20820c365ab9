"""Convergence actions that need attention ("perlu perhatian"), each with the reasons that its records give.

A list of matters to settle in the order of the framework, no ranking and no verdict (practice notes U22).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from audit.programme.action_years import ActionState
from audit.reference.convergence_rules import LEAST_REALISED_PERCENT, ActionCoverage
from audit.reference.follow_up_rules import BudgetCalendar
from audit.results import Cell, CountTable, Finding, Sentence, Value

__all__ = ["REASONS", "Attention", "CoverageFound", "attention", "attention_findings", "attention_table"]

REASONS = (
    "not_recorded", "cancelled", "late", "unscheduled", "output_missing", "no_evidence", "output_unproved",
    "under_spent", "spending_unrecorded", "below_coverage", "blocks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoverageFound:
    """A coverage by which an action is judged, as found in its year: ``share`` is 0-1, ``None`` where it is unknown.

    ``said``: as the sentence says it: ``share``, tied to the people it counts; or ``k`` of ``n`` desa.
    """

    rule: ActionCoverage
    share: float | None
    said: Mapping[str, Value]

    @property
    def short(self) -> bool:
        """Whether it is known to be below its bound."""
        return self.share is not None and self.share * 100 < self.rule.least_percent


@dataclass(frozen=True, slots=True)
class Attention:
    """One reason why an action needs attention: an id of ``REASONS`` with its sentence."""

    action: str
    reason: str
    sentence: Sentence


def attention(
    states: tuple[ActionState, ...],
    framework: str,
    year: int,
    *,
    as_of: date,
    least_realised_percent: int = LEAST_REALISED_PERCENT,
    calendar: BudgetCalendar | None = None,
    coverage: tuple[CoverageFound, ...] = (),
) -> tuple[Attention, ...]:
    """Reasons of every action (of ``action_states``) in the order of the framework, then of ``REASONS``.

    Spending is judged only once the action is done or the year's books are closed (``calendar``), and only where a
    budget above 0 is known. An unknown share is not below its bound. Sentences are ``convergence.reason.<reason>``.
    """
    closed = as_of > (calendar or BudgetCalendar()).closing(year)
    names = {state.action: state.name for state in states}

    def found(state: ActionState) -> Iterator[Attention]:
        head: dict[str, Value] = {"action": state.name, "year": str(year)}
        for reason, more in _reasons(state, closed=closed, least=least_realised_percent):
            yield Attention(state.action, reason, Sentence(f"convergence.reason.{reason}", head | more))
        for one in coverage:
            if (one.rule.framework, one.rule.action) == (framework, state.action) and one.short:
                what: dict[str, Value] = {"coverage": f"convergence.coverage.{one.rule.coverage}"}
                values = head | what | dict(one.said) | {"least": round(one.rule.least_percent)}
                of_desa = "_desa" if "n" in one.said else ""
                yield Attention(
                    state.action, "below_coverage", Sentence(f"convergence.reason.below_coverage{of_desa}", values)
                )
        for taker in state.waiting:
            said: dict[str, Value] = {"taker": names.get(taker, f"convergence.action.{framework}.{taker}")}
            yield Attention(state.action, "blocks", Sentence("convergence.reason.blocks", head | said))

    return tuple(one for state in states for one in found(state))


def _reasons(state: ActionState, *, closed: bool, least: int) -> Iterator[tuple[str, dict[str, Value]]]:
    if state.state == "not_recorded":
        yield "not_recorded", {}
        return
    if state.state == "cancelled":
        yield "cancelled", {}
    if state.state == "late" and state.planned_to is not None and state.days_late is not None:
        yield "late", {"day": state.planned_to, "days": state.days_late}
    if state.planned_to is None and state.state not in ("done", "cancelled"):
        yield "unscheduled", {}
    if state.state == "done":
        for output in state.outputs_missing:
            yield "output_missing", {"output": f"convergence.output.{output}"}
        if not state.evidence:
            yield "no_evidence", {}
    if state.evidence or state.state != "done":
        for output in state.outputs_unproved:
            yield "output_unproved", {"output": f"convergence.output.{output}"}
    yield from _spending(state, closed=closed, least=least)


def _spending(state: ActionState, *, closed: bool, least: int) -> Iterator[tuple[str, dict[str, Value]]]:
    budget, realised = state.budget_rupiah, state.realised_rupiah
    if not budget or state.state == "cancelled" or not (closed or state.state == "done"):
        return
    if realised is None:
        yield "spending_unrecorded", {"budget": round(budget)}
    elif realised * 100 < budget * least:
        yield "under_spent", {"budget": round(budget), "realised": round(realised), "least": least}


def attention_findings(found: tuple[Attention, ...]) -> tuple[Finding, ...]:
    """One finding ``convergence.<action>.<reason>`` for each, for whoever decides."""
    return tuple(Finding(f"convergence.{one.action}.{one.reason}", one.sentence) for one in found)


def attention_table(year: int, found: tuple[Attention, ...]) -> CountTable:
    """Actions by reason; an action may stand in several rows. Counts of actions are not personal."""
    actions = [{one.action for one in found if one.reason == reason} for reason in REASONS]
    cells = tuple(Cell.of(str(year), action=f"reason.{reason}") for reason in REASONS)
    return CountTable("action_attention", cells, tuple(map(len, actions)), personal=False)
