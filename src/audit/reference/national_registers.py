"""What a synthetic register of any district of the country is made to resemble, where no figure of its own is known.

Sizes follow the population of the district (Dukcapil, December 2024, 285 million people; from cahyadsn/wilayah, MIT,
made by ``tools/make_population.py``), shares those of the country. No figure here is about a real child.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from audit.reference.areas import areas_of, province_names
from audit.reference.sample_registers import POPULATION_SOURCE, SAMPLE_REGISTERS, DistrictSpec, Figure, rates

__all__ = ["MEASURED", "POSYANDU", "district_populations", "national_spec"]

MEASURED = Figure(16_400_000, "children measured in June 2024, e-PPGBM (reference/data.md, scale)")
POSYANDU = Figure(300_188, "posyandu that weighed in June 2024, e-PPGBM (reference/data.md, scale)")
_STUNTED = Figure(0.198, "SSGI 2024, Indonesia, metrotvnews.com")
_PEOPLE_OF_PUSKESMAS = 30_000


@cache
def district_populations() -> Mapping[str, int]:
    """People of every district by its Kemendagri code, December 2024."""
    text = (files("audit.reference") / "tables" / "district_population.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["code"]: int(row["population"]) for row in csv.DictReader(io.StringIO(text))})


def national_spec(code: str) -> DistrictSpec:
    """What the synthetic register of a district resembles: its own figures where it has some, else its share.

    Raises ``ReferenceDataError`` (exit 12) for a code that is no district.
    """
    if code in SAMPLE_REGISTERS:
        return SAMPLE_REGISTERS[code]
    areas, populations = areas_of(code), district_populations()
    people, nation = populations[code], sum(populations.values())
    children = rates()["children_of_population"]
    attendance = Figure(MEASURED.value / (children * nation), assumption="synth.assumed_attendance_national")
    name = areas.district.name
    return DistrictSpec(
        code=code,
        name=name,
        province_text=province_names()[code.partition(".")[0]].upper(),
        district_text=name.removeprefix("Kabupaten ").upper(),
        population=Figure(people, POPULATION_SOURCE),
        register_size=Figure(round(children * people), assumption="synth.assumed_register_national"),
        stunted=_STUNTED,
        attendance_february=attendance,
        attendance_august=attendance,
        posyandu=Figure(round(POSYANDU.value * people / nation), assumption="synth.assumed_posyandu_national"),
        puskesmas=Figure(
            max(len(areas.kecamatan), round(people / _PEOPLE_OF_PUSKESMAS)), assumption="synth.assumed_puskesmas"
        ),
        complete=False,
    )
