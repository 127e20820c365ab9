"""What was already said in public: figure, office, day, medium, source; so that a report can stand beside it.

The first thing that a reader in office looks for is the figure already spoken (practice notes R8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from audit.errors import InputError
from audit.quality.typed_figures import TypedFigure, wrong_figures
from audit.register.dates import date_order, read_date
from audit.register.lists import read_list
from audit.register.numbers import read_number
from audit.register.text import clean, is_missing
from audit.store import writing

__all__ = ["KINDS", "Statement", "read_statements", "statement_slips", "write_statements_form"]

# What a figure counts: stunted by survey, stunted by routine measurement, confirmed by a doctor, measured (D/S).
KINDS = ("survei", "pengukuran_rutin", "terkonfirmasi", "cakupan")
_FIELDS = {
    "said_on": ("tanggal", "tanggal pernyataan"),
    "office": ("instansi", "jabatan atau instansi", "oleh"),
    "kind": ("jenis angka", "jenis"),
    "percent": ("persen", "angka persen"),
    "numerator": ("pembilang", "jumlah anak"),
    "denominator": ("penyebut", "dari jumlah anak"),
    "period": ("periode", "periode angka"),
    "area": ("wilayah",),
    "medium": ("media", "medium"),
    "source": ("sumber", "tautan", "alamat"),
}
_NEEDED = ("said_on", "office", "kind", "source")
_MOST_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure as an office said it. An office, never a person.

    ``percent`` is 0-100 as said, with ``digits`` decimals; ``numerator`` and ``denominator`` are children; at least
    ``percent`` or ``numerator`` is there. ``period`` is what the figure is about, in the words of whoever said it.
    """

    said_on: date
    office: str
    kind: str
    percent: float | None
    digits: int
    numerator: int | None
    denominator: int | None
    period: str
    area: str
    medium: str
    source: str
    row: int


def write_statements_form(path: Path) -> None:
    """Write the empty register of statements (csv for Excel in Indonesian): headers only."""
    with writing(path):
        headers = ";".join(names[0].title() for names in _FIELDS.values())
        path.write_text(f"{headers}\n", encoding="utf-8-sig", newline="\n")


def read_statements(path: Path) -> tuple[Statement, ...]:
    """Read the register (csv or workbook), newest first.

    Raises ``InputError`` naming file, row and column: without day, office, kind or source; a kind that is none of
    ``KINDS``; neither percentage nor number; a number that cannot be read; a percentage outside 0-100; more children
    than there are to count. A percentage that does not follow from its numbers was said so and is kept:
    ``statement_slips`` lists it.
    """
    path = Path(path)
    cells = read_list(path, _FIELDS, _NEEDED)
    order = date_order(cells["said_on"], path.name)
    rows = zip(cells.index, cells.to_dict("records"), strict=True)
    said = [_Row(path.name, int(number), row).statement(order) for number, row in rows]
    return tuple(sorted(said, key=lambda s: (-s.said_on.toordinal(), s.row)))


def statement_slips(statements: tuple[Statement, ...], file: str) -> tuple[TypedFigure, ...]:
    """Statements whose percentage does not follow from their own two numbers; ``line`` is the row of the register."""
    found: list[TypedFigure] = []
    for s in statements:
        if s.percent is None or s.numerator is None or not s.denominator:
            continue
        text = "\n" * (s.row - 1) + f"{s.numerator}/{s.denominator} {s.percent:.{s.digits}f} %"
        found += wrong_figures(text, file)
    return tuple(sorted(found, key=lambda figure: figure.line))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the register while it is read."""

    file: str
    number: int
    cells: dict[Any, Any]

    def statement(self, order: Any) -> Statement:
        for field in _NEEDED:
            if is_missing(self.cells[field]):
                raise self.refused("missing", field)
        said_on, reason = read_date(self.cells["said_on"], order)
        if said_on is None or reason:
            raise self.refused("unread", "said_on")
        kind = clean(self.cells["kind"]).casefold().replace(" ", "_")
        if kind not in KINDS:
            raise InputError("statement.kind", file=self.file, row=str(self.number), kinds=", ".join(KINDS))
        percent, numerator, denominator = self.percent(), self.children("numerator"), self.children("denominator")
        if percent is None and numerator is None:
            raise self.refused("missing", "percent")
        # Coverage may exceed what is registered; prevalence may not exceed the children who were measured.
        if kind != "cakupan" and numerator is not None and denominator is not None and numerator > denominator:
            raise self.refused("too_many", "numerator")
        words = {field: self.words(field) for field in ("office", "period", "area", "medium", "source")}
        return Statement(
            said_on=said_on, kind=kind, percent=percent, digits=self.digits(), numerator=numerator,
            denominator=denominator, row=self.number, **words,
        )  # fmt: skip

    def refused(self, why: str, field: str) -> InputError:
        header = _FIELDS[field][0].title()
        return InputError(f"statement.{why}", file=self.file, row=str(self.number), column=header)

    def words(self, field: str) -> str:
        cell = self.cells[field]
        return "" if is_missing(cell) else clean(cell)

    def percent(self) -> float | None:
        text = self.words("percent").removesuffix("%").strip()
        if not text:
            return None
        value = read_number(text).value
        if value is None or not 0 <= value <= _MOST_PERCENT:
            raise self.refused("unread", "percent")
        return value

    def digits(self) -> int:
        text = self.words("percent").removesuffix("%").strip().replace(",", ".")
        return len(text.partition(".")[2])

    def children(self, field: str) -> int | None:
        text = self.words(field)
        if not text:
            return None
        digits = text.replace(".", "").replace(",", "")
        if not digits.isdecimal():
            raise self.refused("unread", field)
        return int(digits)
