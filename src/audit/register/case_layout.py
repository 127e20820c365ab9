"""What the workbook of cases and its reader share: sheets, names of columns, codes, and what the hidden sheet holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.follow_up_rules import MECHANISMS, SECTORS, STATUSES, STRENGTHS, activity_kinds
from audit.schemas import FOLLOW_UPS

__all__ = [
    "CASE_COLUMNS",
    "CODES",
    "META_SHEET",
    "PLANS",
    "PLAN_COLUMNS",
    "PLAN_FIELDS",
    "SHEETS",
    "WHO_COLUMNS",
    "FormMeta",
    "choices",
    "source_column",
]

SHEETS: Mapping[str, str] = MappingProxyType(
    {
        "catin": "KK_Catin", "bumil": "KK_Bumil", "nifas": "KK_Nifas", "busui": "KK_Busui", "baduta": "KK_Baduta",
        "balita_24_59": "KK_Balita",
    }
)  # fmt: skip
META_SHEET = "_meta"
PLANS = "rtl"  # the key of the sheet of follow-up plans, beside those of groups
CASE_COLUMNS = ("case_id", "case_no", "kecamatan", "desa", "status", "filled_on", "filled_by", "unanswered")
WHO_COLUMNS = ("filled_on", "filled_by")  # who wrote a row, and when
PLAN_FIELDS = tuple(name for name in FOLLOW_UPS.names if name not in ("rtl_id", "case_id", "area_code", "group"))
PLAN_COLUMNS = ("rtl_id", "case_id", "case_no", "kecamatan", "desa", *PLAN_FIELDS, *WHO_COLUMNS)

# Codes of the schema; their words are in the catalogue (``case_form.code.<field>.<code>``, ``rtl``).
CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "status": ("ditelusuri", "tidak_ditemukan", "pindah", "menolak", "meninggal", "ditunda"),
        "filled_by": (
            "bidan", "kader_pkk", "kader_kb", "petugas_gizi", "dokter_puskesmas", "pkb", "opd_kb", "dinkes", "rsud",
            "tim_teknis",
        ),
        "plan_status": STATUSES,
        "intervention": ("spesifik", "sensitif"),
        "sector": SECTORS,
        "strength": STRENGTHS,
        "mechanism": MECHANISMS,
        "activity_kind": tuple(activity_kinds()),
    }
)  # fmt: skip
_WORDS = {
    "sector": "rtl.plan.sector", "strength": "rtl.plan.strength", "mechanism": "rtl.plan.mechanism",
    "activity_kind": "rtl.kind",
}  # fmt: skip


@cache
def choices(name: str, language: Language = "id") -> Mapping[str, str]:
    """The word of each code of a list of ``CODES``, in order."""
    topic = _WORDS.get(name, f"case_form.code.{name}")
    return MappingProxyType({code: text(f"{topic}.{code}", language) for code in CODES[name]})


def source_column(item: str) -> str:
    """The column that says where the answer of an item was found."""
    return f"{item}.source"


@dataclass(frozen=True)
class FormMeta:
    """What the workbook held when it was made, so that a reader knows what people changed.

    ``cases`` are the identity cells of each row by sheet key and record; ``cells`` the answers that were filled in
    beforehand, as entries write them; ``known`` the ids of the entries behind them. ``folder`` and ``cycle`` say of
    which audit it is.
    """

    folder: str
    cycle: str
    cases: Mapping[tuple[str, str], str] = field(default_factory=dict)
    cells: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    def rows(self) -> list[tuple[str, ...]]:
        """The same as rows of text, the hash of all others among them."""
        body = [
            ("audit", self.folder, self.cycle),
            *(("case", *key, identity) for key, identity in self.cases.items()),
            *(("cell", *key, value) for key, value in self.cells.items()),
            *(("known", id) for id in sorted(self.known)),
        ]
        return [("schema", _SCHEMA), ("hash", _hash(body)), *body]

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]]) -> FormMeta | None:
        """Read rows back; ``None`` where they are not whole or were changed."""
        by: dict[str, list[tuple[str, ...]]] = {"audit": [], "case": [], "cell": [], "known": []}
        said: dict[str, str] = {}
        for row in rows:
            if row and row[0] in by:
                width = _WIDTHS[row[0]]
                by[row[0]].append((*row, *[""] * width)[:width])
            elif len(row) > 1:
                said[row[0]] = row[1]
        body = [row for kind in by.values() for row in kind]
        if said.get("schema") != _SCHEMA or said.get("hash") != _hash(body) or len(by["audit"]) != 1:
            return None
        _, folder, cycle = by["audit"][0]
        return cls(
            folder, cycle,
            {(key, record): identity for _, key, record, identity in by["case"]},
            {(key, record, column): value for _, key, record, column, value in by["cell"]},
            frozenset(id for _, id in by["known"]),
        )  # fmt: skip


_SCHEMA = "case_form/1"
_WIDTHS = {"audit": 3, "case": 4, "cell": 5, "known": 2}
_BETWEEN, _LINE = "\x1f", "\x1e"


def _hash(rows: Iterable[Sequence[str]]) -> str:
    return hashlib.sha256(_LINE.join(_BETWEEN.join(row) for row in rows).encode()).hexdigest()
