"""Workbooks that people fill in or take home: the same look, the same bytes for the same content, no formulas.

Every one of them is about persons: for the restricted edition or for one hand, never public.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pandas as pd

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.identity import COLOURS
from audit.register.case_layout import META_SHEET, FormMeta
from audit.results import Sentence
from audit.store import new_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from audit.store.list_sheet import ListSheet

__all__ = ["DAY", "FILL_IN", "FIRST_ROW", "Form", "form_workbook"]

DAY = "dd/mm/yyyy"
FIRST_ROW = 2  # 0-based: names of the columns and their labels stand above
_A4 = 9
_LARGE = 10_000  # from here on digits are grouped; a year is not
FILL_IN, _GREY = COLOURS["fill-in"], COLOURS["machine"]
_HEAD = {"bg_color": COLOURS["head"], "bottom_color": COLOURS["brand"]}  # soft and strong tone of the reports
_WIDTHS = {
    "name": 28,
    "desa": 24,
    "posyandu": 24,
    "advice": 60,
    "child_id": 16,
    "reason": 48,
    "entry": 80,
    "meeting": 34,
}
_WIDTH = 14
_NO_LOOKS: Mapping[str, Format] = {}
# A sheet of sentences: width in letters of Excel, letters that surely fit a line, points of a line. Rows are given
# their height, since not every program makes room for lines that wrap.
_LINE, _LINE_LETTERS, _LINE_HIGH = 72, 66, 16


@dataclass(frozen=True)
class Form:
    """An open workbook with its formats, its language, and what stands at the foot of every printed sheet."""

    book: Workbook
    language: Language
    footer: str
    small: Format
    head: Format
    body: Format
    day: Format
    number: Format
    amount: Format
    filled: Format
    filled_day: Format

    def words(self, name: str, /, **values: object) -> str:
        """Words of the catalogue's topic for worksheets."""
        return text(f"worksheet.{name}", self.language, **values)

    def sheet(
        self,
        name: str,
        columns: Sequence[str],
        *,
        topic: str = "worksheet",
        labels: Mapping[str, str] | None = None,
        read_back: bool = True,
    ) -> ListSheet:
        """Add an A4 sheet with names of its columns and their ``labels`` (else ``<topic>.column.<column>``).

        The names are for programs: hidden where nothing of the sheet is ``read_back``.
        """
        sheet = cast("ListSheet", self.book.add_worksheet(text(f"{topic}.sheet.{name}", self.language)))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        self.foot(sheet)
        sheet.repeat_rows(0, FIRST_ROW - 1)
        sheet.freeze_panes(FIRST_ROW, 0)
        if not read_back:
            sheet.set_row(0, None, None, {"hidden": True})
        for j, column in enumerate(columns):
            sheet.set_column(j, j, _WIDTHS.get(column, _WIDTH))
            sheet.write_string(0, j, column, self.small)
            label = labels[column] if labels else text(f"{topic}.column.{column}", self.language)
            sheet.write_string(1, j, label, self.head)
        return sheet

    def table(
        self,
        name: str,
        columns: Sequence[str],
        rows: pd.DataFrame | Mapping[str, Sequence[object]],
        *,
        topic: str,
        widths: Mapping[str, int],
        labels: Mapping[str, str] | None = None,
        width: int = _WIDTH,
        frozen: int = 1,
        looks: Mapping[str, Format] = _NO_LOOKS,
    ) -> ListSheet:
        """Add a list to read, sort and filter, from cells by column; where it has no rows it says so.

        Nothing of it is read back. ``widths`` in letters, else ``width``; so many columns are ``frozen``; ``looks`` of
        numbers, else ``Form.number``.
        """
        sheet = self.sheet(name, columns, topic=topic, labels=labels, read_back=False)
        sheet.freeze_panes(FIRST_ROW, frozen)
        for j, column in enumerate(columns):
            sheet.set_column(j, j, widths.get(column, width))
            cells = rows[column]
            words = cells.tolist() if isinstance(cells, pd.Series) else cells
            self._column(sheet, j, words, looks.get(column))
        count = len(rows[columns[0]])
        if count:
            sheet.autofilter(1, 0, FIRST_ROW + count - 1, len(columns) - 1)
        else:
            sheet.write_string(FIRST_ROW, 0, self.words("no_rows"))
        return sheet

    def _column(self, sheet: ListSheet, column: int, values: Sequence[object], look: Format | None) -> None:
        """Write values down a column, each as ``cell`` does; numbers in a ``look`` of their own."""
        sheet.write_words(FIRST_ROW, column, values, self.body)
        for i, value in enumerate(values, start=FIRST_ROW):
            if not isinstance(value, str):
                self.cell(sheet, i, column, value, look)

    def cell(self, sheet: Worksheet, row: int, column: int, value: object, look: Format | None = None) -> None:
        """Write a value as what it is, so that it sorts and filters: words, a day, a number; nothing where none is."""
        if isinstance(value, str):
            if value:
                sheet.write_string(row, column, value, self.body)
        elif value is None or value is pd.NaT or pd.isna(value):  # pyright: ignore[reportArgumentType, reportCallIssue]
            return
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.day)
        else:
            number = float(value)  # pyright: ignore[reportArgumentType]
            sheet.write_number(row, column, number, look or (self.amount if abs(number) >= _LARGE else self.number))

    def foot(self, sheet: Worksheet) -> None:
        """Say at the foot of every printed page for whom it is."""
        sheet.set_footer(f"&L{self.footer.replace('&', '&&')}&R&P / &N")

    def lines(self, name: str, lines: Sequence[str], *, topic: str = "worksheet") -> None:
        """Add a portrait sheet of plain sentences, one a row."""
        self.page(text(f"{topic}.sheet.{name}", self.language), lines)

    def page(self, title: str, lines: Sequence[str], *, headed: bool = False) -> None:
        """Add a portrait sheet of that title; the first line of a ``headed`` one is its head."""
        sheet = self.book.add_worksheet(title)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, _LINE)
        self.foot(sheet)
        for i, line in enumerate(lines):
            sheet.set_row(i, _LINE_HIGH * ceil(len(line) / _LINE_LETTERS))
            sheet.write_string(i, 0, line, self.head if headed and i == 0 else self.body)

    def wrong_entries(self, wrong: Sequence[Sentence]) -> None:
        """Add the sheet of entries that could not be read, one sentence each."""
        sheet = self.sheet("wrong", ("entry",))
        for i, sentence in enumerate(wrong, start=FIRST_ROW):
            sheet.write_string(i, 0, text(sentence.id, self.language, **sentence.values), self.body)

    def remember(self, meta: FormMeta) -> None:
        """Add the sheet that nobody sees, last: of which audit the workbook is, and what it held when it was made."""
        sheet = self.book.add_worksheet(META_SHEET)
        for i, row in enumerate(meta.rows()):
            for j, value in enumerate(row):
                sheet.write_string(i, j, value)
        sheet.very_hidden()

    def decimals(self, sheet: Worksheet, column: int, rows: int, limits: tuple[float, float]) -> None:
        """Let Excel warn (not refuse) where a number outside ``limits`` is typed: the paper form is what counts."""
        rule = {
            "validate": "decimal", "criteria": "between", "minimum": limits[0], "maximum": limits[1],
            "error_type": "warning", "error_title": self.words("check_title"), "error_message": self.words("check"),
        }  # fmt: skip
        sheet.data_validation(FIRST_ROW, column, FIRST_ROW + rows - 1, column, rule)


