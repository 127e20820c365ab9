"""What the synthetic registers are made to resemble: five districts, the factors of growth, the rates of error.

No figure here is about a real child. District figures are as the press or a statistical office printed them; where none
was found the figure is assumed, and ``Figure.assumption`` is the id of the sentence that says so. Growth follows an
equation whose effects are known (``GROWTH``, ``factors``), so that an analysis can be held against the truth.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from audit.errors import ReferenceDataError

__all__ = [
    "GROWTH",
    "MASS_WEIGHINGS",
    "POPULATION_SOURCE",
    "SAMPLE_REGISTERS",
    "DistrictSpec",
    "ErrorRate",
    "Factor",
    "Figure",
    "Growth",
    "Service",
    "district_spec",
    "error_rates",
    "factors",
    "name_pool",
    "rates",
    "services",
]

MASS_WEIGHINGS = (2, 8)  # February and August: weighing and vitamin A for all


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with where it comes from; ``assumption`` is a message id where no source gives it."""

    value: float
    source: str = ""
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class DistrictSpec:
    """What one synthetic register resembles. Shares are 0-1, sizes are children under five registered in a month.

    ``monthly``: every puskesmas weighs every month, not one of them and the others in mass weighings alone.
    ``complete``: lists of people and workbooks of the programme as well, not the register and its denominators alone.
    """

    code: str
    name: str
    province_text: str  # as e-PPGBM writes it
    district_text: str
    population: Figure
    register_size: Figure
    stunted: Figure
    attendance_february: Figure
    attendance_august: Figure
    posyandu: Figure
    puskesmas: Figure
    seed: int = 2025
    monthly: bool = False
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Factor:
    """A risk factor with a known effect on height for age.

    ``beta_haz`` is in z-scores; the effect of a factor that ``accrues`` grows to its full size by 24 months.
    ``shared_by`` says who has the factor in common: the household, one birth (twins), or nobody ("child").
    ``printed_pr`` is the prevalence ratio that the source gives for it.
    """

    id: str
    prevalence: float
    beta_haz: float
    accrues: bool
    wealth_gradient: float
    shared_by: str
    printed_pr: float


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """How often one kind of error is put into a column ("" for the whole row).

    ``of`` is "child" where all rows of a child share the error, else "row"; ``share_of`` says whether ``rate`` is a
    share of "all" rows or only of the "eligible" ones.
    """

    kind: str
    column: str
    of: str
    share_of: str
    rate: float


@dataclass(frozen=True, slots=True)
class Service:
    """A service that invented people are offered: its name, the need it answers, its package, who gives it.

    ``of`` is "child" or "woman".
    """

    name: str
    need: str
    package: str
    provider: str
    of: str


@dataclass(frozen=True, slots=True)
class Growth:
    """Coefficients of true height for age (z-scores; ages in months). Source: reference/risk.md section 7."""

    start: float = -0.45
    fall: float = -1.05
    fall_months: float = 11.0
    recovery: float = 0.12
    recovery_from_months: float = 24.0
    recovery_over_months: float = 36.0
    accrual_months: float = 24.0
    wealth: float = 0.16
    male: float = -0.06
    child_sd: float = 0.80
    slope_sd: float = 0.25
    household_sd: float = 0.25
    desa_sd: float = 0.18
    kecamatan_sd: float = 0.12
    wealth_own: float = 0.85
    wealth_desa: float = 0.35
    wealth_kecamatan: float = 0.25


GROWTH = Growth()

POPULATION_SOURCE = "Dukcapil, December 2024 (Kemendagri)"


def _assumed(value: float, name: str) -> Figure:
    return Figure(value, assumption=f"synth.assumed_{name}")


