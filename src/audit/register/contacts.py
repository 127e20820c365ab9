"""Who else a register names: read for one purpose, that nobody of them is named in a public file.

Addresses and telephone numbers, which no record holds, and the children of rows that became no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from audit.register.header_rows import Table
from audit.register.headers import header_of
from audit.register.text import Cell, clean, fold, is_missing

__all__ = ["read_contacts", "read_unrecorded"]

_NOBODY = "bukan_data"  # the reason of a row that is a total, a note or a signature

_WHO = ("name", "parent_name", "nik")
_PHONE = re.compile(
    r"\b(?:no|nomor)?(?:hp|handphone|hape|telp|tlp|tlpn|telpon|telepon|telephone|phone|ponsel|seluler|wa|whatsapp|kontak)\b"
)


def read_contacts(table: Table) -> Iterator[tuple[str | None, int, str | None, str | None]]:
    """Yield (sheet, row, address, phone) of each row below the header that has either, as the file writes them.

    Rows that are no measurement count too: a child without one has a house all the same. A row with two addresses
    (of the card and of the house) comes twice.
    """
    addresses, phones = [], []
    for j, label in enumerate(table.labels):
        if "address" in header_of(label).meanings:
            addresses.append(table.body.column(j))
        elif _PHONE.search(fold(label)):
            phones.append(table.body.column(j))
    if not addresses and not phones:
        return
    for n, row in enumerate(table.body.numbers):
        for address, phone in zip_longest(_filled(addresses, n), _filled(phones, n)):
            yield table.sheet.name, row, address, phone


def read_unrecorded(
    table: Table, aside: Iterable[tuple[int | None, str | None, str | None, str, str]]
) -> Iterator[tuple[str | None, int, str | None, str | None, str | None]]:
    """Yield (sheet, row, name, parent, NIK) of the rows of ``Piece.aside`` that are about a child."""
    rows = {row for row, *_, reason, scope in aside if scope == "row" and reason != _NOBODY}
    cells = {c.match.field: c.cells(table.body) for c in table.columns if c.match.field in _WHO}
    for n, row in enumerate(table.body.numbers):
        if row in rows:
            name, parent, nik = (next(_filled([cells[f]], n), None) if f in cells else None for f in _WHO)
            yield table.sheet.name, row, name, parent, nik


def _filled(columns: Sequence[Sequence[Cell]], n: int) -> Iterator[str]:
    return (clean(column[n]) for column in columns if not is_missing(column[n]))
