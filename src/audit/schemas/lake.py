"""One measurement as the lake of a nation holds it: no child's id, no date, only what its figures are counted from."""

from __future__ import annotations

from audit.schemas.table import NUMBER, TEXT, YES, Table

__all__ = ["LAKE"]

LAKE = Table(
    "lake",
    1,
    (),  # nothing in a row says whose it is
    (
        ("area_code", TEXT),  # desa or kelurahan, else the unknown part of what is known (``Areas.leaf``)
        ("sex", TEXT),  # m, f
        ("age_days", NUMBER),  # on the day of the visit
        ("weight_kg", NUMBER),
        ("lenhei_cm", NUMBER),
        ("measure", TEXT),  # l lying, h standing
        ("oedema", TEXT),  # y, n
        ("newest", YES),  # of the child's visits of this month: the one that counts
    ),
)
