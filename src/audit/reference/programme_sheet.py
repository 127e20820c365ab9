"""How one sheet of a programme workbook is laid out: which canonical table it fills, and the header of each field.

A workbook of the programme (actions, packages, teams, sponsors, money, forums) has one sheet a canonical table of
``audit.schemas``. The empty form, the reader and the invented sample all follow the same layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

__all__ = ["FieldKind", "ProgrammeSheet", "SheetField", "person_fields"]

# text, number, whole, date, yes: as they read. rupiah: "Rp 1.500.000" too. month: 2025-08. quarter: 2025-Q3.
# word: one of ``words``; words: several of them, joined by ";". area: a desa, kecamatan or the district, by code or by
# name; areas: several. person: a NIK of the register, which becomes the id of the child or woman. household: number of
# a family card, which becomes the id of the household. named: a name of a volunteer, a team or a donor, which becomes a
# keyed id and never stands in a public file. id: an own number of the row; made of the row's content where it is empty.
FieldKind = Literal[
    "text", "number", "whole", "rupiah", "date", "month", "quarter", "yes", "word", "words", "area", "areas", "person",
    "household", "named", "id",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetField:
    """One column: the field of the canonical table, its header, and how its cells are read.

    ``required``: a row without it is set aside. ``words``: the Indonesian word of each code, in the order in which the
    form offers them. ``also``: other headers that mean the same. ``of_person``: what is named is one person, a
    volunteer or a giver; the scan of public files looks for that name. ``within``: the field of a place
    that tells two of one name apart.
    """

    name: str
    header: str
    kind: FieldKind = "text"
    required: bool = False
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    also: tuple[str, ...] = ()
    of_person: bool = False
    within: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeSheet:
    """One sheet: its name (31 characters at most), the canonical table it fills, and its columns in order.

    ``note`` is the sentence on top of the empty form: what a row is. Fields of the table that have no column are filled
    by the reader: ``source_file``, ``source_sheet``, ``source_row``, ``source_system``.
    """

    table: str
    name: str
    note: str
    fields: tuple[SheetField, ...]

    @property
    def required(self) -> tuple[str, ...]:
        """Fields without which a row is set aside."""
        return tuple(one.name for one in self.fields if one.required)


def person_fields(person: str) -> tuple[str, str]:
    """Name and birth date that may stand beside the NIK of a person, which exports mask.

    They are of no canonical table: they only help to find whom a row is about.
    """
    return f"{person}_name", f"{person}_birth_date"
