"""What the forum may be asked to decide: each rule looks at the results and says whether it applies, for how many.

A rule returns a :class:`Trigger` or ``None``. Who acts, by when and with what money comes from the params; the words
come from the catalogue (``decision.<rule>``). Rules name places and counts, never persons, and blame nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from audit.quality.assessable import Reason, assessable
from audit.reference.areas import Areas
from audit.results import Cell, CheckResult, CountTable, CountValue, Finding, RateTable, Sentence, Value

__all__ = ["MOST_DECISIONS", "Ask", "Facts", "Trigger", "decide"]

# A forum is asked for three decisions at most: practice, "stop-reading list" (more than three, and nobody reads on).
MOST_DECISIONS = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """The results that rules may look at; ``month`` is the newest.

    ``heaping``: of ``quality.cutoff_heaping`` by area, where it was computed.
    """

    month: str
    areas: Areas
    coverage: RateTable
    stunting: RateTable
    severity: CountTable
    flags: RateTable
    checks: tuple[CheckResult, ...]
    heaping: CheckResult | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A rule applies: to how many children, on which table, where (an area code; ``None`` for the whole district).

    ``also`` holds further values for the sentence; a derived ``children`` needs the cell it comes from there, so that
    both are hidden together.
    """

    children: CountValue | int
    rests_on: tuple[str, ...]
    place: str | None = None
    also: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """A decision that a district wants to be able to ask for; ``money`` is a message id of the catalogue."""

    rule: str
    who: str
    by: date
    money: str
    rupiah: int | None = None
    fund: str | None = None


def decide(facts: Facts, asks: Sequence[Ask]) -> tuple[Finding, ...]:
    """Return the first asks whose rule applies, in the order given, at most :data:`MOST_DECISIONS`."""
    found: list[Finding] = []
    for ask in asks:
        if len(found) == MOST_DECISIONS:
            break
        trigger = RULES[ask.rule](facts)
        if trigger is None:
            continue
        values: dict[str, Value] = {
            "who": ask.who,
            "by_when": ask.by,
            "children": trigger.children,
            "money": ask.money,
            "month": facts.month,
            "place": trigger.place or facts.areas.district.code,
            **trigger.also,
        }
        if ask.rupiah is not None and ask.fund is not None:
            values |= {"rupiah": ask.rupiah, "fund": ask.fund}
        id = f"decision.{ask.rule}"
        found.append(Finding(id, Sentence(id, values), trigger.rests_on, values))
    return tuple(found)


def _coverage(facts: Facts) -> Trigger | None:
    """Fewer than 80 % of the registered came: weigh the others, starting where most are missing."""
    if "coverage_low" not in _against(facts, facts.areas.district.code):
        return None
    district = Cell(facts.month)
    measured, registered = facts.coverage.numerator[district], _denominator(facts.coverage, district)
    also: dict[str, Value] = {"came": CountValue(district, measured), "registered": registered}
    return Trigger(registered - measured, ("coverage",), also=also)


def _denominator(rates: RateTable, numerator: Cell) -> int:
    return rates.denominator.counts[rates.numerator.cells.index(numerator)]


def _against(facts: Facts, area: str) -> tuple[Reason, ...]:
    """Why nothing may be concluded about an area; empty where something may."""
    district = facts.areas.district.code
    return assessable(
        area, month=facts.month, district=district, coverage=facts.coverage, heaping=facts.heaping
    ).reasons


def _remeasure(facts: Facts) -> Trigger | None:
    """Some heights are implausible: measure those children again before anything is said about them."""
    return _some(facts.flags.numerator, Cell.of(facts.month, status="haz_flagged"), ("flags",))


def _refer_severe(facts: Facts) -> Trigger | None:
    """Severely stunted children: each is examined."""
    return _some(facts.severity, Cell.of(facts.month, status="severely_stunted"), ("severity",))


def _priority_kecamatan(facts: Facts) -> Trigger | None:
    """The kecamatan with most stunted children among those surely above the district, if there is one.

    "Surely": its whole interval lies above the district's figure, and it can be assessed: enough of its children were
    measured, and its heights do not pile up at the cut-off. Without that no place is singled out.
    """
    rates = facts.stunting
    district = rates.values[rates.numerator.cells.index(Cell.of(facts.month, status="stunted"))]
    kecamatan = {a.code for a in facts.areas.kecamatan}
    above: list[tuple[int, str, Cell]] = []
    for cell, n, low in zip(rates.numerator.cells, rates.numerator.counts, rates.low, strict=True):
        area = cell.level("area")
        if cell.period != facts.month or area not in kecamatan or low is None or district is None:
            continue
        if low > district and not _against(facts, area):
            above.append((-n, area, cell))
    if not above:
        return None
    n, area, cell = min(above)
    return Trigger(CountValue(cell, -n), ("stunting",), area)


def _stunted(facts: Facts) -> Trigger | None:
    """Any stunted children: the programme that the district runs for them."""
    return _some(facts.stunting.numerator, Cell.of(facts.month, status="stunted"), ("stunting",))


def _data_quality(facts: Facts) -> Trigger | None:
    """Last digits of heights or weights that no board gives: refresh the cadres' skill, re-measure a sample."""
    poor = tuple(check.id for check in facts.checks if check.status == "poor")
    if not poor:
        return None
    cell = Cell.of(facts.month, status="haz_known")
    known = _denominator(facts.stunting, Cell.of(facts.month, status="stunted"))
    return Trigger(CountValue(cell, known), poor)


def _some(table: CountTable, cell: Cell, rests_on: tuple[str, ...]) -> Trigger | None:
    n = table[cell]
    return Trigger(CountValue(cell, n), rests_on) if n else None


RULES: Mapping[str, Callable[[Facts], Trigger | None]] = {
    "coverage": _coverage,
    "remeasure": _remeasure,
    "refer_severe": _refer_severe,
    "priority_kecamatan": _priority_kecamatan,
    "sponsors": _stunted,
    "mini_workshop": _stunted,
    "kpm_packages": _stunted,
    "dissemination": _refer_severe,
    "data_quality": _data_quality,
}
