"""What a report is about, and the released results it may show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from audit.disclosure.released import Edition, Released
from audit.disclosure.released_results import ReleasedResults
from audit.language import date_text, join, month_text, text
from audit.language.catalogue import Language
from audit.reference.areas import Areas
from audit.reference.rule_sets import RuleSet
from audit.report.formal import Formal
from audit.report.orders import Order

if TYPE_CHECKING:
    from audit.register.boundaries import Boundaries
    from audit.survey.change import Change

__all__ = [
    "Forum",
    "PlanRecord",
    "Programme",
    "PublishedFigure",
    "Question",
    "ReportContext",
    "SourceRecord",
    "State",
    "StatementRecord",
    "TargetRecord",
]

State = Literal["draf", "ditelaah", "disahkan"]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One source of data: who answers for it, up to which day it runs, and under which letter it was handed over.

    ``kind`` is what it is, in words by the catalogue (``report.source_kind.<kind>``).
    """

    id: str
    producer: str
    cut_off: date
    handover: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A prevalence or coverage that somebody has published.

    ``percent`` is 0-100, ``None`` where only counts were given.
    ``said_by`` names an office whose figure differs from what others printed of the same source.
    ``kind``: "survei" (a sample survey), "admin" (routine weighing), "cakupan" (coverage of routine weighing).
    ``source_en`` and ``note_en``: the same in English, "" where it is no different.
    """

    year: int
    source: str
    kind: Literal["survei", "admin", "cakupan"]
    percent: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    url: str = ""
    note: str = ""
    said_by: str = ""
    source_en: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A figure that an office said in public (``programme.statements``): ``percent`` 0-100 with ``digits`` decimals.

    ``kind``: "survei", "pengukuran_rutin", "terkonfirmasi" or "cakupan". ``agrees`` is whether the percentage follows
    from the two numbers said with it; True where there are none.
    """

    said_on: date
    office: str
    kind: str
    percent: float | None = None
    digits: int = 1
    numerator: int | None = None
    denominator: int | None = None
    period: str = ""
    medium: str = ""
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class TargetRecord:
    """A target from a named document. ``value`` is in percent, or in children for the type "cases"."""

    type: Literal["survey_prevalence", "single_digit", "cases", "no_new_cases"]
    year: int
    document: str | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A plan of analysis: its file, the hash and day of its lock, and what was done otherwise."""

    file: str
    sha256: str
    locked_on: date
    deviations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What the forum has asked in its own words: a topic that a result answers, or why these data cannot."""

    ask: str
    topic: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Forum:
    """The meeting that reads the report: "diseminasi", "mini_lokakarya" or "rembuk"; ``date`` may not be set yet.

    ``place`` and ``time`` are as an invitation says them, empty where nobody has. ``questions``: what it has asked
    beforehand.
    """

    kind: str
    date: date | None = None
    place: str = ""
    time: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of the district: its name, who owns it, who pays."""

    id: str
    name: str
    owner: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReportContext:
    """Everything that the blocks of one report may draw on.

    ``released`` is by result id and holds nothing but ``Released`` values (``TypeError`` otherwise). ``months`` are in
    order, ``"2025-02"``; the last is "the newest month" of every title. ``changes`` are the tests between published
    surveys. ``run_key`` is in hex, empty by hand; ``state`` says whether anybody has approved the report;
    ``urgent_rules`` are those by which people are referred at once, ``family_rules`` those of families at risk;
    ``kecamatan`` is the code of the one that a pack is about, empty for the district. ``case_weights`` are those of the
    score, shares of 1; ``order`` is how the report is put together, ``formal`` what the formal order says beside the
    results. ``charts`` is false where a block is asked for its words alone: nothing is drawn then.
    """

    released: Mapping[str, Released[Any]]
    district_code: str
    district_name: str
    areas: Areas
    cycle: str
    months: tuple[str, ...]
    as_of: date
    forum: Forum
    language: Language = "id"
    edition: Edition = "publik"
    sample: bool = False
    sources: tuple[SourceRecord, ...] = ()
    published: tuple[PublishedFigure, ...] = ()
    changes: tuple[Change, ...] = ()
    statements: tuple[StatementRecord, ...] = ()
    target: TargetRecord | None = None
    analysis_plan: PlanRecord | None = None
    programmes: tuple[Programme, ...] = ()
    boundaries: Boundaries | None = None
    run_key: str = ""
    state: State = "draf"
    urgent_rules: RuleSet | None = None
    family_rules: RuleSet | None = None
    case_weights: Mapping[str, float] = field(default_factory=dict)
    kecamatan: str = ""
    order: Order = "ringkas"
    formal: Formal = field(default_factory=Formal)
    charts: bool = True

    def __post_init__(self) -> None:
        if not self.months:
            raise ValueError("a report needs at least one month")
        if isinstance(self.released, ReleasedResults):  # which releases each, when it is asked for
            return
        for id, value in self.released.items():
            if not isinstance(value, Released):  # pyright: ignore[reportUnnecessaryIsInstance] - the one door
                raise TypeError(f"{id} was not released: it is a {type(value).__name__}")

    @property
    def month(self) -> str:
        """The newest month."""
        return self.months[-1]

    @property
    def period(self) -> str:
        """``Siklus 2 tahun 2025 (Februari 2025 dan Agustus 2025)`` in the language of the report."""
        year, _, number = self.cycle.partition("-")
        months = join([month_text(m, language=self.language) for m in self.months], language=self.language)
        return text("report.period", self.language, number=number, year=year, months=months)

    def meta(self) -> dict[str, object]:
        """What the frame of a file prints around the blocks; plain values for JSON."""
        forum_date = self.forum.date
        return {
            "language": self.language,
            "edition": self.edition,
            "sample": self.sample,
            "district_code": self.district_code,
            "district_name": self.district_name,
            "cycle": self.cycle,
            "period": self.period,
            "as_of": date_text(self.as_of, language=self.language),
            "forum": self.forum.kind,
            "forum_date": date_text(forum_date, language=self.language) if forum_date else "",
            "run_key": self.run_key[:12],
            "state": self.state,
        }