@contextmanager
def form_workbook(path: Path, language: Language, *, holder: str = "") -> Generator[Form, None, None]:
    """Give an open workbook that is written, for its owner alone, when the block ends well.

    ``holder`` is the office or function for whom it is, at the foot of every sheet.

    Raises ``OutputError`` (exit 17) where the file cannot be written, for example because it is open in Excel.
    """
    footer = text("worksheet.restricted", language)
    if holder:
        footer = text("worksheet.restricted_to", language, holder=holder)
    body = {"valign": "top", "text_wrap": True}
    number = {"valign": "top", "align": "right", "indent": 1}  # words of the next column stand apart from it
    filled = {"bg_color": FILL_IN, "border": 1, "locked": False}
    with new_workbook(path) as book:
        yield Form(
            book, language,
            footer,
            small=book.add_format({"font_size": 8, "font_color": _GREY}),
            head=book.add_format(body | _HEAD | {"bold": True, "bottom": 2}),
            body=book.add_format(body),
            number=book.add_format(number),
            amount=book.add_format(number | {"num_format": "#,##0"}),
            day=book.add_format({"valign": "top", "align": "left", "num_format": DAY}),
            filled=book.add_format(filled),
            filled_day=book.add_format(filled | {"num_format": DAY}),
        )  # fmt: skip
