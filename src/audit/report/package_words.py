"""Packages, their services, whom they are for and quarters, in the words of people; what their blocks share."""

from __future__ import annotations

from collections.abc import Iterable

from audit.disclosure.released import ShownRow
from audit.language import month_text, text
from audit.language.catalogue import Language
from audit.programme.quarter import quarter_of
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.reference.presentation import CAUTION_BELOW
from audit.reference.service_packages import TARGETS, package_set
from audit.report.content import TableCell
from audit.report.tables import mark_notes, rate_cells, text_cell
from audit.report.view import NONE, View, enough

__all__ = [
    "KPM_WORKBOOK",
    "among",
    "by_level",
    "filed",
    "level_label",
    "package_levels",
    "quarter_words",
    "service_marks",
    "share_cell",
]

KPM_WORKBOOK = "kartu-skor.xlsx"


def quarter_words(id: str, language: Language = "id") -> str:
    """``April–Juni 2025`` for ``2025-Q2``."""
    first, *_, last = quarter_of(id).months
    name, _, _ = month_text(first, language=language).rpartition(" ")  # the year stands once, at the end
    return text("packages_block.quarter", language, first=name, last=month_text(last, language=language))


def level_label(level: str, language: Language = "id") -> str:
    """What a level of services is called: all, of a target, a package of a target, one service."""
    if level in (*TARGETS, "pairs"):
        return text(f"packages.target.{level}", language)
    target, _, name = level.partition(".")
    if level in {service.id for service in package_set().services}:
        return text(f"packages.service.{level}", language)
    return text(f"packages.package.{name}", language) if target in TARGETS else level


def package_levels() -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Each target with its packages and the services of each, as levels of ``scorecard_groups.service_partition``."""
    packages = package_set()
    found = []
    for target in TARGETS:
        of = [(f"{target}.{p.id}", [s.id for s in packages.of(target) if s.package == p.id]) for p in packages.packages]
        found.append((target, [(level, services) for level, services in of if services]))
    return found


def by_level(rows: Iterable[ShownRow]) -> dict[str, ShownRow]:
    """Rows by level of services."""
    return {row.cell.level("service") or "": row for row in rows}


def share_cell(view: View, row: ShownRow | None) -> TableCell:
    """A proportion alone: a star where it is withheld, a dash where it rests on too few or nothing is due."""
    return text_cell(NONE) if row is None else rate_cells(view, row, interval=False)[-1]


def among(view: View, quarter: str, said: str) -> str:
    """A title with the number of desa that it is about, unless all of them filed: it may be quoted alone."""
    found = view.findings(f"packages_filed.{quarter}")
    values = view.values(found[0].values) if found else {}
    if not values or values["desa"] == values["all"]:
        return said
    return view.words("packages_block.among", said=said, desa=values["desa"])


def service_marks(view: View, rows: Iterable[ShownRow]) -> tuple[str, ...]:
    """What the marks beside counts of services mean; ``mark_notes`` would speak of children."""
    rows = list(rows)
    known = [row for row in rows if not row.hidden]
    said = [
        (any(enough(row) and (row.denominator or 0) < CAUTION_BELOW for row in known), "caution", CAUTION_BELOW),
        (any(not enough(row) for row in known), "few", SMALL_DENOMINATOR),
    ]
    own = tuple(view.words(f"packages_block.{id}", n=n) for used, id, n in said if used)
    return (*mark_notes(view, rows, rates=False), *own)


def filed(view: View, quarter: str) -> str:
    """How many desa filed forms in a quarter; "" where nobody counted."""
    found = view.findings(f"packages_filed.{quarter}")
    return view.words("packages_block.filed", **view.values(found[0].values)) if found else ""
