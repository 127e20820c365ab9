"""Measuring again from the draw to the design-weighted figure, through the command line, on the invented register."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from audit.cli import main
from audit.pipeline.project import Project
from audit.reference.areas import areas_of
from audit.register.equipment_list import read_equipment
from audit.register.route_form import ROUTE_COLUMNS, read_route

TWO_YEARS = timedelta(days=730)
COLUMN = {name: j for j, name in enumerate(ROUTE_COLUMNS, start=1)}


@pytest.fixture(scope="module")
def laid(tmp_path_factory, lay_project) -> Project:
    """A project whose audit the first export prepares: that takes some seconds."""
    return lay_project(tmp_path_factory.mktemp("ukur-ulang") / "proyek")


def export(project: Project, out: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["worksheet", "export", str(project.params_files[0]), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def exported_once(laid, tmp_path_factory) -> Path:
    return export(laid, tmp_path_factory.mktemp("rute"))


@pytest.fixture
def exported(exported_once, tmp_path) -> Path:
    """A folder of one's own with the route and the list of the draw."""
    shutil.copytree(exported_once, tmp_path / "rute")
    return tmp_path / "rute"


def fill(folder: Path, reached=lambda haz: True) -> Path:
    """Let a trained measurer come within millimetres of the first reading, on the same day."""
    draw = pd.read_csv(folder / "undian-ukur-ulang.csv").set_index("child_id")
    book = openpyxl.load_workbook(folder / "rute-ukur-ulang.xlsx")
    rng = np.random.default_rng(8)
    for row in book["Rute"].iter_rows(min_row=3):
        child = draw.loc[row[COLUMN["child_id"] - 1].value]
        if not reached(child["haz"]):
            continue
        age = datetime.fromisoformat(child["visit_date"]) - datetime.fromisoformat(child["birth_date"])
        row[COLUMN["lenhei_cm"] - 1].value = f"{child['lenhei_cm'] + rng.normal(0, 0.2):.1f}".replace(".", ",")
        row[COLUMN["measured_on"] - 1].value = datetime.fromisoformat(child["visit_date"])
        row[COLUMN["measure"] - 1].value = "berdiri" if age > TWO_YEARS else "terlentang"
    book.save(folder / "terisi.xlsx")
    return folder / "terisi.xlsx"


def read(folder: Path, capsys) -> dict:
    draw = str(folder / "undian-ukur-ulang.csv")
    assert main(["worksheet", "read", str(folder / "terisi.xlsx"), "--draw", draw, "--out", str(folder), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_route_names_the_child_and_hides_what_was_measured(exported):
    draw = pd.read_csv(exported / "undian-ukur-ulang.csv")
    rows = list(openpyxl.load_workbook(exported / "rute-ukur-ulang.xlsx")["Rute"].iter_rows(values_only=True))
    assert rows[0] == ROUTE_COLUMNS
    route = pd.DataFrame(rows[2:], columns=rows[0])
    assert set(route["child_id"]) == set(draw.loc[draw["drawn"], "child_id"])
    assert route["name"].notna().all()
    assert route["desa"].notna().all()
    place = list(zip(route["desa"], route["posyandu"].fillna("~"), strict=True))
    assert place == sorted(place)
    assert route[["measured_on", "lenhei_cm", "measure"]].isna().all(axis=None)
    assert not [cell for row in rows[2:] for cell in row if isinstance(cell, float)]
    assert "name" not in draw.columns
    short = draw.loc[draw["drawn"], "haz"] < -2
    assert 0 < short.sum() < len(short)


def test_the_list_of_equipment_names_every_posyandu_and_reads_back_as_unknown(exported, laid):
    (params,) = laid.params_files
    form = read_equipment(exported / "alat-posyandu.csv", areas_of(params.name[:5]))
    assert len(form) > 1
    assert form[["area_code", "posyandu"]].notna().all(axis=None)
    assert form.drop(columns=["area_code", "posyandu"]).isna().all(axis=None)


def test_the_same_audit_draws_the_same_route(exported, laid, tmp_path):
    again = export(laid, tmp_path / "lagi")
    for name in ("rute-ukur-ulang.xlsx", "undian-ukur-ulang.csv"):
        assert (again / name).read_bytes() == (exported / name).read_bytes()


def test_a_careful_second_round_confirms_the_first(exported, capsys):
    fill(exported)
    told = read(exported, capsys)
    assert told["wrong"] == told["not_drawn"] == 0
    assert told["status"] == "good"
    assert told["low"] <= told["raw"] <= told["high"]
    assert told["tem_cm"] == pytest.approx(0.2 / np.sqrt(2), rel=0.3)


def test_short_children_alone_give_a_warning(exported, capsys):
    fill(exported, reached=lambda haz: haz < -2)
    told = read(exported, capsys)
    assert told["one_sided"] is True
    assert told["status"] == "not_assessable"


def test_an_empty_route_says_that_nobody_was_reached(exported, capsys):
    (exported / "terisi.xlsx").write_bytes((exported / "rute-ukur-ulang.xlsx").read_bytes())
    told = read(exported, capsys)
    assert (told["status"], told["measured_again"]) == ("not_assessable", 0)


@pytest.mark.parametrize(
    ("column", "value", "id"),
    [
        ("lenhei_cm", "delapan puluh", "worksheet.no_number"),
        ("measured_on", None, "worksheet.day_missing"),
        ("measured_on", "minggu lalu", "worksheet.no_date"),
        ("measure", "duduk", "worksheet.no_choice"),
        ("child_id", None, "worksheet.no_child"),
    ],
)
def test_each_wrong_entry_is_one_sentence_with_its_place(exported, column, value, id):
    filled = fill(exported)
    book = openpyxl.load_workbook(filled)
    cell = book["Rute"].cell(3, COLUMN[column])
    cell.value = value
    book.save(filled)
    said = [(s.id, s.values["sheet"], s.values["cell"]) for s in read_route(filled).wrong]
    assert (id, "Rute", cell.coordinate) in said


def test_the_draw_must_be_named_and_be_one(exported, capsys):
    fill(exported)
    filled, out = str(exported / "terisi.xlsx"), str(exported)
    assert main(["worksheet", "read", filled, "--out", out]) == 10
    (exported / "lain.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert main(["worksheet", "read", filled, "--draw", str(exported / "lain.csv"), "--out", out]) == 11
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_an_unlikely_height_is_marked_by_its_cell_and_left_out(exported, capsys):
    filled = fill(exported)
    whole = read(exported, capsys)
    book = openpyxl.load_workbook(filled)
    book["Rute"].cell(3, COLUMN["lenhei_cm"]).value = 30.5
    book.save(filled)
    told = read(exported, capsys)
    assert (told["wrong"], told["measured_again"]) == (1, whole["measured_again"] - 1)
    mend = openpyxl.load_workbook(exported / "isian-perlu-dibetulkan.xlsx").worksheets[0]
    assert f"{book['Rute'].cell(3, COLUMN['lenhei_cm']).coordinate}:" in mend["A3"].value


def test_a_refusal_writes_nothing(exported, tmp_path):
    filled = fill(exported)
    assert main(["worksheet", "read", str(filled), "--out", str(tmp_path / "baru")]) == 10
    assert not (tmp_path / "baru").exists()
    assert main(["worksheet", "templates", "--out", str(filled)]) == 17
