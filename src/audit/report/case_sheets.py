"""Sheets of the workbook of cases: names and labels of columns, cells to fill in, checks and prompts of Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.identity import COLOURS
from audit.reference.import_rules import DATES_FROM, DATES_TO
from audit.reference.people_lists import NO, YES
from audit.reference.worksheet_items import SECTIONS, WorksheetItem
from audit.register.case_answers import plan_field, sources
from audit.register.case_layout import CASE_COLUMNS, CODES, PLAN_COLUMNS, PLAN_FIELDS, choices, source_column
from audit.report.form_workbook import FILL_IN, FIRST_ROW, Form

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["CaseSheet", "PlanSheet", "lists_sheet", "shown_answer"]

_BANDS = (COLOURS["band"], COLOURS["band-second"])  # of the labels of sections, one after the other
_COUNTED = COLOURS["counted"]
_FREEZE_COLUMNS = 2
_MAY = {
    "sort": True, "autofilter": True, "format_columns": True, "format_rows": True, "format_cells": True,
    "insert_rows": True, "select_locked_cells": True,
}  # fmt: skip
_WIDTHS = {
    "case_id": 18,
    "rtl_id": 22,
    "case_no": 8,
    "group": 26,
    "kecamatan": 20,
    "desa": 22,
    "posyandu": 18,
    "rt": 6,
    "rw": 6,
    "name": 28,
    "parent_name": 28,
    "nik": 20,
    "team_summary": 40,
    "notes": 40,
}
_LABELS_HIGH, _ITEMS_HIGH = 32, 60  # points, for two lines and for four: not every program makes room by itself
_WIDTH, _SOURCE_WIDTH, _TEXT_WIDTH = 14, 15, 26
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255  # characters; Excel's own limits
_NOT_DONE = ("tidak_ditemukan", "pindah", "menolak", "meninggal", "ditunda")
_OVERDUE, _GONE = COLOURS["overdue"], COLOURS["counted"]
_LISTS_YES = "Ya_Tidak"


class CaseSheet:
    """One A4 sheet, protected against accident, with the names of its columns in the first row and labels below."""

    def __init__(
        self, form: Form, name: str, columns: Sequence[str], language: Language, *, topic: str = "case_form"
    ) -> None:
        self.form = form
        self.language: Language = language
        self.at = {column: j for j, column in enumerate(columns)}
        self.items: Sequence[WorksheetItem] = ()
        self.sheet: Worksheet = form.book.add_worksheet(name)
        self.sheet.set_landscape()
        form.foot(self.sheet)
        self.sheet.repeat_rows(0, FIRST_ROW - 1)
        self.sheet.freeze_panes(FIRST_ROW, _FREEZE_COLUMNS)
        self.sheet.set_row(1, _LABELS_HIGH)
        self.formats = _formats(form)
        for column, j in self.at.items():
            self.sheet.set_column(j, j, _WIDTHS.get(column, _WIDTH))
            self.sheet.write_string(0, j, column, form.small)
            self.sheet.write_string(1, j, text(f"{topic}.column.{column}", language), form.head)

    @classmethod
    def of_items(cls, form: Form, name: str, items: Sequence[WorksheetItem], language: Language) -> CaseSheet:
        """The sheet of a target group: its items, each with the source of the answer beside it."""
        self = cls(form, name, CASE_COLUMNS, language)
        for item in items:
            head = self.formats[f"head_{SECTIONS.index(item.section) % len(_BANDS)}"]
            for column, label, width in self._columns(item):
                j = self.at[column] = len(self.at)
                self.sheet.set_column(j, j, width)
                self.sheet.write_string(0, j, column, form.small)
                self.sheet.write_string(1, j, label, head)
        self.items = items
        self.sheet.set_row(1, _ITEMS_HIGH)
        return self

    def _columns(self, item: WorksheetItem) -> list[tuple[str, str, int]]:
        width = _WIDTHS.get(item.code, _TEXT_WIDTH if item.kind in ("text", "codes") else _WIDTH)
        answer = (item.code, item.label(self.language), width)
        source = (source_column(item.code), text("case_form.column.source", self.language), _SOURCE_WIDTH)
        return [answer] if item.kind == "shown" else [answer, source]

    # --- cells --------------------------------------------------------------------------------------------------------

    def text(self, i: int, column: str, value: str, look: str = "locked") -> None:
        """Text that stays text, sixteen digits and leading signs too."""
        self.sheet.write_string(FIRST_ROW + i, self.at[column], value, self.formats[look])

    def day(self, i: int, column: str, value: date) -> None:
        """A date that is not to be changed."""
        self.sheet.write_datetime(FIRST_ROW + i, self.at[column], _midnight(value), self.formats["locked_day"])

    def empty(self, i: int, column: str, *, day: bool = False) -> None:
        """A cell to fill in."""
        self.sheet.write_blank(FIRST_ROW + i, self.at[column], None, self.formats["day" if day else "filled"])

    def coded(self, i: int, column: str, name: str, code: str | None) -> None:
        """A cell to fill in from a list of ``CODES``."""
        words = choices(name, self.language)
        self.put(i, column, words.get(code, code) if code else None, "text", "filled")

    def shown(self, i: int, item: WorksheetItem, value: str | None) -> None:
        """A figure that is computed here."""
        self.put(i, item.code, value, "number", "counted_1" if item.unit in ("months", "years") else "counted_2")

    def answer(self, i: int, item: WorksheetItem, value: str | None, *, from_data: bool) -> None:
        """The answer of an item: white where the data gave it, else yellow."""
        look = "locked" if from_data else "filled"
        if item.kind == "date":
            look = "locked_day" if from_data else "day"
        elif item.kind in ("text", "pressure") and not from_data:
            look = "text"
        self.put(i, item.code, None if value is None else shown_answer(item, value, self.language), item.kind, look)

    def source(self, i: int, item: WorksheetItem, code: str | None, *, from_data: bool) -> None:
        """Where the answer was found."""
        word = sources(self.language).get(code, code) if code else None
        self.put(i, source_column(item.code), word, "text", "locked" if from_data else "filled")

    def unanswered(self, i: int, n: int) -> None:
        """How many items of a row are still empty: a formula for people, which is never read back."""
        from xlsxwriter.utility import xl_range, xl_range_abs

        codes = [self.at[item.code] for item in self.items if item.kind != "shown"]
        first, last = min(codes), max(codes)
        names = xl_range_abs(0, first, 0, last)
        cells = xl_range(FIRST_ROW + i, first, FIRST_ROW + i, last)
        formula = f'=SUMPRODUCT((RIGHT({names},7)<>".source")*({cells}=""))'
        self.sheet.write_formula(FIRST_ROW + i, self.at["unanswered"], formula, self.formats["counted"], n)

    def put(self, i: int, column: str, value: str | None, kind: str, look: str) -> None:
        """A cell of some kind, empty where there is no value; ``look`` is one of the formats."""
        row, j, style = FIRST_ROW + i, self.at[column], self.formats[look]
        if value is None:
            self.sheet.write_blank(row, j, None, style)
        elif kind in ("number", "whole"):
            self.sheet.write_number(row, j, float(value), style)
        elif kind == "date":
            self.sheet.write_datetime(row, j, _midnight(date.fromisoformat(value)), style)
        else:
            self.sheet.write_string(row, j, value, style)

    # --- the end ------------------------------------------------------------------------------------------------------

    def close(self, rows: int) -> None:
        """Checks, colours, filter and protection, once all rows are there."""
        for item in self.items:
            if item.kind != "shown":
                self.check(
                    item.code,
                    rows,
                    _check(item, self.language),
                    item.label(self.language),
                    _prompt(item, self.language),
                )
                self.check(source_column(item.code), rows, _listed("Sumber_Data"), "", "")
        if "status" in self.at and "unanswered" in self.at:
            self.check("status", rows, _listed("status"), "", text("case_form.prompt.status", self.language))
            self.check("filled_by", rows, _listed("filled_by"), "", text("case_form.prompt.filled_by", self.language))
            self.check("filled_on", rows, _dates(), "", text("case_form.prompt.date", self.language))
            self._grey_out(rows)
        if rows:
            self.sheet.autofilter(1, 0, FIRST_ROW + rows - 1, len(self.at) - 1)
        self.sheet.protect(options=_MAY)

    def check(self, column: str, rows: int, rule: Mapping[str, Any], title: str, message: str) -> None:
        """Let Excel prompt, and warn (never refuse) at what is unusual."""
        shown: dict[str, Any] = {
            "error_type": "warning",
            "error_title": text("worksheet.check_title", self.language),
            "error_message": text("people_list.check", self.language),
            "ignore_blank": True,
        }
        if message:
            shown |= {"input_title": title[:_LONGEST_TITLE], "input_message": message[:_LONGEST_MESSAGE]}
        j = self.at[column]
        self.sheet.data_validation(FIRST_ROW, j, FIRST_ROW + max(rows, 1) - 1, j, {**rule, **shown})

    def _grey_out(self, rows: int) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell

        cell = xl_rowcol_to_cell(FIRST_ROW, self.at["status"], col_abs=True)
        words = [choices("status", self.language)[code] for code in _NOT_DONE]
        told = ",".join(f'{cell}="{word}"' for word in words)
        rule = {"type": "formula", "criteria": f"=OR({told})", "format": self.form.book.add_format({"bg_color": _GONE})}
        self.sheet.conditional_format(FIRST_ROW, 0, FIRST_ROW + max(rows, 1) - 1, len(self.at) - 1, rule)


class PlanSheet(CaseSheet):
    """The sheet of follow-up plans (RTL)."""

    def __init__(self, form: Form, name: str, language: Language, *, columns: Sequence[str] = PLAN_COLUMNS) -> None:
        super().__init__(form, name, columns, language)
        self.fields = tuple(column for column in PLAN_FIELDS if column in self.at)
        for column in self.fields:
            kind = plan_field(column, column).kind
            self.sheet.set_column(self.at[column], self.at[column], _TEXT_WIDTH if kind == "text" else _WIDTH)

    def row(self, i: int, given: Mapping[str, str], values: Mapping[str, str | None]) -> None:
        """One plan: its codes locked, the rest to fill in."""
        for column in ("rtl_id", "case_id", "case_no", "kecamatan", "desa"):
            if column in self.at:
                self.text(i, column, given[column])
        for column in self.fields:
            asked, value = plan_field(column, column), values.get(column)
            look = {"date": "day", "text": "text"}.get(asked.kind, "filled")
            if value is not None and asked.kind in ("code", "codes"):
                words = choices("plan_status" if column == "status" else column, self.language)
                value = "; ".join(words.get(code, code) for code in value.split(";"))
            elif value is not None and asked.kind == "yes":
                value = YES if value == "y" else NO
            self.put(i, column, value, asked.kind, look)
        self.empty(i, "filled_on", day=True)
        self.empty(i, "filled_by")

    def close(self, rows: int) -> None:
        """Checks of plans, overdue ones in colour."""
        for column in self.fields:
            asked = plan_field(column, column)
            name = "plan_status" if column == "status" else column
            label = text(f"case_form.column.{column}", self.language)
            if name in CODES:
                self.check(column, rows, _listed(name), label, text("case_form.prompt.code", self.language))
            elif asked.kind == "date":
                self.check(column, rows, _dates(), label, text("case_form.prompt.date", self.language))
            elif asked.kind == "yes":
                self.check(column, rows, _listed(_LISTS_YES), label, text("case_form.prompt.yes", self.language))
            elif asked.limits:
                low, high = asked.limits
                rule = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
                self.check(column, rows, rule, label, "")
        self.check("filled_by", rows, _listed("filled_by"), "", text("case_form.prompt.filled_by", self.language))
        self.check("filled_on", rows, _dates(), "", text("case_form.prompt.date", self.language))
        self._mark_overdue(rows)
        super().close(rows)

    def _mark_overdue(self, rows: int) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell

        due, status = (xl_rowcol_to_cell(FIRST_ROW, self.at[c], col_abs=True) for c in ("due_on", "status"))
        done = ",".join(f'{status}<>"{choices("plan_status", self.language)[code]}"' for code in ("selesai", "batal"))
        rule = {
            "type": "formula",
            "criteria": f'=AND({due}<>"",{due}<TODAY(),{done})',
            "format": self.form.book.add_format({"bg_color": _OVERDUE}),
        }
        j = self.at["due_on"]
        self.sheet.conditional_format(FIRST_ROW, j, FIRST_ROW + max(rows, 1) - 1, j, rule)


def lists_sheet(form: Form, asked: Mapping[str, Sequence[WorksheetItem]]) -> None:
    """The lists of answers as defined names, and the operational definition of every item with its source.

    ``asked`` are the items of each target group that the workbook asks about.
    """
    language = form.language
    sheet = form.book.add_worksheet(text("case_form.sheet.lists", language))
    lists: dict[str, Sequence[str]] = {_LISTS_YES: (YES, NO), "Sumber_Data": tuple(sources(language).values())}
    lists |= {name: tuple(choices(name, language).values()) for name in CODES}
    form.foot(sheet)
    items = {(item.code, item.words): item for own in asked.values() for item in own}
    lists |= {item.words: tuple(item.choices(language).values()) for item in items.values() if item.words}
    for j, (name, words) in enumerate(lists.items()):
        sheet.set_column(j, j, 24)
        sheet.write_string(0, j, name, form.head)
        for i, word in enumerate(words, start=1):
            sheet.write_string(i, j, word, form.body)
        place = f"='{sheet.get_name()}'!${_letter(j)}$2:${_letter(j)}${len(words) + 1}"
        form.book.define_name(_list_name(name), place)
    sheet.protect(options=_MAY)
    if items:
        _definitions(form, asked)


def _definitions(form: Form, asked: Mapping[str, Sequence[WorksheetItem]]) -> None:
    language = form.language
    columns = ("item_code", "group", "section", "item", "definition", "definition_source", "usual_source")
    sheet = CaseSheet(form, text("case_form.sheet.definitions", language), columns, language)
    for column, width in {"item": 34, "definition": 70, "definition_source": 40, "group": 24, "item_code": 26}.items():
        sheet.sheet.set_column(sheet.at[column], sheet.at[column], width)
    seen: dict[WorksheetItem, None] = dict.fromkeys(item for own in asked.values() for item in own)
    for i, item in enumerate(seen):
        whose = ", ".join(text(f"case_form.group.{g}", language) for g in asked if g in item.groups)
        section = text(f"case_form.section.{item.section}", language)
        usual = sources(language)[item.data_source]
        row = (item.code, whose, section, item.label(language), item.definition(language), item.source, usual)
        for column, value in zip(columns, row, strict=True):
            sheet.text(i, column, value)
    sheet.close(len(seen))


def _letter(j: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(j)


def _list_name(name: str) -> str:
    """A name that Excel takes: nothing that may be a cell."""
    return name if name in (_LISTS_YES, "Sumber_Data") else f"Daftar_{name}"


def _formats(form: Form) -> dict[str, Format]:
    kept = {"border": 1, "border_color": COLOURS["cell-edge"], "valign": "top", "text_wrap": True}
    filled = kept | {"bg_color": FILL_IN, "locked": False}
    counted = kept | {"bg_color": _COUNTED}
    looks = {
        "locked": kept | {"num_format": "@"}, "locked_day": kept | {"num_format": "dd/mm/yyyy"},
        "locked_1": kept | {"num_format": "0.0"}, "locked_2": kept | {"num_format": "0.00"},
        "filled": filled, "text": filled | {"num_format": "@"}, "day": filled | {"num_format": "dd/mm/yyyy"},
        "counted": counted, "counted_1": counted | {"num_format": "0.0"}, "counted_2": counted | {"num_format": "0.00"},
        **{
            f"head_{n}": {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True, "bg_color": colour}
            for n, colour in enumerate(_BANDS)
        },
    }  # fmt: skip
    return {name: form.book.add_format(look) for name, look in looks.items()}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _listed(name: str) -> dict[str, Any]:
    return {"validate": "list", "source": f"={_list_name(name)}"}


def _dates() -> dict[str, Any]:
    return {"validate": "date", "criteria": "between", "minimum": DATES_FROM, "maximum": DATES_TO}


def _check(item: WorksheetItem, language: Language) -> dict[str, Any]:
    if item.kind == "date":
        return _dates()
    if item.kind == "yes":
        return _listed(_LISTS_YES)
    if item.kind == "code":
        return _listed(item.words)
    if item.limits:
        low, high = item.limits
        kind = "integer" if item.kind == "whole" else "decimal"
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    return {"validate": "any"}


def _prompt(item: WorksheetItem, language: Language) -> str:
    return item.definition(language)


def shown_answer(item: WorksheetItem, value: str, language: Language) -> str:
    """An answer in words, as a cell shows it; numbers and dates as entries write them."""
    if item.kind == "yes":
        return YES if value == "y" else NO
    if item.kind in ("code", "codes"):
        words = item.choices(language)
        other = text("case_form.other", language)
        named = "; ".join(words.get(code, other) for code in value.split(";") if code)
        return named or text("case_form.none", language)
    return value
