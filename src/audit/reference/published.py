"""Published stunting figures of the five districts, their provinces and the nation: what has been said in public.

Source: surveys (Riskesdas 2013 and 2018, SSGBI 2019, SSGI 2021, 2022 and 2024, SKI 2023) and routine figures as news
and government pages printed them; a row keeps the address it was read at. No page gave an interval. Survey and routine
figures count different children and never share a line.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from audit.errors import ReferenceDataError
from audit.reference.areas import district_codes

__all__ = ["NATION", "Kind", "PublishedPrevalence", "published_for", "survey_names"]

NATION = "00"
# survei: a sample survey; admin: routine weighing; cakupan: share of children weighed, which is no prevalence.
Kind = Literal["survei", "admin", "cakupan"]
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


@dataclass(frozen=True, slots=True)
class PublishedPrevalence:
    """One figure as it was published.

    ``percent`` is 0-100 as printed, ``None`` where only a count was given. ``period`` is a year or a month (``2024``,
    ``2023-10``); ``source`` is a name to print. ``sources`` counts the places that agree on the figure, ``None`` where
    nobody counted. ``said_by`` names an office that gave another figure than the press. It is empty elsewhere, as are
    an unknown ``url`` and an absent ``note``. ``source_en`` and ``note_en`` say the same in English, empty where that
    is no different. ``disputed``: another row gives a different figure of the same source, so neither may be part of a
    trend.
    """

    area_code: str
    period: str
    source: str
    kind: Kind
    percent: float | None
    numerator: int | None
    denominator: int | None
    said_by: str
    sources: int | None
    url: str
    note: str
    disputed: bool
    source_en: str = ""
    note_en: str = ""

    @property
    def year(self) -> int:
        """Calendar year of the figure."""
        return int(self.period[:4])


@cache
def _table() -> tuple[PublishedPrevalence, ...]:
    text = (files("audit.reference") / "tables" / "published_prevalence.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    said: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        said[row["area_code"], row["source"]].add(row["percent"])
    return tuple(_read(row, disputed=len(said[row["area_code"], row["source"]]) > 1) for row in rows)


def _read(row: dict[str, str], *, disputed: bool) -> PublishedPrevalence:
    return PublishedPrevalence(
        area_code=row["area_code"],
        period=row["period"],
        source=row["source"],
        kind=_KINDS[row["kind"]],
        percent=float(row["percent"]) if row["percent"] else None,
        numerator=_whole(row["numerator"]),
        denominator=_whole(row["denominator"]),
        said_by=row["said_by"],
        sources=_whole(row["sources"]),
        url=row["url"],
        note=row["note"],
        disputed=disputed,
        source_en=row["source_en"],
        note_en=row["note_en"],
    )


def _whole(text: str) -> int | None:
    return int(text) if text else None


@cache
def published_for(area_code: str) -> tuple[PublishedPrevalence, ...]:
    """Figures of one district (``"17.71"``), its province (``"17"``) or the nation (``NATION``), by period.

    Empty for a district about which nothing was collected. Figures that differ stand side by side: choose by ``kind``,
    and leave ``disputed`` rows out of trends. Raises ``ReferenceDataError`` (exit 12) for a code that is no area of
    these levels.
    """
    found = tuple(row for row in _table() if row.area_code == area_code)
    if not found and not any(area_code in (code, code.partition(".")[0]) for code in district_codes()):
        raise ReferenceDataError("reference.unknown_district", code=area_code)
    return found


@cache
def survey_names() -> tuple[str, ...]:
    """Names of the surveys that published prevalence of stunting, without their years: ``SSGI``."""
    return tuple(sorted({row.source.split()[0] for row in _table() if row.kind == "survei"}))
