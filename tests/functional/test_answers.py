"""What people fill in comes back: who is no longer there, and which doubtful records are one child."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.pipeline import load_params
from audit.pipeline.border import cross_border, key_for

PARAMS = "params/64.74-kota-bontang.yaml"


def border(project):
    params = load_params(project.root / PARAMS)
    return cross_border(params, project, key_for(params))


@pytest.fixture
def answer(project, edit_params):
    """Add a file that somebody filled in to the sources of the district."""

    def add(kind, rows):
        folder = project.root / "data" / "raw" / "isian"
        folder.mkdir(parents=True, exist_ok=True)
        rows.to_csv(folder / f"{kind}.csv", sep=";", index=False)
        sources = [s.model_dump(exclude_none=True) for s in load_params(project.root / PARAMS).sources]
        path = f"data/raw/isian/{kind}.csv"
        source = {"id": kind, "kind": kind, "path": path, "producer": "Puskesmas", "publishable": True}
        edit_params(sources=[*sources, source | {"cut_off": sources[0]["cut_off"]}])

    return add


def test_a_child_who_died_is_marked_and_an_unknown_one_is_listed(project, answer):
    first = border(project)
    child, before = first.identities.iloc[0], first.tables.children.set_index("child_id")["life_status"]
    answer(
        "life_status",
        pd.DataFrame(
            {
                "Nama": [child["name"], "TIDAK TERCATAT"],
                "Tgl Lahir": [f"{child['birth_date']:%Y-%m-%d}", "2024-12-30"],
                "Nama Ibu": [child["parent_name"], "SIAPA"],
                "Status": ["meninggal", "pindah"],
            }
        ),
    )
    after = border(project)
    status = after.tables.children.set_index("child_id")["life_status"]
    assert status[child["child_id"]] == "meninggal"
    assert status.drop(child["child_id"]).equals(before.drop(child["child_id"]))
    assert after.unmatched_life["name"].tolist() == ["TIDAK TERCATAT"]


def test_a_decided_pair_is_not_asked_again(project, edit_params, answer):
    """An unnamed baby, and two children of its mother and day of birth who have names half a year later: twins."""
    head = "Nama;JK;Tgl Lahir;Nama Ortu;Desa/Kel;Posyandu;Tanggal Pengukuran;Berat;Tinggi;Cara Ukur\n"
    child = "{name};P;2024-12-17;SITI ROHMAH;Bontang Kuala;MAWAR;{day};{kg};{cm};Terlentang\n"
    rows = [("BY NY SITI ROHMAH", "2025-02-14", "4,8", "56,0"), ("DINDA PRATAMA", "2025-08-14", "7,6", "66,5")]
    rows.append(("BUNGA LESTARI", "2025-08-14", "7,1", "65,0"))
    text = head + "".join(child.format(name=n, day=d, kg=kg, cm=cm) for n, d, kg, cm in rows)
    (project.sample / "64.74" / "kembar.csv").write_text(text, encoding="utf-8")
    sources = [s.model_dump(exclude_none=True) for s in load_params(project.root / PARAMS).sources]
    edit_params(
        sources=[s | ({"path": "data/sample/64.74/kembar.csv"} if s["id"] == "eppgbm" else {}) for s in sources]
    )
    asked = border(project).to_decide["pair_id"].tolist()
    assert asked
    answer("decisions", pd.DataFrame({"pair_id": [*asked, "dari-dahulu"], "decision": "beda"}))
    after = border(project)
    assert after.to_decide.empty
    assert after.tables.linking.answers_unfit == 1
