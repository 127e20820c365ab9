"""Lists of women, households, services, histories and consents over the border of an audit, against the truth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

from audit.disclosure.identities import Identities
from audit.pipeline import load_params
from audit.pipeline.border import Border, cross_border, key_for
from audit.pipeline.params import AuditParams
from audit.pipeline.prepare import prepare
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.project import Project
from audit.register.whose import Register, household_id
from audit.schemas import CHILD_HISTORY, CONSENTS, HOUSEHOLDS, SERVICES, WOMEN
from audit.store import SAMPLE_KEY, read_identities

PARAMS = "params/64.74-kota-bontang.yaml"
LISTS = {
    "catin": ("couples", "catin-2025.xlsx"),
    "ibu": ("women", "ibu-2025.xlsx"),
    "keluarga": ("households", "keluarga-2025.csv"),
    "layanan": ("services", "layanan-2025.csv"),
    "riwayat": ("child_history", "riwayat-anak-2025.csv"),
    "persetujuan": ("consents", "persetujuan-2025.csv"),
}
TABLES = {t.name: t for t in (WOMEN, HOUSEHOLDS, SERVICES, CHILD_HISTORY, CONSENTS)}


def source(id: str, kind: str, file: str) -> dict[str, object]:
    return {
        "id": id, "kind": kind, "path": f"data/sample/64.74/{file}", "producer": "Dinas (data contoh)",
        "cut_off": date(2025, 8, 31), "handover": "BA-CONTOH", "publishable": True,
    }  # fmt: skip


@pytest.fixture(scope="session")
def lay_lists(tmp_path_factory, lay_project) -> Callable[..., tuple[AuditParams, Project]]:
    """Lay a project whose params name the measurements, these lists, and further sources."""

    def lay(*ids: str, more: tuple[dict[str, object], ...] = ()) -> tuple[AuditParams, Project]:
        project = lay_project(tmp_path_factory.mktemp("orang") / "proyek")
        path = project.root / PARAMS
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        measured = [s for s in said["sources"] if s["kind"] == "eppgbm"]
        said["sources"] = [*measured, *(source(id, *LISTS[id]) for id in ids), *more]
        path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return load_params(path, root=project.root), project

    return lay


@pytest.fixture(scope="session")
def crossed(lay_lists) -> tuple[Border, Path]:
    params, project = lay_lists(*LISTS)
    return cross_border(params, project, key_for(params)), project.root / "data" / "sample" / "64.74"


def truth(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / f"truth-{name}.parquet")


def test_every_row_of_every_list_is_accounted_for(crossed):
    border, folder = crossed
    rows = {r.source: r for r in border.tables.rows if r.source in LISTS}
    read = {id: r.read for id, r in rows.items()}
    assert read == {
        "catin": len(truth(folder, "couples")),
        "ibu": len(truth(folder, "contacts")),
        "keluarga": len(truth(folder, "households")),
        "layanan": len(truth(folder, "services")),
        "riwayat": len(truth(folder, "histories")),
        "persetujuan": len(truth(folder, "consents")),
    }
    assert all(r.read == r.kept + r.set_aside for r in rows.values())
    assert {id: r.set_aside for id, r in rows.items() if id in ("catin", "ibu", "keluarga")} == {
        "catin": 0, "ibu": 0, "keluarga": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("list_id", "name", "fields"),
    [
        ("catin", "couples", ("muac_cm", "hb_g_dl", "height_cm", "smoke_at_home")),
        ("ibu", "contacts", ("muac_cm", "hb_g_dl", "gestation_weeks", "systolic_mmhg", "contraception", "danger_sign")),
    ],
)
def test_what_was_measured_of_women_is_what_stands_in_the_tables(crossed, list_id, name, fields):
    border, folder = crossed
    women = border.tables.women
    got = women[women["source_file"].eq(list_id)].set_index("source_row").sort_index()
    true = truth(folder, name).set_axis(range(2, len(truth(folder, name)) + 2))
    assert got.index.tolist() == true.index.tolist()
    for field in fields:
        known = got[field].notna()
        assert known.mean() > 0.05
        assert got.loc[known, field].astype(object).tolist() == pytest.approx(true.loc[known, field].tolist())


def test_a_family_is_one_household_for_mother_and_child(crossed):
    border, folder = crossed
    tables = border.tables
    assert len(tables.households) == len(truth(folder, "households"))
    homes = {household_id(SAMPLE_KEY, kk) for kk in truth(folder, "households")["kk"]}
    assert set(tables.households["household_id"]) == homes
    women = tables.women[tables.women["source_file"].eq("ibu")].sort_values("source_row")
    own = [household_id(SAMPLE_KEY, kk) for kk in truth(folder, "contacts")["kk"]]
    assert women["household_id"].tolist() == own
    children = tables.children
    assert children["household_id"].isin(homes).sum() > len(children) / 3
    listed = children["child_id"].isin(tables.child_history["child_id"])
    assert children.loc[listed, "household_id"].notna().all()
    mothers = children.dropna(subset=["mother_id"]).merge(
        tables.women.drop_duplicates("woman_id"), left_on="mother_id", right_on="woman_id", suffixes=("", "_mother")
    )
    assert len(mothers) > 0
    assert mothers["household_id"].eq(mothers["household_id_mother"]).all()


def test_histories_find_the_measured_child_and_no_other(crossed):
    """Held against the truth by the child whose measurements stand in the same rows of the exports."""
    border, folder = crossed
    visits, true = border.tables.visits, truth(folder, "visits")
    true["source_file"] = true["file"].map({"eppgbm-2025.xlsx": "eppgbm", "eppgbm-2024.xlsx": "eppgbm-2024"})
    rows = visits.merge(true, left_on=["source_file", "source_row"], right_on=["source_file", "sheet_row"])
    whose = rows.groupby(["child_id_x", "child_id_y"]).size().rename("n").reset_index()
    whose = whose.sort_values("n").drop_duplicates("child_id_x", keep="last").set_index("child_id_x")["child_id_y"]
    list_ = border.lists["riwayat"]
    listed = truth(folder, "histories")["child_id"].set_axis(range(2, len(truth(folder, "histories")) + 2))
    kept = list_.records.set_index("source_row")
    found = Register(border.identities).find(kept).ids.map(whose)
    known = found.notna()
    assert known.mean() > 0.8
    assert (found[known] == listed.loc[kept.index][known]).all()
    measured = listed.isin(set(true["child_id"])).sum()
    assert len(border.tables.child_history) >= 0.95 * measured


def test_nobody_is_named_in_a_canonical_table(crossed):
    border, folder = crossed
    everything = "".join(getattr(border.tables, name).to_csv() for name in TABLES)
    women = truth(folder, "contacts")
    for column in ("nik", "kk", "name"):
        assert not any(str(said) in everything for said in women[column].dropna().unique()[:200])


def test_public_files_are_scanned_for_women_grooms_and_family_cards(crossed):
    border, folder = crossed
    who = Identities.of_vault(border.identities, border.mentions)
    couples = truth(folder, "couples")
    assert {*couples["nik"].dropna(), *couples["groom_nik"].dropna()} <= who.niks
    assert set(truth(folder, "households")["kk"].dropna()) <= who.niks
    groom = str(couples["groom_name"].dropna().iloc[0]).casefold().split()
    assert groom in who.full or len(groom) == 1


def test_a_list_of_life_status_is_for_women_too(lay_lists):
    params, project = lay_lists("ibu", more=(source("hidup", "life_status", "hidup.csv"),))
    women = truth(project.root / "data" / "sample" / "64.74", "contacts").drop_duplicates("nik")
    first, second = women.iloc[0], women.iloc[1]
    lines = [
        "NIK;Nama;Tanggal Lahir;Status;Tanggal",
        f"{first['nik']};;;Meninggal;2025-07-01",
        f";{second['name']};{second['birth_date']:%Y-%m-%d};Pindah;",
        "1771995703900002;;;Pindah;",
    ]
    path = project.root / "data" / "sample" / "64.74" / "hidup.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    border = cross_border(params, project, key_for(params))
    status = border.tables.women.dropna(subset=["life_status"]).groupby("woman_id")["life_status"].unique()
    assert sorted(str(one) for (one,) in status) == ["meninggal", "pindah"]
    named = border.identities.set_index("child_id").loc[status.index, "nik"]
    assert set(named) == {first["nik"], second["nik"]}
    assert border.unmatched_life is not None
    assert border.unmatched_life["reason"].tolist() == ["tidak_ditemukan"]


def test_what_was_prepared_is_read_back_and_a_district_without_lists_has_empty_tables(lay_lists):
    params, project = lay_lists("catin", "persetujuan")
    prepare(params, project)
    tables = load_tables(project.interim(params))
    assert len(tables.women) > 0
    assert set(tables.women["group"]) == {"catin"}
    for name in ("households", "services", "child_history"):
        assert len(getattr(tables, name)) == 0
        assert tuple(getattr(tables, name).columns) == TABLES[name].names
    assert set(tables.women["woman_id"]) <= set(read_identities(project.vault(params))["child_id"])
    again = cross_border(params, project, key_for(params)).tables
    pd.testing.assert_frame_equal(tables.women, again.women)
