"""``orang-tua-asuh.xlsx``: checks of the ledger, the order of matching, who needs a sponsor and who has one.

Restricted: it names people and sponsors. Nothing of it is read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.areas import Areas
from audit.reference.sponsor_rules import PROGRAMMES
from audit.report.form_workbook import form_workbook

__all__ = ["SPONSOR_WORKBOOK", "SponsorBook", "write_sponsor_workbook"]

SPONSOR_WORKBOOK = "orang-tua-asuh.xlsx"
_TOPIC = "sponsor_list"
_CHECKS = (
    "check", "advice", "rows", "donor", "programme", "name", "date", "item", "age_months", "sponsorship_id",
    "source_sheet", "source_row",
)  # fmt: skip
# So many rows that they would hide the others: one row a sponsor, each of them on a sheet of its own.
_GATHERED = "no_proof"
_ABOUT_BEHIND = 3  # the line of the guide that is about that sheet
_BEHIND = ("donor", "programme", "name", "date", "item", "sponsorship_id", "source_sheet", "source_row")
_ORDER = ("order", "name", "area", "reasons", "place", "id")
_REACH = ("name", "area", "need", "aid", "id")
_WIDTHS = {
    "check": 40, "advice": 44, "name": 24, "area": 20, "reasons": 48, "donor": 24, "place": 24, "id": 18, "need": 18,
    "aid": 38,
    "programme": 9, "date": 11, "item": 16, "age_months": 9, "order": 7, "sponsorship_id": 12, "source_sheet": 12,
    "source_row": 8, "rows": 8,
}  # fmt: skip


@dataclass(frozen=True)
class SponsorBook:
    """What the workbook is made of.

    ``checks``, ``matching`` and ``reach`` are rows of ``sponsor_checks``, ``sponsor_matching_<programme>`` and
    ``sponsor_list_<programme>``; ``names`` of everybody by id (children and women), ``homes`` of families by
    household, ``donors`` of sponsors by keyed id.
    """

    checks: pd.DataFrame
    matching: Mapping[str, pd.DataFrame]
    reach: Mapping[str, pd.DataFrame]
    names: pd.Series
    homes: pd.Series
    donors: pd.Series
    areas: Areas


def write_sponsor_workbook(path: Path, book: SponsorBook, *, language: Language = "id") -> None:
    """Write the workbook, for its owner alone. Raises ``OutputError`` (exit 17) where it cannot be written."""
    checks = _checks(book, language)
    behind = checks[book.checks["check"].eq(_GATHERED).to_numpy(dtype=bool)]
    said = [i for i in range(1, 8) if i != _ABOUT_BEHIND or len(behind)]
    guide = [text(f"{_TOPIC}.guide_{i}", language, n=len(checks), gathered=len(behind)) for i in said]
    with form_workbook(path, language) as form:
        form.lines("guide", guide, topic=_TOPIC)
        table = partial(form.table, topic=_TOPIC, widths=_WIDTHS)
        table("checks", _CHECKS, _gathered(checks.drop(index=behind.index).assign(rows=None), behind))
        if len(behind):
            by = ["donor", "date", "source_row"]
            table(_GATHERED, _BEHIND, behind.sort_values(by, kind="stable", na_position="last"))
        for programme in PROGRAMMES:
            if programme in book.matching:
                table(programme, _ORDER, _order(book, programme, language))
        for programme in PROGRAMMES:
            if programme in book.reach:
                table(f"reach_{programme}", _REACH, _reach(book, programme, language))


def _checks(book: SponsorBook, language: Language) -> pd.DataFrame:
    rows = book.checks
    return rows.assign(
        check=_labels(rows["check"], "check", language),
        advice=[text(f"sponsors.advice.{_advice(check)}", language) for check in rows["check"]],
        programme=_labels(rows["programme"], "programme", language),
        item=_labels(rows["item"], "item", language),
        name=rows["person_id"].map(book.names).fillna(rows["family"].map(book.homes)),
        donor=rows["donor_id"].map(book.donors),
        rows=1,
        age_months=rows["age_months"].astype("Float64").round(1),
    )


def _gathered(checks: pd.DataFrame, behind: pd.DataFrame) -> pd.DataFrame:
    """The checks in their order, at the end those that are gathered: one row a sponsor and programme, by name."""
    alike = ["check", "advice", "donor", "programme"]
    found = behind.astype(dict.fromkeys(alike, object)).groupby(alike, dropna=False, sort=True)["rows"].sum()
    return pd.concat([checks, found.reset_index()], ignore_index=True)


def _advice(check: str) -> str:
    kind = check.partition(".")[0]
    return kind if kind in ("item", "family_item", "gone", "still_open") else "ledger"


def _order(book: SponsorBook, programme: str, language: Language) -> pd.DataFrame:
    rows = book.matching[programme]
    reasons = []
    for met, rank, risks in zip(rows["reasons"], rows["welfare_rank"], rows["risks"], strict=True):
        said = [text(f"sponsors.reason.{name}", language) for name in str(met).split(";") if name]
        known = "no_rank" if pd.isna(rank) else "welfare_rank"
        said.append(text(f"sponsors.reason.{known}", language, rank="" if pd.isna(rank) else int(rank)))
        said.append(text("sponsors.reason.risks", language, n=int(risks)))
        reasons.append("; ".join(said))
    return rows.assign(
        name=rows["id"].map(_names(book, programme)),
        area=_areas(rows["area_code"], book.areas),
        reasons=reasons,
        place=rows["donor_id"].map(book.donors),
    )


def _reach(book: SponsorBook, programme: str, language: Language) -> pd.DataFrame:
    rows = book.reach[programme].rename(columns={"person_id": "id", "household_id": "id"})
    return rows.assign(
        name=rows["id"].map(_names(book, programme)),
        area=_areas(rows["area_code"], book.areas),
        need=_labels(rows["need"], "need", language),
        aid=_labels(rows["aid"], "aid", language),
    )


def _names(book: SponsorBook, programme: str) -> pd.Series:
    return book.names if programme == "baas" else book.homes


def _areas(codes: pd.Series, areas: Areas) -> pd.Series:
    return codes.map({area.code: area.name for area in areas}).fillna("")


def _labels(ids: pd.Series, subject: str, language: Language) -> pd.Series:
    known = {id: text(f"sponsors.{subject}.{id}", language) for id in ids.dropna().unique()}
    return ids.astype(object).map(known)
