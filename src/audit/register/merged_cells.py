"""What a merged cell says of the rows below its first one, which hold nothing themselves.

A place holds for every row that its cell covers, and so does the day of a session. What is known of a child holds for
another row where the name covers both. A measurement belongs to one child: the rows below get none, and are listed.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.register.grid import Body
from audit.register.text import Unread, clean, holds, is_missing

__all__ = ["fill_down"]

_MERGED = "sel_gabungan"
_PLACES = frozenset({"district", "province", "kecamatan", "puskesmas", "desa", "posyandu", "rt", "rw", "rt_rw"})
_CHILD = frozenset({"name", "nik", "sex", "birth_date", "birth_weight_kg", "birth_length_cm", "parent_name"})
_SIZES = frozenset({"weight_kg", "lenhei_cm", "muac_cm"})


def fill_down(body: Body, columns: Sequence[tuple[int, str]]) -> None:
    """Fill the cells of these columns (place, field) that a cell further up covers; merges to the right say nothing.

    A field that is none of a place, a child or a session's day is a measurement.
    """
    covered = {j: body.covered(j) for j, _ in columns}
    if not any(covered.values()):
        return
    sized = _filled(body, [j for j, name in columns if name in _SIZES])
    visited = sized | _filled(body, [j for j, name in columns if name == "visit_date"])
    same_child = next((covered[j] for j, name in columns if name == "name"), {})
    for j, name in columns:
        cells = list(body.column(j))
        for n, top in covered[j].items():
            if is_missing(cells[top]) or holds(cells[n]):
                continue
            if name in _PLACES or (name == "visit_date" and n in sized):
                cells[n] = cells[top]
            elif name in _CHILD and same_child.get(n) == top:
                if n in visited:
                    cells[n] = cells[top]
            elif name != "visit_date":
                cells[n] = Unread(clean(cells[top]), _MERGED)
        body.put(j, cells)


def _filled(body: Body, columns: Sequence[int]) -> set[int]:
    return {n for j in columns for n, cell in enumerate(body.column(j)) if not is_missing(cell)}
