"""``kebutuhan.xlsx``: who needs what, what may be done by whom, how far it is; families at risk; desa by criterion.

Restricted: it names people. Nothing of it is read back. A bride-to-be is placed no nearer than her kecamatan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.areas import Areas
from audit.reference.lokus_rules import CRITERIA
from audit.reference.needs import NEED_STAGES
from audit.report.form_workbook import form_workbook
from audit.report.programme_words import Subject, label
from audit.report.rule_words import rule_label

__all__ = ["NeedBook", "write_need_workbook"]

_PEOPLE = ("name", "group", "area", "posyandu", "need", "rules", "activities", "offices", *NEED_STAGES)
_FAMILIES = ("name", "area", "state", "rules", "welfare")
_LOKUS = ("area", *CRITERIA, "state", "chosen", "reasons")
_WIDTHS = {
    "name": 28,
    "area": 24,
    "need": 24,
    "rules": 40,
    "activities": 60,
    "offices": 40,
    "reasons": 50,
    "welfare": 34,
}
_WIDTH = 16


@dataclass(frozen=True)
class NeedBook:
    """What the workbook is made of.

    ``needs``, ``families`` and ``lokus`` are the rows of ``needs_list``, ``families_at_risk_list`` and ``lokus_list``,
    ``None`` where a run has none; ``identities`` is ``store.IDENTITIES``, ``homes`` the names of families by
    household.
    """

    needs: pd.DataFrame | None
    families: pd.DataFrame | None
    lokus: pd.DataFrame | None
    identities: pd.DataFrame
    homes: pd.Series
    areas: Areas


def write_need_workbook(path: Path, book: NeedBook, *, language: Language = "id") -> None:
    """Write the workbook, for its owner alone. Raises ``OutputError`` (exit 17) where it cannot be written."""
    known = book.identities.set_index("child_id")[["name", "posyandu"]]
    with form_workbook(path, language) as form:
        form.lines("guide", [text(f"need_list.guide_{i}", language) for i in range(1, 5)], topic="need_list")
        table = partial(form.table, topic="need_list", widths=_WIDTHS, width=_WIDTH)
        if book.needs is not None:
            table("people", _PEOPLE, _people(book.needs, known, book.areas, language))
        if book.families is not None:
            table("families", _FAMILIES, _families(book.families, book, language))
        if book.lokus is not None:
            columns = _LOKUS if "ways" in book.lokus else [name for name in _LOKUS if name != "chosen"]
            table("lokus", columns, _lokus(book.lokus, book.areas, language))


def _people(rows: pd.DataFrame, known: pd.DataFrame, areas: Areas, language: Language) -> pd.DataFrame:
    bride = rows["group"].eq("catin").to_numpy(dtype=bool)
    code = rows["area_code"].where(~bride, rows["area_code"].str.rsplit(".", n=1).str[0])
    rows = rows.join(known, on="person_id")
    said = text("need_list.yes", language)
    return rows.assign(
        area=_named(code, areas),
        posyandu=rows["posyandu"].where(~bride),
        group=rows["group"].map(lambda group: text(f"review.level.group.{group}", language)),
        need=rows["need"].astype(object).map(_labels("need", language)),
        rules=_worded(rows["rules"], lambda rule: rule_label(rule, language)),
        activities=_worded(rows["activities"], _labels("activity", language)),
        offices=_worded(rows["offices"], _labels("office", language)),
        **{stage: rows[stage].map({True: said, False: ""}) for stage in NEED_STAGES},
    )


def _families(rows: pd.DataFrame, book: NeedBook, language: Language) -> pd.DataFrame:
    """A family by the names of those of its members who are known; no name where none is."""
    return rows.assign(
        name=rows["household_id"].map(book.homes),
        area=_named(rows["area_code"], book.areas),
        state=rows["family"].astype(object).map(_labels("family_level", language)),
        welfare=rows["welfare"].astype(object).map(_labels("family_level", language)),
        rules=_worded(rows["factors"], lambda rule: rule_label(rule, language)),
    )


def _lokus(rows: pd.DataFrame, areas: Areas, language: Language) -> pd.DataFrame:
    answers = {True: text("need_block.lokus.met", language), False: text("need_block.lokus.not_met", language)}
    if "ways" in rows:
        pairs = zip(rows["chosen"].tolist(), rows["ways"].tolist(), strict=True)
        said = pd.Series([text("need_block.lokus.ways", language, chosen=n, ways=of) for n, of in pairs], rows.index)
        rows = rows.assign(chosen=said.mask(rows["status"].eq("not_assessable")))
    return rows.assign(
        area=_named(rows["area_code"], areas),
        state=rows["status"].map(_labels("lokus_status", language)),
        reasons=_worded(rows["reasons"], _labels("lokus_reason", language)),
        **{name: rows[name].astype(object).map(answers) for name in CRITERIA},
    )


def _labels(subject: Subject, language: Language) -> Callable[[str], str]:
    return lambda id: label(subject, id, language)


def _worded(ids: pd.Series, word: Callable[[str], str]) -> pd.Series:
    """Ids joined by ";" as words joined by "; "; each combination is worded once."""
    known: Mapping[Any, str] = {
        said: "; ".join(word(id) for id in str(said).split(";") if id) for said in ids.dropna().unique()
    }
    return ids.astype(object).map(known)


def _named(code: pd.Series, areas: Areas) -> pd.Series:
    return code.map({area.code: area.name for area in areas}).fillna("")
