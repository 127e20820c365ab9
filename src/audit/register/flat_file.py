"""A flat file (text, workbook, HTML, Parquet, Stata, SPSS, an ODK archive) as the cells of columns that are named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.days_from_1904 import count_from_1900
from audit.register.grid import Body, Sheet, check_width, letter
from audit.register.lost_cells import check_calculated
from audit.register.merged_cells import fill_down
from audit.register.odk_export import Left, archive_of_tables, joined
from audit.register.open_file import open_file
from audit.register.stat_file import open_stat, stat_form
from audit.register.text import Cell, clean, holds, is_missing

__all__ = ["FlatRows", "is_parquet", "open_flat", "open_parquet", "read_flat"]

_PARQUET = b"PAR1"


@dataclass(frozen=True, slots=True)
class FlatRows:
    """The rows of a flat file below its header.

    ``sheets`` and ``numbers`` say where each row stands; ``cells`` has one list a column; ``shifted`` is True where
    cells stand beyond the last header; ``letters`` are (sheet, column, letter of the column). ``left`` are sheets and
    rows above the header that were not read: (sheet, row, value, reason).
    """

    form: str
    sheets: list[str | None]
    numbers: list[int]
    cells: dict[str, list[Cell]]
    shifted: list[bool]
    letters: list[tuple[str | None, str, str]]
    left: list[tuple[str | None, int | None, str | None, str]]

    def __len__(self) -> int:
        return len(self.numbers)


def read_flat(path: Path, columns: Sequence[str], *, dates: Collection[str] = ()) -> FlatRows:
    """Read these columns of every sheet whose header has them all; empty rows are left out, and so are hidden sheets.

    The header is the first row that names every column, exactly as given. ``dates`` are the columns that hold days.
    Raises ``InputError``: the file cannot be read (as ``read_visits``); a column is not there, twice, or on hidden
    sheets alone; most of it is formulas that nobody calculated; there is no row below the header.
    """
    form, sheets = open_flat(path, columns)
    tops = [_top(sheet, columns, path.name) for sheet in sheets]
    without: Left = []
    if not any(top is not None for top in tops) and (merged := joined(sheets))[0]:
        sheets, without = merged
        tops = [_top(sheet, columns, path.name) for sheet in sheets]
    hidden = [sheet.name for sheet, top in zip(sheets, tops, strict=True) if sheet.hidden and top is not None]
    if len(hidden) == sum(top is not None for top in tops):
        if hidden:
            raise InputError("register.only_hidden", file=path.name, sheet=hidden[0])
        raise InputError("mapping.no_column", file=path.name, column=_absent(sheets, columns))
    rows = FlatRows(form, [], [], {column: [] for column in columns}, [], [], without)
    for sheet, top in zip(sheets, tops, strict=True):
        if sheet.hidden and top is not None:
            rows.left.append((sheet.name, None, None, "lembar_tersembunyi"))
        elif top is None:
            reason = "lembar_tanpa_judul_kolom" if sheet.rows else "lembar_kosong"
            rows.left.append((sheet.name, None, None, reason))
        else:
            _add(rows, sheet, top, columns, dates, path.name)
    if not len(rows):
        raise InputError("register.no_rows", file=path.name)
    return rows


def open_flat(path: Path, wanted: Collection[str] = ()) -> tuple[str, list[Sheet]]:
    """The form of a file and its sheets: also of Parquet, Stata, SPSS, and archives of csv files.

    ``wanted`` columns alone are read of a statistics file; none asks for all. Raises ``InputError`` as ``open_file``.
    """
    if is_parquet(path):
        form, sheets = "parquet", [open_parquet(path)]
    elif (stat := stat_form(path)) is not None:
        form, sheets = stat, [open_stat(path, stat, wanted).sheet]
    elif (tables := archive_of_tables(path)) is not None:
        form, sheets = "zip", tables
    else:
        form, sheets = open_file(path)
    for sheet in sheets:
        check_width(path.name, sheet)
    return form, sheets


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet by its first bytes."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(len(_PARQUET)) == _PARQUET


def open_parquet(path: Path) -> Sheet:
    """One sheet; row 1 is the names of the columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise InputError("register.damaged", file=path.name) from error
    columns = [["" if v is None or v != v else v for v in column.to_pylist()] for column in table.columns]
    rows = [table.column_names, *map(list, zip(*columns, strict=True))]
    return Sheet(None, rows, range(1, len(rows) + 1))


def _labels(row: Sequence[Cell]) -> list[str]:
    return [clean(cell) for cell in row]


def _top(sheet: Sheet, columns: Sequence[str], file: str) -> int | None:
    for top, row in enumerate(islice(sheet.rows, rules.HEADER_SEARCH_ROWS)):
        labels = _labels(row)
        if set(columns) <= set(labels):
            twice = next((column for column in columns if labels.count(column) > 1), None)
            if twice is not None:
                raise InputError("mapping.column_twice", file=file, column=twice)
            return top
    return None


def _absent(sheets: Sequence[Sheet], columns: Sequence[str]) -> str:
    """The first column that is not in the row that names most of them."""
    rows = (set(_labels(row)) for sheet in sheets for row in islice(sheet.rows, rules.HEADER_SEARCH_ROWS))
    best = max(rows, key=lambda labels: len(labels & set(columns)), default=set())
    return next(column for column in columns if column not in best)


def _add(rows: FlatRows, sheet: Sheet, top: int, columns: Sequence[str], dates: Collection[str], file: str) -> None:
    labels = _labels(sheet.rows[top])
    for above, number in zip(sheet.rows[:top], sheet.numbers[:top], strict=True):
        said = " ".join(filter(None, _labels(above)))
        if said:
            rows.left.append((sheet.name, number, said, "baris_judul"))
    body = Body(sheet, top + 1)
    if not len(body):
        rows.left.append((sheet.name, None, None, "lembar_tanpa_baris"))
    if unseen := len(sheet.hidden_rows.intersection(body.numbers)):
        rows.left.append((sheet.name, None, str(unseen), "baris_tersembunyi"))
    fill_down(body, [(labels.index(column), "") for column in columns])
    if sheet.days_from_1904:
        count_from_1900(body, [labels.index(column) for column in dates])
    rows.sheets.extend([sheet.name] * len(body))
    rows.numbers.extend(body.numbers)
    rows.shifted.extend(any(holds(c) and not is_missing(c) for c in row[len(labels) :]) for row in body.rows)
    for column in columns:
        place = labels.index(column)
        check_calculated(file, sheet.name, body.column(place))
        rows.cells[column].extend(body.column(place))
        rows.letters.append((sheet.name, column, letter(place)))
