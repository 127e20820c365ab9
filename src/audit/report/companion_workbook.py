"""``tpk.xlsx`` and ``tpk/<kecamatan>.xlsx``: assistance by desa and by team, TPPS; a sheet for each team.

Restricted: it names teams and people. Nothing of it is read back. Teams stand by area code and are never ranked; a
bride-to-be is placed no nearer than her kecamatan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.areas import Areas
from audit.reference.companion_rules import MEMBERS, SUPPORT_REASONS
from audit.report.form_workbook import form_workbook
from audit.report.tables import is_null

__all__ = ["CompanionBook", "team_rows", "waiting_rows", "write_companion_workbook"]

_TOPIC = "companion_list"
_DESA = ("area", "group", "people", "assisted", "due_people", "as_often", "due", "made", "at_risk", "referred", "newly")
_TEAMS = (
    "area", "team", "reasons", "unknown", "members", "sk_until", "months", "people_to_assist", "contacts_made",
    "mbg_contacts", "mbg_days", "as_often", "expected", "ratio", "place", "obstacles",
)  # fmt: skip
_WAITING = ("area", "name", "group", "posyandu", "team", "found_on", "days")
_BODIES = (
    "level", "body", "sk_number", "sk_until", "sk_valid", "meetings", "minutes", "reports", "rtl", "visits", "findings",
    "answered",
)  # fmt: skip
_VISITS = ("body", "visited_on", "visitor", "finding", "answered_on", "answer")
_WIDTHS = {
    "area": 20, "group": 24, "team": 30, "name": 26, "reasons": 40, "unknown": 24, "members": 22, "place": 18,
    "obstacles": 18, "body": 22, "sk_number": 16, "finding": 34, "answer": 34, "posyandu": 18,
}  # fmt: skip
_WIDTH = 13
_BRIDES = "catin"


@dataclass(frozen=True)
class CompanionBook:
    """Rows of the restricted results (``None`` where a run has none), ``store.IDENTITIES``, ``store.NAMED``, places."""

    desa: pd.DataFrame | None
    teams: pd.DataFrame | None
    waiting: pd.DataFrame | None
    bodies: pd.DataFrame | None
    visits: pd.DataFrame | None
    identities: pd.DataFrame
    named: pd.DataFrame
    areas: Areas


def write_companion_workbook(path: Path, book: CompanionBook, *, language: Language = "id") -> None:
    """Write the workbook, for its owner alone. Raises ``OutputError`` (exit 17) where it cannot be written."""
    with form_workbook(path, language) as form:
        form.lines("guide", [text(f"{_TOPIC}.guide_{i}", language) for i in range(1, 6)], topic=_TOPIC)
        table = partial(form.table, topic=_TOPIC, widths=_WIDTHS, width=_WIDTH, frozen=2)
        if book.desa is not None:
            table("desa", _DESA, _desa(book.desa, book.areas, language))
        if book.teams is not None:
            table("teams", _TEAMS, team_rows(book, language))
        if book.waiting is not None:
            table("waiting", _WAITING, waiting_rows(book, language))
        if book.bodies is not None:
            table("bodies", _BODIES, _bodies(book.bodies, book.areas, language))
        if book.visits is not None:
            table("supervisions", _VISITS, _visits(book.visits, book.areas, language))


def _desa(rows: pd.DataFrame, areas: Areas, language: Language) -> pd.DataFrame:
    return rows.assign(area=_placed(rows["area_code"], areas, language), group=_groups(rows["group"], language))


def team_rows(book: CompanionBook, language: Language) -> pd.DataFrame:
    """Teams in words, by area and name and never by a number: ``code`` of the desa, ``team_id``, ``reported`` and the
    columns of the sheet.
    """
    rows = book.teams
    assert rows is not None
    yes = rows[list(SUPPORT_REASONS)]
    said = pd.DataFrame(
        {
            "code": rows["area_code"],
            "team_id": rows["team_id"],
            "reported": rows["months_filed"].notna(),
            "area": _placed(rows["area_code"], book.areas, language),
            "team": _named(rows["team_id"], book.named),
            "reasons": _reasons(yes.eq(True).fillna(False), language),
            "unknown": _reasons(yes.isna(), language, short=True),
            "members": _members(rows, language),
            "sk_until": rows["sk_until"],
            "months": [
                "" if is_null(k) else text("companion_list.of", language, k=int(k), n=int(n))
                for k, n in zip(rows["months_filed"], rows["months_due"], strict=True)
            ],
            **{name: rows[name] for name in ("contacts_made", "mbg_contacts", "mbg_days")},
            **{name: rows[name].round(1) for name in ("people_to_assist", "as_often", "expected")},
            "ratio": rows["ratio"].round(2),
            "place": [text(f"{_TOPIC}.places.{place or 'few'}", language) for place in rows["place"]],
            "obstacles": _worded(rows["obstacles"], lambda code: text(f"{_TOPIC}.obstacle.{code}", language)),
        }
    )
    return said.sort_values(["code", "team"], kind="stable", na_position="last", ignore_index=True)


def waiting_rows(book: CompanionBook, language: Language) -> pd.DataFrame:
    """People who wait for a referral, in words; a bride-to-be without desa, posyandu and team."""
    rows = book.waiting
    assert rows is not None
    bride = rows["group"].eq(_BRIDES).fillna(False).to_numpy(dtype=bool)
    known = book.identities.set_index("child_id")[["name", "posyandu"]]
    rows = rows.join(known, on="person_id")
    code = rows["area"].astype("string")
    code = code.where(~bride, code.str.rsplit(".", n=1).str[0])
    return rows.assign(
        area=_placed(code, book.areas, language),
        group=_groups(rows["group"], language),
        posyandu=rows["posyandu"].where(~bride),
        team=_named(rows["team_id"], book.named).where(~bride),
        found_on=rows["found_on"],
    )


def _bodies(rows: pd.DataFrame, areas: Areas, language: Language) -> pd.DataFrame:
    def pair(part: str, whole: str) -> list[str]:
        return [
            "" if is_null(n) else text("companion_list.of", language, k="–" if is_null(k) else int(k), n=int(n))
            for k, n in zip(rows[part], rows[whole], strict=True)
        ]

    answers = {True: text("companion_list.is_yes", language), False: text("companion_list.is_no", language)}
    return rows.assign(
        level=[text(f"companions.level.{level}", language) for level in rows["level"]],
        body=_placed(rows["area_code"], areas, language),
        sk_until=rows["sk_until"],
        sk_valid=rows["sk_valid"].astype(object).map(answers),
        meetings=pair("meetings_held", "meetings_planned"),
        minutes=pair("minutes", "meetings_held"),
        reports=pair("reports_on_time", "reports_due"),
        rtl=pair("rtl_done", "rtl_agreed"),
        findings=rows["with_finding"],
    )


def _visits(rows: pd.DataFrame, areas: Areas, language: Language) -> pd.DataFrame:
    rows = rows.sort_values(["area_code", "visited_on"], ignore_index=True)
    visitor = rows["visitor"].map(lambda who: text(f"companions.visitor.{who}", language), na_action="ignore")
    return rows.assign(
        body=_placed(rows["area_code"], areas, language),
        visited_on=rows["visited_on"],
        visitor=visitor,
        answered_on=rows["answered_on"],
    )


def _placed(code: pd.Series, areas: Areas, language: Language) -> pd.Series:
    """Names of places; a desa that nobody wrote down is said to be unknown."""
    names = {area.code: area.name for area in areas}
    levels = {part: "kecamatan" if i == 0 else "desa" for i, part in enumerate(areas.unknown_parts)}
    names |= {part: text(f"group.area.unknown_{level}", language) for part, level in levels.items()}
    return code.astype(object).map(names).fillna("")


def _groups(groups: pd.Series, language: Language) -> pd.Series:
    return groups.astype(object).map(lambda group: text(f"review.level.group.{group}", language), na_action="ignore")


def _named(ids: pd.Series, named: pd.DataFrame) -> pd.Series:
    return ids.astype(object).map(dict(zip(named["named_id"], named["name"], strict=True)))


def _members(rows: pd.DataFrame, language: Language) -> list[str]:
    names = [text(f"{_TOPIC}.member.{kind}", language) for kind in MEMBERS]
    return [
        ", ".join(words for words, has in zip(names, of, strict=True) if has is True)
        for of in rows[list(MEMBERS)].astype(object).to_numpy().tolist()
    ]


def _reasons(present: pd.DataFrame, language: Language, *, short: bool = False) -> list[str]:
    kind = "short" if short else "reason"
    words = [text(f"companions.{kind}.{reason}", language) for reason in SUPPORT_REASONS]
    return ["; ".join(w for w, has in zip(words, of, strict=True) if has) for of in present.to_numpy(dtype=bool)]


def _worded(said: pd.Series, word: Callable[[str], str]) -> pd.Series:
    return said.astype(object).map(lambda of: ", ".join(word(code) for code in of.split(";")), na_action="ignore")
