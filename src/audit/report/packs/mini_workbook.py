"""``minilok/<code>.xlsx``: who of one kecamatan is meant, and what its forum promised in its own words.

Restricted: it names people. Nothing of it is read back. Couples stand on a sheet of their own, for the KUA alone, and
are placed no nearer than the kecamatan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from audit.language import has, text
from audit.language.catalogue import Language
from audit.programme.forum_record import place_of
from audit.reference.areas import Areas
from audit.reference.rule_sets import RuleSet
from audit.reference.visit_rules import VISIT_GROUPS
from audit.report.form_workbook import form_workbook
from audit.report.urgent_workbook import rule_words
from audit.risk.visit_first import reason_words

__all__ = ["MiniBook", "write_mini_workbook"]

_TOPIC = "forum_list"
_SHEETS: Mapping[str, tuple[str, ...]] = {
    "promises": ("activity", "office", "due_on", "mechanism", "state"),
    "obstacles": ("obstacle", "kind", "owner", "raised_on", "due_on", "state"),
    "referrals": ("name", "group", "place", "posyandu", "rule", "found_on", "step", "not_arrived"),
    "again": ("name", "place", "posyandu", "visit_date", "weight_kg", "lenhei_cm", "what"),
    "visit": ("name", "place", "posyandu", "age_months", "why", "reasons"),
    "due": ("name", "group", "place", "posyandu", "service"),
    "couples": ("name", "wedding_date", "registered_on", "notice", "elsimil", "risk", "assisted"),
}
_WORDS = {
    "mechanism": "rtl.plan.mechanism", "group": "review.level.group", "step": "urgent.step",
    "service": "forum_pack.due", "why": "visit_list.group",
    "not_arrived": "urgent.not_arrived", "kind": "convergence.obstacle",
}  # fmt: skip
_STATES = {"promises": "rtl.plan.state", "obstacles": "convergence.obstacles"}
_WIDTHS = {
    "activity": 50,
    "obstacle": 50,
    "name": 28,
    "office": 26,
    "owner": 26,
    "place": 22,
    "service": 52,
    "notice": 26,
    "rule": 40,
    "group": 20,
    "lenhei_cm": 24,
    "what": 40,
    "why": 24,
    "reasons": 50,
    "kind": 14,
}
_WIDTH, _CLOSED = 16, "closed"
_DIGITS = ("weight_kg", "lenhei_cm", "age_months")


@dataclass(frozen=True)
class MiniBook:
    """Rows of the whole district, ``None`` where there is no such list; ``identities`` is ``store.IDENTITIES``.

    Of ``results_forums``, of urgent referrals (found by ``rules``), and ``remeasure_list`` and ``visit_first``.
    """

    promises: pd.DataFrame | None
    obstacles: pd.DataFrame | None
    referrals: pd.DataFrame | None
    again: pd.DataFrame | None
    visit: pd.DataFrame | None
    due: pd.DataFrame | None
    couples: pd.DataFrame | None
    identities: pd.DataFrame
    areas: Areas
    rules: RuleSet


def write_mini_workbook(path: Path, book: MiniBook, kecamatan: str, *, language: Language = "id") -> None:
    """Write the workbook of one kecamatan, for its owner alone. Raises ``OutputError`` (exit 17) where it cannot."""
    with form_workbook(path, language) as form:
        form.lines("guide", [text(f"{_TOPIC}.guide_{i}", language) for i in range(1, 6)], topic=_TOPIC)
        for name, columns in _SHEETS.items():
            rows: pd.DataFrame | None = getattr(book, name)
            if rows is not None:
                own = rows[place_of(rows["area_code" if "area" not in rows else "area"], book.areas).eq(kecamatan)]
                words = _worded(own, name, book, language)
                form.table(name, columns, words, topic=_TOPIC, widths=_WIDTHS, width=_WIDTH)


def _worded(rows: pd.DataFrame, name: str, book: MiniBook, language: Language) -> pd.DataFrame:
    """The columns of a sheet as people read them."""
    if name == "referrals":
        rows = rows[rows["step"].ne(_CLOSED)]
        words = {rule.id: rule_words(rule, language) for rule in book.rules.rules}
        rows = rows.assign(rule=[words.get(id, "") for id in rows["rule_id"]])  # "": of rules that hold no longer
    if name == "visit":
        rows = rows[rows["group"].eq(VISIT_GROUPS[0])]  # whom a pack counts; everybody else is in the district's list
        said = [reason_words({str(k): v for k, v in row.items()}, language) for row in rows.to_dict("records")]
        rows = rows.rename(columns={"child_id": "person_id", "group": "why"}).assign(reasons=said)
    rows = rows.rename(columns=lambda column: str(column).removeprefix("couple.")).reset_index(drop=True)
    if "person_id" in rows:
        known = book.identities.drop_duplicates("child_id").set_index("child_id")
        ids = pd.Index(rows["person_id"])
        rows = rows.assign(name=known["name"].reindex(ids).array, posyandu=known["posyandu"].reindex(ids).array)
    if "area_code" in rows:
        places = {area.code: area.name for area in book.areas}
        rows = rows.assign(
            place=[
                _place(code, group, places)
                for code, group in zip(rows["area_code"], rows.get("group", rows["area_code"]), strict=True)
            ]
        )
    for column in _SHEETS[name]:
        rows = rows.assign(**{column: [_cell(value, column, name, language) for value in rows[column]]})
    return rows


def _place(code: object, group: object, places: Mapping[str, str]) -> str:
    """The desa; of a bride-to-be the kecamatan."""
    near = str(code).rpartition(".")[0] if group == "catin" else str(code)
    return places.get(near, "")


def _cell(value: object, column: str, sheet: str, language: Language) -> str | float | pd.Timestamp:
    """A day or number as it is, a code in words (``forum_list.<column>.<value>`` where no topic has one), or text."""
    if value is None or value is pd.NaT or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return value
    if column in _DIGITS:
        return float(str(value))
    if column == "what":
        return "; ".join(text(f"{_TOPIC}.what.{index}", language) for index in str(value).split(";"))
    topic = _STATES.get(sheet, "") if column == "state" else _WORDS.get(column, f"{_TOPIC}.{column}")
    id = f"{topic}.{value}"
    return text(id, language) if has(id, language) else str(value)
