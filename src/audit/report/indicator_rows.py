"""The essential indicators of the district as blocks read them: the released rows, their target, place and trend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.disclosure.released import ShownNumber, ShownRow, ShownValue
from audit.language import month_text, text
from audit.language.catalogue import Language
from audit.programme.indicator_state import TargetState, target_state
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.reference.essential_indicators import EssentialIndicator, essential_indicators
from audit.report.content import TableCell
from audit.report.tables import hidden_cell, mark_notes, text_cell
from audit.report.view import NONE, View, enough

__all__ = ["IndicatorRow", "indicator_rows", "marks", "period_words", "rate_cell", "state_at"]

_ATTRIBUTE = "indicator."
_TRENDS = {1.0: "better", 0.0: "unclear", -1.0: "worse"}


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator: released rows by area code (``None``: the district), and what stands behind them."""

    indicator: EssentialIndicator
    told: Mapping[str, ShownValue]
    placed: Mapping[str, ShownValue]
    rows: Mapping[str | None, ShownRow]

    @property
    def district(self) -> ShownRow | None:
        """The district's figure, ``None`` where there is none."""
        return self.rows.get(None)

    @property
    def target(self) -> float | None:
        """Proportion to reach, ``None`` where no document settles it."""
        return _number(self.told, "target")

    @property
    def state(self) -> TargetState | None:
        """Of the district; ``None`` where nothing may be said."""
        return None if self.district is None else state_at(self, self.district)

    @property
    def trend(self) -> str:
        """better, unclear, worse, or "" where nothing can be compared or shown."""
        found = _number(self.placed, "trend")
        return "" if found is None else _TRENDS[found]

    @property
    def place(self) -> tuple[int, int, int, int] | None:
        """Place among the gaps, its lowest and highest, and its group; ``None`` without one."""
        found = [_number(self.placed, name) for name in ("place", "place_low", "place_high", "group")]
        place, low, high, group = (None if x is None else int(x) for x in found)
        if place is None or low is None or high is None or group is None:
            return None
        return place, low, high, group

    @property
    def gap(self) -> tuple[float, float, float] | None:
        """What is missing to the target in the good direction, with limits; ``None`` where it cannot be shown."""
        row, target = self.district, self.target
        if row is None or target is None or not enough(row) or row.low is None or row.high is None:
            return None
        value = row.value or 0.0
        if self.indicator.direction == "lower":
            return value - target, row.low - target, row.high - target
        return target - value, target - row.high, target - row.low


def indicator_rows(view: View) -> tuple[IndicatorRow, ...]:
    """All indicators by number; empty where none was reported."""
    told = {str(f.values["indicator"]): f.values for f in view.findings(_ATTRIBUTE)}
    if not told:
        return ()
    placed = {str(f.values["indicator"]): f.values for f in view.findings("indicator_place.")}
    table = view.table("indicators")
    rows: dict[str, dict[str | None, ShownRow]] = {}
    for row in table.rows if table else ():
        name = next(a.removeprefix(_ATTRIBUTE) for a, _ in row.cell.at if a.startswith(_ATTRIBUTE))
        rows.setdefault(name, {})[row.cell.level("area")] = row
    return tuple(
        IndicatorRow(indicator, told[indicator.id], placed.get(indicator.id, {}), rows.get(indicator.id, {}))
        for indicator in essential_indicators()
        if indicator.id in told
    )


def state_at(row: IndicatorRow, at: ShownRow) -> TargetState | None:
    """State of one area's figure; ``None`` where it is hidden, rests on few, or has no target."""
    if row.target is None or not enough(at):
        return None
    return target_state(at.value or 0.0, at.low, at.high, row.target, row.indicator.direction)


def period_words(period: str, language: Language) -> str:
    """A month in words, ``semester 1 tahun 2025`` for ``2025-S1``, a year as it is."""
    year, _, part = period.partition("-")
    if part[:1] in ("S", "Q"):
        kind = "half" if part[0] == "S" else "quarter"
        return text(f"indicator_block.{kind}", language, number=part[1:], year=year)
    return month_text(period, language=language) if part else year


def rate_cell(view: View, row: ShownRow | None, *, interval: bool = True) -> TableCell:
    """``62,1% (60,2-64,0%)``; ``*`` where it is withheld, an en dash where there is none or too few people."""
    if row is None:
        return text_cell(NONE)
    if row.hidden:
        return hidden_cell()
    if not enough(row):
        return text_cell(NONE)
    words = view.percent(row.value or 0.0)
    if interval and row.low is not None:
        words = view.words("indicator_block.with_range", value=words, range=view.interval(row))
    return TableCell(words, row.value)


def marks(view: View, rows: Iterable[ShownRow]) -> tuple[str, ...]:
    """What ``*`` and a missing percentage mean, of whomever an indicator counts: not only children."""
    rows = list(rows)
    few = any(not row.hidden and not enough(row) for row in rows)
    words = view.words("indicator_block.few", n=SMALL_DENOMINATOR)
    return (*mark_notes(view, rows, rates=False), *((words,) if few else ()))


def _number(values: Mapping[str, ShownValue], name: str) -> float | None:
    found = values.get(name)
    return found.value if isinstance(found, ShownNumber) else None