_SPECS = (
    DistrictSpec(
        code="17.71",
        name="Kota Bengkulu",
        province_text="BENGKULU",
        district_text="KOTA BENGKULU",
        population=Figure(400_533, POPULATION_SOURCE),
        register_size=Figure(8_739, "e-PPGBM October 2023, matadian.com"),
        stunted=Figure(0.138, "SSGI 2024, wordpers.id (the health office says 16.1 %, rakyatbengkulu.disway.id)"),
        attendance_february=_assumed(0.80, "attendance"),
        attendance_august=_assumed(0.82, "attendance"),
        posyandu=_assumed(109, "posyandu"),
        puskesmas=Figure(20, "rakyatbengkulu.disway.id, November 2025"),
    ),
    DistrictSpec(
        code="35.71",
        name="Kota Kediri",
        province_text="JAWA TIMUR",
        district_text="KOTA KEDIRI",
        population=Figure(301_424, POPULATION_SOURCE),
        register_size=_assumed(21_100, "register_kediri"),
        stunted=Figure(0.176, "SSGI 2024, stunting.go.id"),
        attendance_february=_assumed(0.90, "attendance"),
        attendance_august=_assumed(0.90, "attendance"),
        posyandu=_assumed(264, "posyandu"),
        puskesmas=_assumed(10, "puskesmas"),
    ),
    DistrictSpec(
        code="14.03",
        name="Kabupaten Bengkalis",
        province_text="RIAU",
        district_text="BENGKALIS",
        population=Figure(681_884, POPULATION_SOURCE),
        register_size=Figure(41_000, "72 % weighed and 11,500 missing in February 2025, potret24.com"),
        stunted=Figure(0.125, "SSGI 2024, iniriau.com"),
        attendance_february=Figure(0.72, "e-PPGBM February 2025, potret24.com"),
        attendance_august=_assumed(0.74, "attendance"),
        posyandu=Figure(518, "reference/data.md section 5"),
        puskesmas=_assumed(23, "puskesmas"),
    ),
    DistrictSpec(
        code="19.71",
        name="Kota Pangkal Pinang",
        province_text="KEPULAUAN BANGKA BELITUNG",
        district_text="KOTA PANGKALPINANG",
        population=Figure(242_285, POPULATION_SOURCE),
        register_size=Figure(16_565, "e-PPGBM June 2024, negerilaskarpelangi.com"),
        stunted=Figure(0.144, "SSGI 2024, sekindo.id"),
        attendance_february=Figure(0.9935, "16,458 of 16,565 measured in June 2024, negerilaskarpelangi.com"),
        attendance_august=_assumed(0.99, "attendance"),
        posyandu=_assumed(207, "posyandu"),
        puskesmas=_assumed(8, "puskesmas"),
    ),
    DistrictSpec(
        code="64.74",
        name="Kota Bontang",
        province_text="KALIMANTAN TIMUR",
        district_text="KOTA BONTANG",
        population=Figure(191_811, POPULATION_SOURCE),
        register_size=Figure(10_053, "operasi timbang May 2025, bontangpost.id"),
        stunted=Figure(0.207, "SSGI 2024, kaltim.tribunnews.com"),
        attendance_february=Figure(0.5648, "6,459 of 11,435 measured in July 2024, radarbontang.com"),
        attendance_august=_assumed(0.95, "attendance"),
        posyandu=Figure(124, "sepintasberita.com, November 2025"),
        puskesmas=_assumed(6, "puskesmas"),
    ),
)
SAMPLE_REGISTERS: Mapping[str, DistrictSpec] = MappingProxyType({spec.code: spec for spec in _SPECS})


def district_spec(code: str) -> DistrictSpec:
    """What the synthetic register of a district resembles. Raises ``ReferenceDataError`` where there is none."""
    spec = SAMPLE_REGISTERS.get(code)
    if spec is None:
        raise ReferenceDataError("synth.no_sample_district", code=code, known=", ".join(SAMPLE_REGISTERS))
    return spec


def _table(name: str) -> list[dict[str, str]]:
    text = (files("audit.reference") / "tables" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


@cache
def factors() -> tuple[Factor, ...]:
    """The fifteen risk factors. Source: reference/risk.md section 7 (about SKI 2023 and SSGI 2022)."""
    return tuple(
        Factor(
            id=row["factor"],
            prevalence=float(row["prevalence"]),
            beta_haz=float(row["beta_haz"]),
            accrues=row["accrues"] == "1",
            wealth_gradient=float(row["wealth_gradient"]),
            shared_by=row["shared_by"],
            printed_pr=float(row["printed_pr"]),
        )
        for row in _table("sample_factors.csv")
    )


@cache
def error_rates() -> tuple[ErrorRate, ...]:
    """The kinds of error in the order in which they are put in; the table beside this module gives each source."""
    return tuple(
        ErrorRate(row["kind"], row["column"], row["of"], row["share_of"], float(row["rate"]))
        for row in _table("sample_errors.csv")
    )


@cache
def rates() -> Mapping[str, float]:
    """Rates of the generator by name; the table beside this module gives the unit and the source of each."""
    return MappingProxyType({row["rate"]: float(row["value"]) for row in _table("sample_rates.csv")})


@cache
def services() -> tuple[Service, ...]:
    """The services of the sample lists (assumed)."""
    return tuple(
        Service(row["service"], row["need"], row["package"], row["provider"], row["of"])
        for row in _table("sample_services.csv")
    )


@cache
def name_pool(kind: str) -> tuple[str, ...]:
    """Invented stock of names: male, female, last, mother, father, posyandu; none is a word of the districts' areas."""
    return tuple(row["name"] for row in _table("sample_names.csv") if row["kind"] == kind)
