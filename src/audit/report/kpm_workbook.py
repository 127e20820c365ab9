"""``kartu-skor.xlsx``: forms 1, 2A, 2B, 2C, 3A, 3B and 4 of the KPM, children who lack services, families that do.

Restricted: it names people. A sheet a form, as cadres know them; nothing of it is read back. A form that nobody filed
has no sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from audit.language import text
from audit.language.catalogue import Language
from audit.programme.scorecard_states import NO, NOT_APPLICABLE, UNKNOWN, UNKNOWN_IF_APPLICABLE, YES
from audit.reference.areas import Areas
from audit.reference.programme_sheets.packages import SHEETS
from audit.reference.service_packages import ELEMENTS, TARGETS, package_set
from audit.report.form_workbook import form_workbook
from audit.report.package_words import level_label, quarter_words

__all__ = ["KPM_LISTS", "KpmBook", "write_kpm_workbook"]

KPM_LISTS = (
    "kpm_1", "kpm_2a", "kpm_2b", "kpm_2c", "kpm_3a", "kpm_3b", "kpm_4", "kpm_missing", "kpm_households", "kpm_words",
)  # fmt: skip
_TABLES = {"kpm_2a": "kpm_mothers", "kpm_2b": "kpm_children", "kpm_2c": "kpm_paud"}
_FORMS = {sheet.table: sheet for sheet in SHEETS}
_LETTERS = {YES: "Y", NO: "T", UNKNOWN: "-", NOT_APPLICABLE: "TS", UNKNOWN_IF_APPLICABLE: "TS?"}  # as form 3 has them
_WIDE = {
    "name": 28,
    "people": 44,
    "area": 22,
    "posyandu": 20,
    "missing": 60,
    "not_noted": 60,
    "package": 28,
    "fact": 40,
    "quarter": 17,
}
_WIDTH = 12
_GUIDE = 6
Worded = Callable[[str], str]


@dataclass(frozen=True)
class KpmBook:
    """``lists``: the rows of the results ``KPM_LISTS`` that a run has; ``identities`` is ``store.IDENTITIES``."""

    lists: Mapping[str, pd.DataFrame]
    identities: pd.DataFrame
    areas: Areas


def write_kpm_workbook(path: Path, book: KpmBook, *, language: Language = "id") -> None:
    """Write the workbook, for its owner alone. Raises ``OutputError`` (exit 17) where it cannot be written."""
    known = book.identities.drop_duplicates("child_id").set_index("child_id")[["name", "posyandu"]]
    with form_workbook(path, language) as form:
        form.lines("guide", [text(f"kpm_list.guide_{i}", language) for i in range(1, _GUIDE + 1)], topic="kpm_list")
        for id in KPM_LISTS:
            rows = book.lists.get(id)
            if rows is not None and len(rows):
                labels, body = _BUILDERS[id](id, _placed(rows, known, book.areas, language), known, language)
                form.table(id, list(labels), body, topic="kpm_list", labels=labels, widths=_WIDE, width=_WIDTH)


def _placed(rows: pd.DataFrame, known: pd.DataFrame, areas: Areas, language: Language) -> pd.DataFrame:
    """Rows with names of people, places and the quarter in words, as far as they have them."""
    if "person_id" in rows:
        rows = rows.join(known, on="person_id")
    if "area_code" in rows:
        rows = rows.assign(area=rows["area_code"].map({area.code: area.name for area in areas}).fillna(""))
    if "stage" in rows:
        said = {stage: text(f"packages.stage.{stage}", language) for stage in rows["stage"].dropna().unique()}
        rows = rows.assign(stage=rows["stage"].astype(object).map(said))
    if "quarter" in rows:
        said = {quarter: quarter_words(quarter, language) for quarter in rows["quarter"].unique()}
        rows = rows.assign(quarter=rows["quarter"].map(said))
    return rows


def _labels(names: Sequence[str], language: Language) -> dict[str, str]:
    said = {name: text(f"kpm_list.column.{name}", language) for name in names}
    return {name: words[0].upper() + words[1:] for name, words in said.items()}  # form 4 sets some after another word


_Built = tuple[dict[str, str], pd.DataFrame]


def _available(id: str, rows: pd.DataFrame, known: pd.DataFrame, language: Language) -> _Built:
    answers = {True: text("kpm_list.answer_yes", language), False: text("kpm_list.answer_no", language)}
    labels = _labels(("area", "quarter", "package"), language)
    labels |= {element: text(f"packages.element.{element}", language) for element in ELEMENTS}
    labels |= _labels(("available",), language)
    said = {element: rows[element].astype(object).map(answers) for element in ELEMENTS}
    packages, states = (
        rows[name].map({word: text(f"packages.{of}.{word}", language) for word in rows[name].unique()})
        for name, of in (("package", "package"), ("available", "state"))
    )
    return labels, rows.assign(package=packages, available=states, **said)


def _monthly(id: str, rows: pd.DataFrame, known: pd.DataFrame, language: Language) -> _Built:
    """The columns of the form itself, under its own headers."""
    fields = {field.name: field for field in _FORMS[_TABLES[id]].fields}
    own = [name for name in fields if name in rows and name != "person_id"]
    labels = _labels(("name", "area", "posyandu", "quarter"), language) | {name: fields[name].header for name in own}
    said = {name: rows[name].astype(object).map(dict(fields[name].words)) for name in own if fields[name].words}
    return labels, rows.assign(**said)


def _recap(id: str, rows: pd.DataFrame, known: pd.DataFrame, language: Language) -> _Built:
    services = [service.id for service in package_set().services if service.id in rows]
    labels = _labels(("name", "stage", "area", "posyandu", "quarter"), language)
    labels |= {service: level_label(service, language) for service in services}
    labels |= _labels(("received", "applicable", "share"), language)
    letters = {service: rows[service].map(_LETTERS) for service in services}
    return labels, rows.assign(share=_percent(rows["share"]), **letters)


def _desa(id: str, rows: pd.DataFrame, known: pd.DataFrame, language: Language) -> _Built:
    labels = _labels(("area", "quarter"), language)
    shares = {}
    for level in (*TARGETS, "pairs"):
        for part in ("due", "received", "unknown", "share"):
            label = text(f"kpm_list.column.{part}", language)
            labels[f"{level}_{part}"] = f"{level_label(level, language)}: {label}"
        shares[f"{level}_share"] = _percent(rows[f"{level}_share"])
    return labels, rows.assign(**shares)


def _missing(id: str, rows: pd.DataFrame, known: pd.DataFrame, language: Language) -> _Built:
    word = _worded(language)
    labels = _labels(("name", "stage", "area", "posyandu", "quarter", "missing", "not_noted"), language)
    return labels, rows.assign(missing=rows["missing"].map(word), not_noted=rows["not_noted"].map(word))


def _households(id: str, rows: pd.DataFrame, known: pd.DataFrame, language: Language) -> _Built:
    names = known["name"].dropna().to_dict()
    members = [[str(names[id]) for id in str(ids).split(";") if id in names] for ids in rows["people"]]
    people = [", ".join(sorted(of)) for of in members]
    labels = _labels(("people", "area", "quarter", "missing"), language)
    return labels, rows.assign(people=people, missing=rows["missing"].map(_worded(language)))


def _words(id: str, rows: pd.DataFrame, known: pd.DataFrame, language: Language) -> _Built:
    return _labels(("fact", "rows"), language), rows


_BUILDERS: Mapping[str, Callable[[str, pd.DataFrame, pd.DataFrame, Language], _Built]] = {
    "kpm_1": _available, "kpm_2a": _monthly, "kpm_2b": _monthly, "kpm_2c": _monthly, "kpm_3a": _recap,
    "kpm_3b": _recap, "kpm_4": _desa, "kpm_missing": _missing, "kpm_households": _households, "kpm_words": _words,
}  # fmt: skip


def _percent(shares: pd.Series) -> pd.Series:
    return (shares * 100).round(1)


def _worded(language: Language) -> Worded:
    """Ids of services joined by ";" as words; a service of both targets is named once."""
    known: dict[str, str] = {}

    def word(ids: str) -> str:
        if ids not in known:
            known[ids] = "; ".join(dict.fromkeys(level_label(id, language) for id in ids.split(";") if id))
        return known[ids]

    return word
