"""The parameters of one audit: a strict model, so that a slip of the pen is told before anything runs.

Codes are text (YAML reads an unquoted 17.71 as a number, and 14.10 would become 14.1). Percentages are 0-100 and say so
in their names. Dates are dates. Unknown keys are refused.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from audit.language.catalogue import Language
from audit.pipeline.params_actions import ActionParams
from audit.pipeline.params_cases import CASE_FORMS, CasesParams
from audit.pipeline.params_cycle import CYCLE_FORMS, CalendarParams, TeamParams
from audit.pipeline.params_forum import ForumParams
from audit.pipeline.params_indicators import IndicatorParams
from audit.pipeline.params_plan import PLAN_FORMS, AnalysisPlanParams
from audit.pipeline.params_report import ReportParams
from audit.pipeline.strict import Day, ProjectPath, Strict, Words

if TYPE_CHECKING:
    from audit.register.column_mapping import ColumnMapping

__all__ = [
    "FORMS",
    "AuditParams",
    "DecisionParams",
    "DisclosureParams",
    "DistrictParams",
    "ForumParams",
    "GroupParams",
    "MappingParams",
    "MoneyParams",
    "ProgrammeParams",
    "SourceParams",
    "TargetParams",
]

_LEAST_PERCENT = 1.0  # percent; a smaller prevalence is none that a survey aims at but a share of 1
_SAMPLE = ("data", "sample")  # where invented registers lie
_CODE, _MONTH, _CYCLE, _SLUG = (
    r"^\d{2}\.\d{2}$", r"^20\d{2}-(0[1-9]|1[0-2])$", r"^20\d{2}-[12]$", r"^[a-z][a-z0-9_-]*$",
)  # fmt: skip
FORMS = (
    {
        _CODE: "code",
        _MONTH: "month",
        _CYCLE: "cycle",
        _SLUG: "slug",
    }
    | CASE_FORMS
    | CYCLE_FORMS
    | PLAN_FORMS
)  # the sentence that shows each form


Code = Annotated[str, Field(pattern=_CODE)]
Month = Annotated[str, Field(pattern=_MONTH)]
Slug = Annotated[str, Field(pattern=_SLUG)]
Columns = Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]


class DistrictParams(Strict):
    """Which kabupaten or kota: its Kemendagri code and the name it goes by."""

    code: Code
    name: Words

    @property
    def folder(self) -> str:
        """``17.71-kota-bengkulu``: the name of its params file and report folder."""
        return f"{self.code}-{re.sub(r'[^a-z0-9]+', '-', self.name.lower()).strip('-')}"


class SexParams(Strict):
    """The column of sex and what each code means, e.g. ``{"1": m, "2": f}``."""

    column: Words
    codes: Annotated[dict[str, Literal["m", "f"]], Field(min_length=1)]


class PostureParams(Strict):
    """The column of posture and what each code means: ``l`` lying, ``h`` standing."""

    column: Words
    codes: Annotated[dict[str, Literal["l", "h"]], Field(min_length=1)]


class PeriodParams(Strict):
    """The column of rounds and the month that stands for each, e.g. ``{"2": "2014-12"}``."""

    column: Words
    codes: Annotated[dict[str, Month], Field(min_length=1)]


class AgeParams(Strict):
    """The column of age and its unit."""

    column: Words
    unit: Literal["days", "months"]


class MappingParams(Strict):
    """Which column of a file that is no e-PPGBM export holds what (``audit.register.column_mapping``).

    A study of two rounds, without dates and posture, with two readings of length and 999.9 for "none"::

        child: [household, child]
        sex: {column: sex, codes: {"1": m, "2": f}}
        weight: [kg]
        length: [cm1, cm2]
        age: {column: age_days, unit: days}
        period: {column: round, codes: {"1": "2025-02", "2": "2025-08"}}
        exported: {haz: laz}
        labels: {haz: laz_class}
        missing: {cm1: [999.9], cm2: [999.9]}
    """

    child: Columns
    sex: SexParams
    weight: Columns | None = None
    length: Columns | None = None
    posture: PostureParams | None = None
    birth_date: Words | None = None
    visit_date: Words | None = None
    age: AgeParams | None = None
    period: PeriodParams | None = None
    first_month: Month | None = None
    area: Words | None = None
    posyandu: Words | None = None
    exported: dict[Literal["haz", "waz", "whz"], Words] = Field(default_factory=dict)
    missing: dict[str, Annotated[tuple[float, ...], Field(strict=False, min_length=1)]] = Field(default_factory=dict)
    labels: dict[Literal["haz", "waz", "whz"], Words] = Field(default_factory=dict)
    entry_date: Words | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        _ = self.columns
        return self

    @property
    def columns(self) -> ColumnMapping:
        """The same, as the border takes it. Raises ``ValueError`` where the parts do not fit together."""
        from audit.register.column_mapping import AgeColumn, CodedColumn, ColumnMapping

        coded = {
            name: CodedColumn(part.column, part.codes)
            for name, part in (("posture", self.posture), ("period", self.period))
            if part is not None
        }
        return ColumnMapping(
            child=self.child,
            sex=CodedColumn(self.sex.column, self.sex.codes),
            weight=self.weight or (),
            length=self.length or (),
            birth_date=self.birth_date,
            visit_date=self.visit_date,
            age=AgeColumn(self.age.column, self.age.unit) if self.age else None,
            first_month=self.first_month,
            area=self.area,
            posyandu=self.posyandu,
            exported={str(index): column for index, column in self.exported.items()},
            missing=self.missing,
            labels={str(index): column for index, column in self.labels.items()},
            entry_date=self.entry_date,
            **coded,
        )


class SourceParams(Strict):
    """One file of data with its producer: whose figures these are, up to when, and whether they may be published.

    ``mapping`` says what the columns of a file of kind ``mapped`` hold.
    """

    id: Slug
    kind: Literal[
        "eppgbm", "registered", "life_status", "decisions", "mapped", "corrections", "statements", "boundaries",
        "equipment", "standardisation", "remeasurement", "remeasurement_draw", "couples", "women", "households",
        "services", "child_history", "consents", "contacts", "programme",
    ]  # fmt: skip
    path: ProjectPath
    producer: Words
    cut_off: Day
    handover: Words | None = None
    publishable: bool = False
    mapping: MappingParams | None = None

    @model_validator(mode="after")
    def _mapped(self) -> Self:
        if (self.kind == "mapped") != (self.mapping is not None):
            raise ValueError("mapping_absent")
        return self


class TargetParams(Strict):
    """A target has a type, a year and the document that sets it. "Zero" without a type is no target.

    survey_prevalence: ``percent`` by a named survey. single_digit: under 10 percent by a named survey. cases: at most
    ``cases`` children. no_new_cases: none newly found in the year. ``words``: how its document puts it.
    """

    type: Literal["survey_prevalence", "single_digit", "cases", "no_new_cases"]
    year: Annotated[int, Field(ge=2018, le=2045)]
    document: Words
    words: Words | None = None
    survey: Words | None = None
    percent: Annotated[float, Field(gt=0, lt=100)] | None = None
    cases: Annotated[int, Field(ge=1)] | None = None

    @field_validator("percent")
    @classmethod
    def _no_share(cls, value: float | None) -> float | None:
        if value is not None and value < _LEAST_PERCENT:
            raise ValueError("percent_as_share")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.type == "survey_prevalence") != (self.percent is not None):
            raise ValueError("target_percent")
        if (self.type == "cases") != (self.cases is not None):
            raise ValueError("target_cases")
        if self.type in ("survey_prevalence", "single_digit") and self.survey is None:
            raise ValueError("target_survey")
        return self

    @property
    def cited(self) -> str:
        """How the document puts it, and the document."""
        return f"{self.words}; {self.document}" if self.words else self.document


class ProgrammeParams(Strict):
    """A programme that the district names as its own, with who runs it and where that is written."""

    id: Slug
    name: Words
    owner: Words
    source: Words


class MoneyParams(Strict):
    """Where the money comes from; "unfunded" is a status of its own."""

    status: Literal["unfunded", "no_cost", "funded"] = "unfunded"
    rupiah: Annotated[int, Field(gt=0)] | None = None
    source: Words | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.status == "funded") != (self.rupiah is not None and self.source is not None):
            raise ValueError("money_incomplete")
        return self


class DecisionParams(Strict):
    """A decision that the forum may be asked for: its rule, who would do it, by when, with what money."""

    rule: Literal[
        "coverage", "remeasure", "refer_severe", "priority_kecamatan", "sponsors", "mini_workshop", "kpm_packages",
        "data_quality", "dissemination",
    ]  # fmt: skip
    who: Words
    by: Day
    money: MoneyParams = MoneyParams()


class GroupParams(Strict):
    """What the district says of one group, in persons, and where that is written; a number left out is not known.

    ``measured`` is for pregnant women alone: children are counted from their measurements.
    """

    group: Literal["baduta", "batita", "balita", "bumil"]
    measured: Annotated[int, Field(ge=0)] | None = None
    registered: Annotated[int, Field(ge=0)] | None = None
    projected: Annotated[int, Field(ge=0)] | None = None
    source: Words

    @model_validator(mode="after")
    def _of_women(self) -> Self:
        if self.measured is not None and self.group != "bumil":
            raise ValueError("group_measured")
        return self


class MiniWorkshopParams(Strict):
    """Packs for the mini lokakarya of every kecamatan are made; ``months_between`` two of them, where it is decided."""

    months_between: Annotated[int, Field(ge=1, le=12)] | None = None


class DisclosureParams(Strict):
    """How small counts are hidden: counts of 1 to ``k - 1``, with no interval narrower than ``min_width`` left."""

    k: Annotated[int, Field(ge=5, le=20)] = 5
    min_width: Annotated[int, Field(ge=3, le=20)] = 3


class AuditParams(Strict):
    """Everything that one audit of one district depends on, beside its data and the code."""

    schema_version: Literal[1] = 1
    district: DistrictParams
    cycle: Annotated[str, Field(pattern=_CYCLE)]
    as_of: Day
    months: Annotated[tuple[Month, ...], Field(strict=False, min_length=1)]
    forum: ForumParams
    sources: Annotated[tuple[SourceParams, ...], Field(strict=False, min_length=1)]
    target: TargetParams | None = None
    analysis_plan: AnalysisPlanParams | None = None
    programmes: Annotated[tuple[ProgrammeParams, ...], Field(strict=False)] = ()
    decisions: Annotated[tuple[DecisionParams, ...], Field(strict=False)] = ()
    cases: CasesParams = CasesParams()
    actions: ActionParams = ActionParams()
    indicators: IndicatorParams = IndicatorParams()
    team: TeamParams = TeamParams()
    calendar: CalendarParams = CalendarParams()
    groups: Annotated[tuple[GroupParams, ...], Field(strict=False)] = ()
    visits_per_month: Annotated[int, Field(ge=1, le=100_000)] | None = None  # that can be made to children at home
    mini_workshop: MiniWorkshopParams | None = None
    disclosure: DisclosureParams = DisclosureParams()
    report: ReportParams = ReportParams()
    language: Language = "id"
    other_language: Language | None = None  # in which the report is written too
    sample: bool = False
    seed: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if list(self.months) != sorted(set(self.months)):
            raise ValueError("months_order")
        if self.months[-1] > f"{self.as_of:%Y-%m}":
            raise ValueError("as_of_before_data")
        if self.analysis_plan and self.analysis_plan.date > self.as_of:
            raise ValueError("plan_after_data")
        names = [s.id for s in self.sources]
        if len(names) != len(set(names)):
            raise ValueError("source_twice")
        if sum(s.kind == "boundaries" for s in self.sources) > 1:
            raise ValueError("boundaries_twice")
        if len({g.group for g in self.groups}) != len(self.groups):
            raise ValueError("group_twice")
        if self.other_language == self.language:
            raise ValueError("language_twice")
        kinds = [s.kind for s in self.sources]
        if kinds.count("remeasurement") != kinds.count("remeasurement_draw") or kinds.count("remeasurement") > 1:
            raise ValueError("remeasurement_draw")
        if any(not code.startswith(f"{self.district.code}.") for r in self.cases.recipients for code in r.areas):
            raise ValueError("recipient_elsewhere")
        if not self.sample and any(PurePosixPath(s.path).parts[:2] == _SAMPLE for s in self.sources):
            raise ValueError("sample_in_real")
        return self
