"""Columns that measure a child again in the same row: "BB, TB, Tgl Ukur, BB 2, TB 2, Tgl Ukur 2"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.register.headers import Match

__all__ = ["MEASURED", "SIZES", "SLOT_FIELDS", "with_turns"]

SLOT_FIELDS = ("visit_date", "weight_kg", "lenhei_cm", "measure", "muac_cm", "exported_waz", "exported_haz",
               "exported_whz", "weight_gain_status", "vitamin_a", "exported_waz_label", "exported_haz_label",
               "exported_whz_label", "entry_date")  # fmt: skip
MEASURED = ("visit_date", "weight_kg", "lenhei_cm", "muac_cm")
SIZES = frozenset({"weight_kg", "lenhei_cm", "muac_cm"})


def with_turns(matches: Sequence[Match]) -> list[Match]:
    """Number the measurements of a row by the numbers in their headers; a header without one is the first.

    A second measurement has its own date, and nothing is left out before it; numbers of any other kind (of columns, of
    capsules) mean nothing.
    """
    numbers: dict[tuple[str, object], set[int]] = {}
    for m in matches:
        if m.field in SLOT_FIELDS:
            numbers.setdefault((m.field, m.slot), set()).add(m.number)
    turns: dict[tuple[str, object, int], int] = {}
    for (field, slot), found in numbers.items():
        counted = sorted(found)
        without_first = {0, *range(2, len(counted) + 1)} if len(counted) > 1 else {0}
        if found in ({*range(len(counted))}, {*range(1, len(counted) + 1)}, without_first):
            turns.update({(field, slot, number): turn for turn, number in enumerate(counted, 1)})
    fields_at: dict[tuple[object, int], set[str]] = {}
    for (field, slot, _), turn in turns.items():
        fields_at.setdefault((slot, turn), set()).add(field)

    def numbered(m: Match) -> Match:
        turn = turns.get((m.field, m.slot, m.number), 1)
        there = fields_at.get((m.slot, turn), set())
        return replace(m, turn=turn) if turn > 1 and "visit_date" in there and there & SIZES else m

    return [numbered(m) for m in matches]
