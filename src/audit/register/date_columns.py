"""What the date columns of a file say together: the order of day and month, and what no order explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.dates import DateOrder, count_orders, decide_order, parts
from audit.register.text import Cell

__all__ = ["DateColumn", "order_of"]

_SHORT_YEAR = 2  # digits


@dataclass(frozen=True, slots=True)
class DateColumn:
    """A column of dates: its sheet, what the file calls it, the field that it is read as, and its cells."""

    sheet: str | None
    label: str
    field: str
    cells: Sequence[Cell]


def order_of(columns: Sequence[DateColumn], file: str) -> DateOrder:
    """Decide the order of day and month of a file, as ``dates.date_order`` does over all columns.

    Raises ``InputError``, besides those of ``date_order``: Excel swapped day and month (``register.dates_swapped``);
    years of two digits stand first (``register.dates_year_first``); a column, a sheet, or all columns of a field hold
    dates of the other order only (``register.dates_other_order``), which few among many would hide.
    """
    _refuse_swapped(columns, file)
    _refuse_year_first(columns, file)
    counted = [count_orders(column.cells) for column in columns]
    order = decide_order(sum(counted, Counter()), file)
    if order:
        _refuse_other_order(columns, counted, "mdy" if order == "dmy" else "dmy", file)
    return order


def _refusal(sentence: str, column: DateColumn, file: str) -> InputError:
    return InputError(sentence, file=file, sheet=column.sheet or "-", column=column.label)


def _refuse_other_order(
    columns: Sequence[DateColumn], counted: Sequence[Counter[DateOrder]], other: DateOrder, file: str
) -> None:
    groups: dict[object, list[int]] = {}
    for n, column in enumerate(columns):
        for group in (n, ("sheet", column.sheet), ("field", column.field)):
            groups.setdefault(group, []).append(n)
    for group in groups.values():
        seen = sum((counted[n] for n in group), Counter())
        if seen[other] >= rules.CONTRARY_DATES_FROM and seen[other] == seen["dmy"] + seen["mdy"]:
            raise _refusal("register.dates_other_order", next(columns[n] for n in group if counted[n][other]), file)


@dataclass(slots=True)
class _Mixture:
    """Different texts that need an order, and different true dates, of one column or several."""

    texts: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    sound: bool = False  # a day over 12 among the true dates, or a text without one

    def add(self, cells: Sequence[Cell]) -> None:
        for cell in dict.fromkeys(cells):
            if isinstance(cell, date):
                self.days.add(cell)
                self.sound |= cell.day > 12
            elif isinstance(cell, str) and (found := parts(cell)):
                self.texts.add(cell)
                self.sound |= found[0] <= 12 and found[1] <= 12

    @property
    def swapped(self) -> bool:
        return not self.sound and min(len(self.texts), len(self.days)) >= rules.SWAPPED_DATES_FROM


def _refuse_swapped(columns: Sequence[DateColumn], file: str) -> None:
    """Refuse the mark of Excel with another locale: what it could swap became a date, the rest is text.

    Then every text has a day over 12 and every true date has none. Each column is judged, and all that mix both.
    """
    together, mixed = _Mixture(), []
    for column in columns:
        own = _Mixture()
        own.add(column.cells)
        if own.texts and own.days:
            together.add(column.cells)
            mixed.append(column)
        if own.swapped:
            raise _refusal("register.dates_swapped", column, file)
    if together.swapped:
        raise _refusal("register.dates_swapped", mixed[0], file)


def _refuse_year_first(columns: Sequence[DateColumn], file: str) -> None:
    """Refuse ``25-08-14`` for 14 August 2025, which would be read as a day of 2014.

    Its last part takes more values than there are years, and its first part no more than those.
    """
    firsts: dict[object, set[int]] = {}
    lasts: dict[object, set[str]] = {}
    for n, column in enumerate(columns):
        for cell in dict.fromkeys(column.cells):
            found = parts(cell)
            if found and len(found[2]) == _SHORT_YEAR:
                for group in (n, column.field):
                    firsts.setdefault(group, set()).add(found[0])
                    lasts.setdefault(group, set()).add(found[2])
        for group in (n, column.field):
            if len(firsts.get(group, ())) <= rules.YEARS_AT_MOST < len(lasts.get(group, ())):
                raise _refusal("register.dates_year_first", column, file)
