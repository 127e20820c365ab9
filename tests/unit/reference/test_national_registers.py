"""Synthetic registers of any district: sizes that add up to the country's, places that are its own."""

from __future__ import annotations

import pytest

from audit.errors import ReferenceDataError
from audit.language import text
from audit.reference.areas import district_codes
from audit.reference.national_registers import MEASURED, POSYANDU, district_populations, national_spec
from audit.reference.sample_registers import SAMPLE_REGISTERS

NATION = 284_973_643  # people, December 2024: Dukcapil by district (cahyadsn/wilayah)
UNDER_FIVE = 22_000_000  # about: reference/data.md


def test_every_district_has_its_people():
    assert district_populations().keys() == district_codes().keys()
    assert sum(district_populations().values()) == NATION


def test_children_measured_and_posyandu_add_up_to_those_of_the_country():
    specs = [national_spec(code) for code in district_codes() if code not in SAMPLE_REGISTERS]
    children = sum(spec.register_size.value for spec in specs)
    assert children == pytest.approx(UNDER_FIVE, rel=0.02)
    assert sum(s.register_size.value * s.attendance_august.value for s in specs) == pytest.approx(
        MEASURED.value, rel=0.02
    )
    assert sum(spec.posyandu.value for spec in specs) == pytest.approx(POSYANDU.value, rel=0.02)


def test_a_district_with_figures_of_its_own_keeps_them_and_others_say_what_is_assumed():
    assert national_spec("17.71") is SAMPLE_REGISTERS["17.71"]
    spec = national_spec("32.01")
    assert (spec.name, spec.district_text, spec.province_text) == ("Kabupaten Bogor", "BOGOR", "JAWA BARAT")
    assert national_spec("32.71").district_text == "KOTA BOGOR"
    for figure in (spec.register_size, spec.attendance_august, spec.posyandu, spec.puskesmas):
        assert text(figure.assumption)
    assert spec.stunted.source


def test_a_code_that_is_no_district_is_refused():
    with pytest.raises(ReferenceDataError):
        national_spec("99.99")
