"""Invented reports of indicators: of all five districts, with the mistakes of real ones, the same every time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from audit.programme.family_totals import family_totals
from audit.programme.reported_indicators import reported_indicators
from audit.reference.areas import areas_of
from audit.reference.essential_indicators import essential_indicators
from audit.reference.programme_sheets.indicators import SHEETS
from audit.reference.sample_indicators import REPORTS, sample_indicators
from audit.reference.sample_registers import SAMPLE_REGISTERS, district_spec
from audit.register.programme_book import read_programme_book
from audit.register.programme_records import programme_records
from audit.register.whose import Register
from audit.store import IDENTITIES
from audit.synth.layouts.programme import write_programme_book
from audit.synth.places import make_places
from audit.synth.programme.indicators import rows
from audit.synth.world import generator

DAY = date(2025, 9, 15)


def drawn(code: str) -> dict[str, pd.DataFrame]:
    spec = district_spec(code)
    places = make_places(spec, generator(spec, "places"))
    world: Any = SimpleNamespace(spec=spec, places=places, on=pd.Timestamp("2025-08-31"))
    return rows(world)


@pytest.fixture(scope="module", params=sorted(SAMPLE_REGISTERS))
def read(request, tmp_path_factory):
    """What comes back of a workbook of one district through the reader."""
    path: Path = tmp_path_factory.mktemp("book") / "program-indikator.xlsx"
    write_programme_book(path, SHEETS, drawn(request.param))
    areas = areas_of(request.param)
    books = {"indikator": read_programme_book(path, areas)}
    return areas, programme_records(books, Register(IDENTITIES.empty()), key=b"x" * 32)


def test_all_indicators_have_a_size_and_a_level():
    assert [i.id for i in sample_indicators()] == [i.id for i in essential_indicators()]
    assert set(REPORTS) == set(SAMPLE_REGISTERS)


def test_a_district_reports_what_it_reports_and_nothing_of_the_rest(read):
    areas, records = read
    found = reported_indicators(records.tables["indicators"], areas, as_of=DAY)
    assert found is not None
    report = REPORTS[areas.district.code]
    assert len(found.periods) == 29 - report.unreported
    assert {now for now, _ in found.periods.values()} == {report.periods[-1]}
    levels = found.now.table[found.now.table["value"].notna()]["level"]
    assert ("desa" in set(levels)) == (report.level == "desa")


def test_the_mistakes_of_real_offices_are_there_and_found(read):
    areas, records = read
    found = reported_indicators(records.tables["indicators"], areas, as_of=DAY)
    assert found is not None
    kinds = {finding.id.partition(".")[0] for finding in found.now.findings}
    assert {"indicator_exceeds", "indicator_sources"} <= kinds
    assert ("indicator_sum" in kinds) == (REPORTS[areas.district.code].level == "desa")
    assert len(found.left_out) == 1
    (account,) = records.lists.values()
    assert account.set_aside["reason"].tolist().count("isian_wajib_kosong") == 1


def test_totals_of_families_hold_but_for_one_kecamatan(read):
    areas, records = read
    found = family_totals(records.tables["family_totals"], areas, as_of=DAY)
    assert found is not None
    broken = found.identities.table[found.identities.table["state"].eq("broken")]
    last = areas.kecamatan[-1].code
    assert set(broken["area_code"]) == {last, areas.district.code}
    assert 0.05 < float(found.share["share"].iloc[0]) < 0.12


def test_the_same_every_time():
    for name, frame in drawn("19.71").items():
        pd.testing.assert_frame_equal(frame, drawn("19.71")[name])
