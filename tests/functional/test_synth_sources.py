"""The district figures of the synthetic registers are those of the published tables beside the repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from audit.language import has
from audit.reference.areas import district_codes
from audit.reference.sample_registers import SAMPLE_REGISTERS, DistrictSpec, Figure, rates

SPECS = pytest.mark.parametrize("spec", SAMPLE_REGISTERS.values(), ids=SAMPLE_REGISTERS)


@SPECS
@pytest.mark.shared
def test_share_stunted_is_as_the_press_printed_it(spec: DistrictSpec, shared: Callable[[str], Path]) -> None:
    table = pd.read_csv(shared("data/prevalensi/prevalensi_lima_daerah.csv"), dtype={"kode": "string"})
    row = table[(table["kode"] == spec.code) & (table["sumber"] == "SSGI 2024")]
    assert row["persen"].tolist() == pytest.approx([100 * spec.stunted.value])


@SPECS
@pytest.mark.shared
def test_population_is_that_of_the_civil_register(spec: DistrictSpec, shared: Callable[[str], Path]) -> None:
    table = pd.read_csv(shared("data/wilayah/kabkota.csv"), dtype={"kode": "string"}).set_index("kode")
    assert table.at[spec.code, "penduduk_2024s2"] == spec.population.value  # noqa: PD008


@SPECS
def test_every_figure_has_a_source_or_says_that_it_is_assumed(spec: DistrictSpec) -> None:
    for name in DistrictSpec.__slots__:
        figure = getattr(spec, name)
        if isinstance(figure, Figure):
            assert bool(figure.source) != bool(figure.assumption), name
            if figure.assumption:
                assert has(figure.assumption, "id"), name
                assert has(figure.assumption, "en"), name


@SPECS
def test_assumed_figures_follow_their_rule(spec: DistrictSpec) -> None:
    r = rates()
    if spec.posyandu.assumption:
        assert spec.posyandu.value == round(spec.register_size.value / r["children_a_posyandu"])
    if spec.puskesmas.assumption:
        assert spec.puskesmas.value == round(spec.population.value / r["people_a_puskesmas"])
    if spec.register_size.assumption:
        assert spec.register_size.value == round(0.07 * spec.population.value, -2)


@SPECS
def test_name_is_that_of_kemendagri(spec: DistrictSpec) -> None:
    assert spec.name == district_codes()[spec.code]
