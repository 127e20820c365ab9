"""Files of Stata (.dta) and SPSS (.sav, .zsav) as a sheet of cells with the labels of their codes.

They are read in a process of its own (``audit.register.stat_reader``, by pyreadstat, extra ``survey``), as workbooks
are. What the file itself calls missing (SPSS ranges, Stata's .a to .z) is an ``Unread`` cell that says its label and is
listed as set aside; an empty cell (system missing) is empty.

Source of the signatures: Stata's ``help dta`` (formats 104 to 119), and the magic numbers ``$FL2`` and ``$FL3`` of SPSS
system files (PSPP, System File Format, "File Header Record").
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.grid import Sheet
from audit.register.reader_process import messages
from audit.register.text import Cell, Unread, clean

__all__ = ["StatFile", "open_stat", "stat_form"]

_READER = Path(__file__).with_name("stat_reader.py")
_XML_DTA, _SAV = b"<stata_dta>", (b"$FL2", b"$FL3")
_OLD_DTA = range(104, 116)  # the first byte of the formats before 117; then 1 or 2 (byte order), then 1
_MISSING = "kode_hilang"
StatForm = Literal["dta", "sav"]


@dataclass(frozen=True, slots=True)
class StatFile:
    """The columns that were asked for: a sheet whose first row is their names, and the labels of codes by column.

    ``names`` are all columns of the file; ``titles`` what it says of those that were read. Row 2 is the first record.
    """

    form: StatForm
    sheet: Sheet
    names: tuple[str, ...]
    titles: Mapping[str, str]
    labels: Mapping[str, Mapping[Any, str]]


def stat_form(path: Path) -> StatForm | None:
    """Whether a file is Stata's or SPSS's by its first bytes; ``None`` where it is neither."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_XML_DTA))
    except PermissionError as error:
        raise InputError("register.file_locked", file=path.name) from error
    if head.startswith(_SAV):
        return "sav"
    old = len(head) > 2 and head[0] in _OLD_DTA and head[1] in (1, 2) and head[2] == 1
    return "dta" if head == _XML_DTA or old else None


def open_stat(path: Path, form: StatForm, wanted: Collection[str] = ()) -> StatFile:
    """Read the columns of these names (only letters and digits count, in any case; none asks for all).

    Raises ``InputError``: damaged or cut off; more than a computer should hold; the reader of such files is not there.
    """
    if path.stat().st_size > rules.MAX_STATISTICS_BYTES:
        raise InputError("register.too_large", file=path.name)
    about: dict[str, Any] = {}
    rows: list[Sequence[Any]] = []
    verdict = "damaged"  # unless the reader comes to its end
    for message in messages(_READER, path, rules.MAX_CELLS, form, *sorted({_folded(name) for name in wanted})):
        if isinstance(message, dict):
            about = message
        elif isinstance(message, list):
            rows.extend(message)
        else:
            verdict = message
    if verdict == "no_statistics":
        raise InputError("survey_file.no_statistics", file=path.name)
    if verdict != "read":
        raise InputError(f"register.{verdict}", file=path.name)
    names: list[str] = about["names"]
    labels = {name: about["labels"].get(name, {}) for name in names}
    cells = [[_cell(value, labels[name]) for name, value in zip(names, row, strict=True)] for row in rows]
    table: list[Sequence[Cell]] = [names, *cells]
    titles = {name: clean(about["titles"].get(name) or "") for name in names}
    return StatFile(form, Sheet(None, table, range(1, len(table) + 1)), tuple(about["all"]), titles, labels)


def _folded(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isascii() and sign.isalnum())


def _cell(value: Any, labels: Mapping[Any, str]) -> Cell:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return Unread(clean(labels.get(value[0]) or value[0]), _MISSING)
    return value if isinstance(value, str | float | int | date | datetime | time | timedelta) else str(value)
