"""The file in which ENA for SMART keeps a survey (``.as``): a line of its own, a tab-separated table, other sections.

Source: the file has been read elsewhere as tab-separated from its second line, which names the columns (SURVDATE,
CLUSTER, TEAM, ID, HH, SEX, BIRTHDAT, MONTHS, WEIGHT, HEIGHT, EDEMA, MUAC, MEASURE, CLOTHES), down to the first empty
line (a public R script that reads ``Anthro.as`` with readr). What its sections after that line hold was not verified;
they are not read.
"""

from __future__ import annotations

from audit.register.grid import Sheet

__all__ = ["ena_sheet"]

_NAMES = frozenset(("SEX", "WEIGHT", "HEIGHT"))
_WHEN = frozenset(("SURVDATE", "MONTHS", "BIRTHDAT"))
_HEADER_WITHIN = 5  # lines


def ena_sheet(text: str) -> Sheet | None:
    """The table of children of an ``.as`` file with the source's line numbers; ``None`` where it is no such file."""
    lines = text.splitlines()
    top = next((i for i, line in enumerate(lines[:_HEADER_WITHIN]) if _is_header(line)), None)
    if not top:  # in the first line it is a plain tab-separated table
        return None
    end = next((i for i, line in enumerate(lines) if i > top and not line.strip()), len(lines))
    rows = [line.split("\t") for line in lines[top:end]]
    width = len(rows[0])
    rows = [row[:width] if not any(cell.strip() for cell in row[width:]) else row for row in rows]
    return Sheet(None, rows, range(top + 1, end + 1))


def _is_header(line: str) -> bool:
    names = {cell.strip().strip('"').upper() for cell in line.split("\t")}
    return names >= _NAMES and not names.isdisjoint(_WHEN)
