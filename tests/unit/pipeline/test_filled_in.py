"""Forms that the params name are read, and refused by name where they are not what they should be."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from audit.errors import InputError
from audit.pipeline import load_params
from audit.pipeline.filled_in import FilledIn, read_filled_in
from audit.pipeline.params import AuditParams, SourceParams
from audit.pipeline.project import Project
from audit.reference.areas import areas_of
from audit.register.route_form import DRAW_COLUMNS
from audit.report.session_workbook import write_session_template

DESA = areas_of("17.71").desa[0].code
HEADER = "Kode Desa;Posyandu;Kit Standar"


@pytest.fixture
def read(repository, tmp_path):
    """Return a function: read files of these kinds, which lie in the project."""

    def of(**files: str | list[str]) -> FilledIn:
        params = load_params(repository / "params" / "17.71-kota-bengkulu.yaml")
        pairs = [
            (kind, name) for kind, names in files.items() for name in ([names] if isinstance(names, str) else names)
        ]
        sources = [
            SourceParams.model_construct(id=f"isian-{n}", kind=kind, path=name, cut_off=date(2025, 8, 31))
            for n, (kind, name) in enumerate(pairs)
        ]
        return read_filled_in(params.model_copy(update={"sources": tuple(sources)}), Project(tmp_path))

    return of


def session(path: Path, *, day: datetime | None = datetime(2025, 8, 14), length: str | None = "80,1") -> str:
    write_session_template(path, measurers=2)
    book = openpyxl.load_workbook(path)
    book["Sesi"]["A3"] = day
    book["Peserta"]["B3"] = "Pendamping"
    book["Putaran 1"]["E3"] = length
    book.save(path)
    return path.name


def test_no_form_is_nothing_read(read):
    assert read() == FilledIn()


def test_each_kind_is_read(read, tmp_path):
    (tmp_path / "alat.csv").write_text(f"{HEADER}\n{DESA};Melati;ya\n", encoding="utf-8")
    found = read(equipment="alat.csv", standardisation=session(tmp_path / "sesi.xlsx"))
    assert found.equipment is not None
    assert found.equipment["kit_standard"].tolist() == [True]
    assert [s.day for s in found.sessions] == ["2025-08-14"]
    assert found.draw is None


@pytest.mark.parametrize(
    ("change", "id"), [({"day": None}, "worksheet.no_session_date"), ({"length": None}, "worksheet.no_readings")]
)
def test_a_session_without_its_day_or_any_reading_is_refused(read, tmp_path, change, id):
    name = session(tmp_path / "sesi.xlsx", **change)
    with pytest.raises(InputError) as refused:
        read(standardisation=name)
    assert refused.value.id == id


def test_a_posyandu_on_two_lists_is_refused(read, tmp_path):
    for name in ("satu.csv", "dua.csv"):
        (tmp_path / name).write_text(f"{HEADER}\n{DESA};Melati;ya\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read(equipment=["satu.csv", "dua.csv"])
    assert refused.value.id == "rows.equipment_twice"


@pytest.mark.parametrize("broken", ["drawn", "birth_date", "child_id"])
def test_a_list_that_is_no_draw_is_refused(read, tmp_path, broken):
    row = ["a1", "m", "2023-02-01", "2025-08-15", -1.5, 88.1, True, "2025-08"]
    frame = pd.DataFrame([row], columns=list(DRAW_COLUMNS))
    frame.to_csv(tmp_path / "undian.csv", index=False)
    draw = read(remeasurement_draw="undian.csv").draw
    assert draw is not None
    assert draw["birth_date"].tolist() == [pd.Timestamp("2023-02-01")]
    frame.assign(**{broken: "entah"}).drop(columns=[broken] if broken == "child_id" else []).to_csv(
        tmp_path / "rusak.csv", index=False
    )
    with pytest.raises(InputError) as refused:
        read(remeasurement_draw="rusak.csv")
    assert refused.value.id == "worksheet.not_a_draw"


@pytest.mark.parametrize(
    "kinds", [["remeasurement"], ["remeasurement_draw"], ["remeasurement", "remeasurement_draw"] * 2]
)
def test_a_route_goes_with_its_draw(repository, kinds):
    content = load_params(repository / "params" / "17.71-kota-bengkulu.yaml").model_dump()
    form = {"path": "data/raw/isian/x", "producer": "Dinas", "cut_off": date(2025, 8, 31)}
    content["sources"] = [*content["sources"], *({"id": f"s{n}", "kind": kind, **form} for n, kind in enumerate(kinds))]
    with pytest.raises(ValueError, match="remeasurement_draw"):
        AuditParams.model_validate(content)
