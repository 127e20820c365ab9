"""What the lists of people hold: fields with their headers, how their cells are read, and what a row needs.

The headers of templates and the words of codes are ``audit.reference.people_lists``; the spellings that offices use are
in ``tables/people_lists.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

from audit.reference.people_lists import LISTS, WORDS
from audit.register.text import Cell, clean, fold

__all__ = ["Kind", "Layout", "ListField", "layout", "vocabulary"]

Kind = Literal[
    "text", "name", "nik", "kk", "date", "birth_date", "number", "whole", "rank", "pressure", "yes", "named", "code",
    "codes", "slug", "office", "birth_weight", "birth_length",
]  # fmt: skip

_LACKS = {
    "who": "tanpa_identitas_orang",
    "contact": "tanpa_tanggal_kontak",
    "day": "tanpa_tanggal",
    "family": "tanpa_keluarga",
    "service": "tanpa_layanan",
    "purpose": "tanpa_keperluan",
    "answer": "tanpa_jawaban",
}


@dataclass(frozen=True)
class ListField:
    """One field of a list. ``spellings`` are folded headers, the one of templates first; ``inverse`` are headers that
    ask for the opposite ("air minum tidak layak").

    ``limits`` are in ``unit``, inclusive; ``zero_is_missing`` where 0 means "not measured"; ``words`` gives the code of
    each folded word.
    """

    name: str
    header: str
    kind: Kind
    spellings: tuple[str, ...]
    inverse: tuple[str, ...] = ()
    unit: str = ""
    limits: tuple[float, float] | None = None
    zero_is_missing: bool = False
    words: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Need:
    """One of these fields, or of these groups of fields together; the reason where a row has none."""

    of: tuple[tuple[str, ...], ...]
    reason: str


@dataclass(frozen=True)
class Layout:
    """One list: its fields, the columns that it must have (one of each group), and what each row must hold."""

    id: str
    fields: Mapping[str, ListField]
    columns: tuple[tuple[str, ...], ...]
    needs: tuple[Need, ...]
    template: tuple[str, ...]  # fields of the template, in order

    def header(self, cell: Cell) -> tuple[str, str, bool] | None:
        """The field that a header names, the unit it names ("" for none), and whether it asks for the opposite."""
        said = clean(cell)
        outside, _, inside = said.partition("(") if said.endswith(")") else (said, "", "")
        for text, unit in ((fold(said), fold(inside)), (fold(outside), fold(inside))):
            for name, field in self.fields.items():
                if text and (text in field.spellings or text in field.inverse):
                    return name, unit, text in field.inverse
        return None


@dataclass(frozen=True)
class Vocabulary:
    """Words that answer yes, no, "nobody knows" and "none", folded; units by that of the field; headers left out."""

    yes: frozenset[str]
    no: frozenset[str]
    unknown: frozenset[str]
    none: frozenset[str]
    units: Mapping[str, Mapping[str, float]]
    not_read: Mapping[str, str]  # folded header: why it is not read

    def is_unit(self, said: str) -> bool:
        """Whether a folded text is a unit of any field."""
        return any(said in factors for factors in self.units.values())


@cache
def layout(id: str) -> Layout:
    """Return the layout of a list of ``audit.reference.people_lists.LISTS``."""
    raw = _tables()
    rule = raw["lists"][id]
    known = {name: header for columns in LISTS.values() for name, header in columns.items()}
    headers = {name: known.get(name, "") for name in rule["also"]} | dict(LISTS[id])
    headers = {name: headers[name] for name in (*LISTS[id], *rule["also"])}
    own = rule.get("spellings", {})
    return Layout(
        id,
        {name: _field(name, header, own.get(name, ())) for name, header in headers.items()},
        tuple(tuple(group) for group in rule["columns"]),
        tuple(_need(row["of"], row["lacks"]) for row in rule["rows"]),
        (*LISTS[id], *rule["offers"]),
    )


@cache
def vocabulary() -> Vocabulary:
    """Return the words of answers and units."""
    raw = _tables()
    folded = {name: frozenset(fold(word) for word in raw[name]) for name in ("yes", "no", "unknown", "none")}
    why = {"midwife": "kolom_bidan", "never": "kolom_pribadi", "life": "kolom_status_hidup"}
    not_read = {header: reason for name, reason in why.items() for header in raw[name]}
    return Vocabulary(**folded, units=raw["units"], not_read=not_read)


@cache
def _tables() -> Mapping[str, Any]:
    text = (files("audit.register") / "tables" / "people_lists.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _need(of: Sequence[str], lacks: str) -> Need:
    return Need(tuple(tuple(group.split()) for group in of), _LACKS[lacks])


def _field(name: str, header: str, own: tuple[str, ...]) -> ListField:
    rule = _tables()["fields"][name]
    kind = rule["kind"]
    if kind not in get_args(Kind):
        raise ValueError(f"{name}: no kind {kind}")
    header = header or rule["header"]
    bare = fold(header.partition("(")[0])
    low_high = rule.get("limits")
    return ListField(
        name,
        header,
        kind,
        tuple(dict.fromkeys((fold(header), bare, *own, *rule["spellings"]))),
        tuple(rule.get("inverse", ())),
        rule.get("unit", ""),
        (float(low_high[0]), float(low_high[1])) if low_high else None,
        rule.get("zero") == "missing",
        _words(name) if kind in ("code", "codes") else None,
    )


def _words(name: str) -> dict[str, str]:
    more = _tables()["words"].get(name, {})
    shown = WORDS.get(name, {})
    return {
        fold(word): code
        for code in dict.fromkeys((*shown, *more))
        for word in (code.replace("_", " "), shown.get(code, code), *more.get(code, ()))
    }
