"""The list of equipment is read as it was filled in, an empty cell staying unknown, and stands beside quality."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.errors import InputError
from audit.quality.equipment import equipment_beside_quality, equipment_counts
from audit.quality.found_rows import judged_rows
from audit.reference.areas import areas_of
from audit.register.equipment_list import EQUIPMENT, read_equipment, write_equipment_form
from audit.results import Cell
from audit.schemas import CHILDREN, VISITS

AREAS = areas_of("17.71")
DESA = AREAS.desa[0].code
HEAD = (
    "Kode Desa;Posyandu;Alat Antropometri Standar;Kalibrasi Timbangan;Kalibrasi Alat Ukur Panjang;Jumlah Kader;"
    "Kader Terlatih"
)
AS_OF = date(2025, 9, 1)


def written(tmp_path, *rows: str):
    path = tmp_path / "alat.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8-sig")
    return path


def children() -> pd.DataFrame:
    rows = [
        {"child_id": id, "sex": "m", "birth_date": "2023-01-10", "area_code": DESA, "posyandu": posyandu}
        for id, posyandu in (("a", "Mawar"), ("b", "Melati"), ("c", "Melati"))
    ]
    return CHILDREN.conform(pd.DataFrame(rows))


def test_the_form_names_each_posyandu_once_and_reads_back_as_unknown(tmp_path):
    path = tmp_path / "alat.csv"
    write_equipment_form(children(), path)
    read = read_equipment(path, AREAS)
    assert read["posyandu"].tolist() == ["Mawar", "Melati"]
    assert read.drop(columns=["area_code", "posyandu"]).isna().all(axis=None)
    assert tuple(read.columns) == EQUIPMENT.names


def test_answers_days_and_numbers(tmp_path):
    path = written(tmp_path, f"{DESA};Melati;Ya;20/03/2025;;5;4", f"{DESA};Mawar;tidak;;28/2/2024;5;5")
    read = read_equipment(path, AREAS)
    assert read["kit_standard"].tolist() == [True, False]
    assert read["scale_calibrated"].dt.strftime("%Y-%m-%d").tolist()[0] == "2025-03-20"
    counts = equipment_counts("2025-2", read, AS_OF)
    assert not counts.personal
    said = {
        (dict(c.at)["equipment"], dict(c.at)["answer"]): n for c, n in zip(counts.cells, counts.counts, strict=True)
    }
    assert said["kit_standard", "yes"] == said["kit_standard", "no"] == 1
    assert said["calibrated", "yes"] == 0  # one half is not known, the other long ago
    assert (said["calibrated", "no"], said["calibrated", "unknown"]) == (1, 1)
    assert (said["all_trained", "yes"], said["all_trained", "no"]) == (1, 1)
    assert counts[Cell.of("2025-2", equipment="kit_standard", answer="unknown")] == 0


def test_quality_stands_beside_it_in_order_of_place(tmp_path):
    path = written(tmp_path, f"{DESA};Melati;Ya;20/03/2025;20/03/2025;5;4", f"{DESA};Tanpa Data;;;;;")
    day = {"visit_date": "2024-01-10", "weight_kg": 9.6, "seq": 1, "source_file": "f", "source_sheet": "s"}
    visits = VISITS.conform(
        pd.DataFrame(
            [
                {**day, "child_id": "a", "lenhei_cm": 75.7, "measure": "l", "source_row": 1},
                {**day, "child_id": "b", "lenhei_cm": 75.7, "measure": "h", "source_row": 2},
                {**day, "child_id": "c", "lenhei_cm": 175.7, "measure": "l", "source_row": 3},
            ]
        )
    )
    rows = judged_rows(children(), visits)
    lines = equipment_beside_quality(read_equipment(path, AREAS), rows, children(), AS_OF).rows.set_index("posyandu")
    assert lines.index.tolist() == ["Mawar", "Melati", "Tanpa Data"]
    assert lines["rows"].tolist() == [1, 2, 0]
    assert lines.loc["Melati", ["haz_flagged", "contrary_posture"]].tolist() == [0.5, 0.5]
    assert lines.loc["Melati", "calibrated"]
    assert pd.isna(lines.loc["Mawar", "kit_standard"])
    assert pd.isna(lines.loc["Tanpa Data", "digit_score"])


@pytest.mark.parametrize(
    ("row", "id"),
    [
        ("17.71.99.9999;Melati;;;;;", "rows.equipment_area"),
        (f"{DESA};;ya;;;;", "rows.equipment_posyandu"),
        (f"{DESA};Melati;mungkin;;;;", "rows.equipment_unread"),
        (f"{DESA};Melati;;31/31/2025;;;", "rows.equipment_unread"),
        (f"{DESA};Melati;;;;lima;", "rows.equipment_unread"),
        (f"{DESA};Melati;;;;3;4", "rows.equipment_trained"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path, row, id):
    with pytest.raises(InputError) as error:
        read_equipment(written(tmp_path, row), AREAS)
    assert error.value.id == id
    assert error.value.values["row"] == "2"


def test_a_posyandu_named_twice_is_refused(tmp_path):
    with pytest.raises(InputError) as error:
        read_equipment(written(tmp_path, f"{DESA};Melati;;;;;", f"{DESA};Melati;ya;;;;"), AREAS)
    assert error.value.values["row"] == "3"
