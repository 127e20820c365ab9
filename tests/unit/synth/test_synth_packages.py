"""Invented forms of KPM: of the district's own people, in the columns of the sheets, with a few mistakes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.reference.programme_sheets.packages import SHEETS
from audit.reference.sample_registers import district_spec
from audit.reference.service_spellings import facts_of
from audit.register.programme_book import read_programme_book
from audit.synth.files import MONTHS
from audit.synth.layouts.programme import write_programme_book
from audit.synth.people_files import draw_lists
from audit.synth.programme.packages import rows
from audit.synth.programme.world import ProgrammeWorld
from audit.synth.world import generator, make_world

CODE = "19.71"


@pytest.fixture(scope="module")
def world():
    spec, day = district_spec(CODE), MONTHS[-1].end_time.normalize()
    made = make_world(spec)
    lists = draw_lists(spec, made.people, made.places, day, generator(spec, "lists"))
    return ProgrammeWorld(spec, made.people, made.places, lists, pd.DataFrame(), day)


@pytest.fixture(scope="module")
def drawn(world):
    return rows(world)


def test_every_sheet_has_rows_in_its_own_columns(drawn):
    for sheet in SHEETS:
        assert len(drawn[sheet.table]) > 10
        assert set(drawn[sheet.table].columns) <= {field.name for field in sheet.fields}


def test_the_same_world_gives_the_same_rows(world, drawn):
    for table, frame in rows(world).items():
        pd.testing.assert_frame_equal(frame, drawn[table])


def test_people_are_the_districts_own_but_for_a_few(world, drawn):
    known = {*world.people.frame["nik"], *world.lists.contacts["nik"]}
    for table in ("kpm_children", "kpm_mothers"):
        strange = ~drawn[table]["person_id"].isin(known)
        assert strange.mean() < 0.02
    assert drawn["kpm_children"]["month"].isna().sum() + (~drawn["kpm_children"]["person_id"].isin(known)).sum() > 0


def test_children_are_under_two_and_nobody_is_on_a_form_before_birth(world, drawn):
    form = drawn["kpm_children"].dropna(subset="month")
    born = form["person_id_birth_date"].dt.to_period("M")
    months = np.array(
        [m.ordinal - b.ordinal for m, b in zip(pd.PeriodIndex(form["month"], freq="M"), born, strict=True)]
    )
    assert ((months >= 0) & (months < 24)).all()
    young = form["immunisation_measles"].notna().to_numpy()
    assert (months[young] >= 9).all()


def test_puskesmas_name_one_service_in_several_ways_and_sometimes_in_none(drawn):
    words = drawn["package_receipt"]["fact"].unique()
    assert sum(facts_of(word) == ("antenatal",) for word in words) > 2
    assert any(facts_of(word) == () for word in words)


def test_the_workbook_is_read_back_and_every_row_accounted_for(drawn, tmp_path):
    path = tmp_path / "program-paket-layanan.xlsx"
    write_programme_book(path, SHEETS, drawn)
    book = read_programme_book(path, areas_of(CODE))
    assert set(book.records) == {sheet.table for sheet in SHEETS}
    assert book.summary.rows_read == sum(len(frame) for frame in drawn.values())
    assert book.summary.rows_kept + book.summary.rows_set_aside == book.summary.rows_read
    assert book.summary.rows_set_aside == sum(frame["month"].isna().sum() for name, frame in drawn.items()
                                              if "month" in frame)  # fmt: skip
    assert book.summary.cells_set_aside == 0
