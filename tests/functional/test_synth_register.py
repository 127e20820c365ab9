"""A synthetic register from end to end: its files, the truth beside them, and its errors."""

from __future__ import annotations

import ast
import csv
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from audit.anthropometry import zscores
from audit.reference.areas import areas_of
from audit.reference.sample_registers import Figure, district_spec, error_rates
from audit.synth import RegisterSummary, make_register
from audit.synth.changes import cut_off_kecamatan
from audit.synth.people_files import LIST_FILES

LISTS_OF_TRUTH = ("couples", "contacts", "households", "services", "histories", "consents", "life", "risks")
PROGRAMME_FILES = {f"program-{name}.xlsx" for name in (
    "aksi", "anggaran", "forum", "indikator", "orang-tua-asuh", "paket-layanan", "tpk",
)}  # fmt: skip
FILES = {
    "eppgbm-2024.xlsx", "puskesmas-2024.csv", "eppgbm-2025.xlsx", "sasaran-2025.csv", "truth.json",
    "truth-children.parquet", "truth-visits.parquet", "errors.csv", *LIST_FILES, *PROGRAMME_FILES,
    *(f"truth-{name}.parquet" for name in LISTS_OF_TRUTH),
}  # fmt: skip
SMALL = replace(district_spec("64.74"), register_size=Figure(2_000))


def sheet(path: Path) -> pd.DataFrame:
    """Cells as they stand, by row of the sheet."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    frame = pd.DataFrame(rows[1:], columns=rows[0], dtype=object)
    frame.index = range(2, len(frame) + 2)
    return frame


def text_of(path: Path) -> str:
    if path.suffix == ".csv":
        return path.read_bytes().decode("cp1252" if path.name.startswith("puskesmas") else "utf-8-sig")
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RegisterSummary]:
    folder = tmp_path_factory.mktemp("clean")
    return folder, make_register(SMALL, folder)


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RegisterSummary]:
    folder = tmp_path_factory.mktemp("dirty")
    return folder, make_register(SMALL, folder, dirt=True)


def test_files_are_those_promised(clean: tuple[Path, RegisterSummary]) -> None:
    assert {file.name for file in clean[0].iterdir()} == FILES


@pytest.mark.parametrize("dirt", [False, True])
def test_equal_seeds_give_equal_bytes_and_others_do_not(
    clean: tuple[Path, RegisterSummary], dirty: tuple[Path, RegisterSummary], tmp_path: Path, dirt: bool
) -> None:
    first = (dirty if dirt else clean)[0]
    make_register(SMALL, tmp_path / "again", dirt=dirt)
    make_register(replace(SMALL, seed=1), tmp_path / "other", dirt=dirt)
    for name in sorted(FILES):
        bytes_of = [(folder / name).read_bytes() for folder in (first, tmp_path / "again", tmp_path / "other")]
        assert bytes_of[0] == bytes_of[1], name
        assert bytes_of[0] != bytes_of[2] or name == "errors.csv", name


@pytest.mark.parametrize("which", ["clean", "dirty"])
def test_every_row_is_a_visit_of_the_truth(which: str, request: pytest.FixtureRequest) -> None:
    folder, summary = request.getfixturevalue(which)
    visits = pd.read_parquet(folder / "truth-visits.parquet")
    assert len(visits) == summary.visits
    for file, truth in visits.groupby("file"):
        if file.endswith(".xlsx"):
            assert truth["sheet_row"].tolist() == sheet(folder / file).index.tolist()
        else:
            assert truth["sheet_row"].tolist() == list(range(2, text_of(folder / file).count("\r\n") + 1))
    children = pd.read_parquet(folder / "truth-children.parquet")
    assert set(visits["child_id"]) <= set(children["child_id"])
    assert len(children) == summary.children


def test_share_truly_stunted_is_the_press_figure(clean: tuple[Path, RegisterSummary]) -> None:
    folder, summary = clean
    assert summary.stunted_target == 0.207
    assert summary.stunted_true == pytest.approx(0.207, abs=0.003)
    last = pd.read_parquet(folder / "truth-children.parquet")["true_haz"].dropna()
    assert len(last) == summary.registered
    assert (last < -2).mean() == summary.stunted_true


def test_no_nik_could_be_of_anybody(clean: tuple[Path, RegisterSummary], dirty: tuple[Path, RegisterSummary]) -> None:
    """Sixteen digits in a row are always of kecamatan 99 of Bontang; the export of 2025 shows none.

    The numbers of family cards are such digits too. Beside them stands one bride of the KUA whom no register holds, of
    a province that there is not.
    """
    for folder, _ in (clean, dirty):
        for file in folder.iterdir():
            if file.suffix != ".parquet":
                found = set(re.findall(r"(?<![\d.])\d{16}(?!\d)", text_of(file))) - {"9971994101010001"}
                assert all(nik.startswith("647499") for nik in found), file.name
                older = ("eppgbm-2024.xlsx", "puskesmas-2024.csv", "errors.csv")
                assert not found or file.name in {*older, *LIST_FILES, *PROGRAMME_FILES}


NUMBER = r"-?\d+(\.\d+)?"
LEGAL_2025 = {
    "No": r"\d+\.", "NIK": r"\d{5}\*{10}", "Nama": r"[A-Z][A-Z \-]+", "JK": "[LP]", "Tgl Lahir": r"20\d\d-\d\d-\d\d",
    "BB Lahir": NUMBER, "TB Lahir": NUMBER, "Nama Ortu": r"[A-Z ]+( / [A-Z ]+)?", "Prov": "KALIMANTAN TIMUR",
    "Kab/Kota": "KOTA BONTANG", "Kec": "BONTANG (UTARA|SELATAN|BARAT)", "Pukesmas": "[A-Z -]+", "Desa/Kel": "[A-Z -]+",
    "Posyandu": r"[A-Z]+( [IVX]+)?", "RT": r"(\d+\.0)?", "RW": r"(\d+\.0)?", "Alamat": r"ALAMAT CONTOH NO \d+",
    "Usia Saat Ukur": r"[0-4] Tahun - \d+ Bulan - \d+ Hari", "Tanggal Pengukuran": r"2025-0[1-8]-\d\d", "Berat": NUMBER,
    "Tinggi": NUMBER, "Cara Ukur": "Terlentang|Berdiri", "LiLA": f"-|{NUMBER}",
    "BB/U": "Sangat Kurang|Kurang|Normal|Risiko Lebih|Outlier", "ZS BB/U": NUMBER,
    "TB/U": "Sangat Pendek|Pendek|Normal|Tinggi|Outlier", "ZS TB/U": NUMBER,
    "BB/TB": "Gizi Buruk|Gizi Kurang|Gizi Baik|Risiko Gizi Lebih|Gizi Lebih|Obesitas|Outlier|-",
    "ZS BB/TB": f"-|{NUMBER}", "Naik Berat Badan": "[NTOB]", "Jml Vit A": "1|-", "KPSP": "-", "KIA": "-",
    "Kelas Ibu Balita": "Tidak", "MBG": "Tidak", "Detail": "Detail",
}  # fmt: skip


def test_every_cell_of_the_clean_workbook_is_legal(clean: tuple[Path, RegisterSummary]) -> None:
    cells = sheet(clean[0] / "eppgbm-2025.xlsx")
    assert cells.columns.tolist() == list(LEGAL_2025)
    assert len(LEGAL_2025) == 36
    for column, pattern in LEGAL_2025.items():
        wrong = cells[column].map(str)[~cells[column].map(str).str.fullmatch(pattern)]
        assert wrong.empty, (column, wrong.head(3).tolist())
    workbook = CalamineWorkbook.from_path(clean[0] / "eppgbm-2025.xlsx")
    assert workbook.sheet_names == ["Worksheet"]
    assert {desa.name.upper() for desa in areas_of("64.74").desa} == set(cells["Desa/Kel"])


def test_some_infants_have_no_name_yet(clean: tuple[Path, RegisterSummary]) -> None:
    cells = sheet(clean[0] / "eppgbm-2025.xlsx")
    unnamed = cells[cells["Nama"].str.startswith("BY NY ")]
    assert len(unnamed) > 0
    assert unnamed["Usia Saat Ukur"].str.match(r"0 Tahun - [01] Bulan").all()
    assert (unnamed["Nama"].str.removeprefix("BY NY ") == unnamed["Nama Ortu"].str.split(" / ").str[-1]).all()


@pytest.mark.parametrize("which", ["clean", "dirty"])
def test_printed_z_are_whos_of_the_written_measures(which: str, request: pytest.FixtureRequest) -> None:
    folder, _ = request.getfixturevalue(which)
    cells = sheet(folder / "eppgbm-2025.xlsx")
    number = {
        c: pd.to_numeric(cells[c].replace("-", np.nan)) for c in ("Berat", "Tinggi", "ZS BB/U", "ZS TB/U", "ZS BB/TB")
    }
    days = (pd.to_datetime(cells["Tanggal Pengukuran"]) - pd.to_datetime(cells["Tgl Lahir"])).dt.days
    z = zscores(
        sex=cells["JK"].map({"L": "m", "P": "f"}),
        age=days,
        weight=number["Berat"],
        lenhei=number["Tinggi"],
        measure=cells["Cara Ukur"].map({"Terlentang": "l", "Berdiri": "h"}),
    )
    for printed, index in (("ZS BB/U", "waz"), ("ZS TB/U", "haz"), ("ZS BB/TB", "whz")):
        there = number[printed] != 999.99
        assert np.array_equal(number[printed][there], z[index][there], equal_nan=True), printed
        assert which == "dirty" or there.all()


def test_denominators_cover_every_desa_and_month_and_are_never_below_those_weighed(
    clean: tuple[Path, RegisterSummary],
) -> None:
    folder, summary = clean
    file = folder / "sasaran-2025.csv"
    assert file.read_bytes().startswith(
        b"\xef\xbb\xbfKode Desa;Kecamatan;Desa/Kelurahan;Bulan;Balita Terdaftar;Proyeksi\r\n"
    )
    targets = pd.read_csv(file, sep=";", dtype={"Kode Desa": "string"}, encoding="utf-8-sig")
    assert len(targets) == 8 * 15
    registered = targets.set_index(["Kode Desa", "Bulan"])["Balita Terdaftar"]
    assert registered.xs("2025-08", level="Bulan").sum() == summary.registered
    assert targets[targets["Bulan"] == "2025-08"]["Proyeksi"].sum() == round(0.078 * 191_811)
    children = pd.read_parquet(folder / "truth-children.parquet").set_index("child_id")
    visits = pd.read_parquet(folder / "truth-visits.parquet").query("file == 'eppgbm-2025.xlsx'")
    weighed = visits.groupby(
        [visits["child_id"].map(children["area_code"]), visits["visit_date"].dt.strftime("%Y-%m")]
    )["child_id"].nunique()
    assert (weighed <= registered.reindex(weighed.index)).all()


def test_the_truth_names_seed_effects_sources_and_assumptions(clean: tuple[Path, RegisterSummary]) -> None:
    truth = json.loads((clean[0] / "truth.json").read_text(encoding="utf-8"))
    assert truth["mark"]["id"] == "DATA CONTOH"
    assert truth["seed"] == SMALL.seed
    assert {f["factor"] for f in truth["factors"]} > {"mother_short", "low_birth_weight"}
    assert all(f["pr"] > 1 for f in truth["factors"])
    assert truth["attendance"]["2025-02"] == pytest.approx(0.5648, abs=0.03)
    for figure in truth["figures"].values():
        assert figure["source"] or figure["assumption"] in truth["assumptions"] or figure["value"] == 2000


def test_a_clean_register_has_an_empty_log(clean: tuple[Path, RegisterSummary]) -> None:
    assert (clean[0] / "errors.csv").read_text(encoding="utf-8") == "file,row,column,kind,before,after\n"
    assert clean[1].errors == 0


@pytest.fixture(scope="module")
def log(dirty: tuple[Path, RegisterSummary]) -> pd.DataFrame:
    return pd.read_csv(dirty[0] / "errors.csv", dtype=str, keep_default_na=False).astype({"row": int})


HEADERS = {
    "birth_weight_kg": "BB Lahir", "birth_length_cm": "TB Lahir", "weight_kg": "Berat", "lenhei_cm": "Tinggi",
    "muac_cm": "LiLA", "haz": "ZS TB/U", "name": "Nama", "parent_name": "Nama Ortu", "posyandu": "Posyandu",
    "sex": "JK", "measure": "Cara Ukur", "birth_date": "Tgl Lahir",
}  # fmt: skip
WORDS = {"sex": {"m": "L", "f": "P"}, "measure": {"l": "Terlentang", "h": "Berdiri"}}
NUMBERS = {"birth_weight_kg", "birth_length_cm", "weight_kg", "lenhei_cm", "muac_cm", "haz"}


def as_written(column: str, value: str) -> object:
    """What the sheet shows for a value of the log; an absent parent is an empty cell, other absent values are "-"."""
    if not value:
        return "" if column == "parent_name" else "-"
    return float(value) if column in NUMBERS else WORDS.get(column, {}).get(value, value)


def as_read(column: str, cell: object) -> object:
    if column in NUMBERS and cell != "-":
        return float(str(cell))
    return str(cell)


def test_clean_and_dirty_differ_in_the_logged_cells_and_nowhere_else(
    clean: tuple[Path, RegisterSummary], dirty: tuple[Path, RegisterSummary], log: pd.DataFrame
) -> None:
    before, after = (sheet(folder / "eppgbm-2025.xlsx") for folder, _ in (clean, dirty))
    here = log[log["file"] == "eppgbm-2025.xlsx"]
    after = after[~after.index.isin(here.loc[here["kind"] == "row_repeated", "row"])]
    before.index = after.index
    for column, header in HEADERS.items():
        entries = here[here["column"] == column].set_index("row")
        assert entries.index.is_unique
        old, new = (frame[header].map(lambda cell, c=column: as_read(c, cell)) for frame in (before, after))
        if column != "haz":  # a score also follows from errors elsewhere in its row
            assert set(before.index[old != new]) == set(entries.index), column
            assert old[entries.index].tolist() == [as_written(column, v) for v in entries["before"]], column
        assert new[entries.index].tolist() == [as_written(column, v) for v in entries["after"]], column


def test_rates_are_those_asked_for(dirty: tuple[Path, RegisterSummary], log: pd.DataFrame) -> None:
    """Within four standard errors; errors of a child count its rows together, so their spread is wider."""
    n = len(sheet(dirty[0] / "eppgbm-2025.xlsx"))
    counts = log.loc[log["file"] == "eppgbm-2025.xlsx", "kind"].value_counts()
    for error in error_rates():
        if error.column != "nik" and error.share_of == "all":
            spread = 4 * np.sqrt(error.rate * n * (2 if error.of == "child" else 1)) + 1
            # a cell has one error at most, so later kinds of a column lose what earlier ones took
            assert counts.get(error.kind, 0) == pytest.approx(error.rate * n, abs=spread + 0.06 * error.rate * n), (
                error.kind
            )


def test_nik_errors_are_in_the_older_files_alone(dirty: tuple[Path, RegisterSummary], log: pd.DataFrame) -> None:
    nik = log[log["column"] == "nik"]
    older = nik[nik["file"] == "eppgbm-2024.xlsx"]
    cells = sheet(dirty[0] / "eppgbm-2024.xlsx").loc[older["row"], "NIK"]
    assert cells.tolist() == [after + "\xa0\xa0" for after in older["after"]]
    assert set(nik["file"]) == {"eppgbm-2024.xlsx", "puskesmas-2024.csv"}
    assert nik.loc[nik["kind"] == "nik_digits_lost", "after"].str.len().between(10, 15).all()
    assert (nik.loc[nik["kind"] != "nik_digits_lost", "after"].str[4:6] == "99").all()


def test_heights_are_moved_to_the_cut_off_in_one_kecamatan(
    dirty: tuple[Path, RegisterSummary], log: pd.DataFrame
) -> None:
    moved = log[(log["kind"] == "moved_to_cut_off") & (log["file"] == "eppgbm-2025.xlsx")]
    cells = sheet(dirty[0] / "eppgbm-2025.xlsx").loc[moved["row"]]
    assert len(set(cells["Kec"])) == 1
    elsewhere = log.loc[log["column"].isin(["birth_date", "sex", "measure", "haz"]), "row"]
    z = cells.loc[~moved["row"].isin(elsewhere).to_numpy(), "ZS TB/U"].astype(float)
    assert len(z) > 20
    assert z.between(-2.00, -1.90).all()
    assert (moved["after"].astype(float) > moved["before"].astype(float)).all()


def test_the_middle_kecamatan_is_chosen_by_size() -> None:
    rows = pd.DataFrame({"kecamatan": ["A"] * 3 + ["B"] * 5 + ["C"]})
    assert cut_off_kecamatan(rows) == "A"


def test_generator_and_reader_share_no_code(repository: Path) -> None:
    """No module of the one imports the other, and no string of headers comes from a common place."""
    for package, other in (("synth", "register"), ("register", "synth")):
        for file in sorted((repository / "src" / "audit" / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                forbidden = (f"audit.{other}", "audit.reference.import_rules" if package == "synth" else "audit.synth")
                assert not [n for n in names if n.startswith(forbidden)], file.name


def test_the_resaved_file_is_what_a_puskesmas_saves(clean: tuple[Path, RegisterSummary]) -> None:
    raw = (clean[0] / "puskesmas-2024.csv").read_bytes()
    assert b"\xa0" in raw
    rows = list(csv.DictReader(raw.decode("cp1252").splitlines(), delimiter=";"))
    assert len(rows) > 50
    for row in rows:
        assert re.fullmatch(r"\d\d/\d\d/20\d\d\xa0", row["Tgl Lahir"])
        assert re.fullmatch(r"\d\d/1[12]/2024\xa0", row["Tanggal Pengukuran"])
        assert re.fullmatch(r"\d+,\d", row["median"])
        assert re.fullmatch(r"\d+(\.\d)?", row["Berat"])
        assert re.fullmatch(r"647499\d{10}\xa0\xa0", row["NIK"])


def test_the_older_workbook_has_32_columns_and_no_posture(clean: tuple[Path, RegisterSummary]) -> None:
    cells = sheet(clean[0] / "eppgbm-2024.xlsx")
    assert len(cells.columns) == 32
    assert "Cara Ukur" not in cells
    assert "PMT Diterima (kg)" in cells
    assert cells["Nama"].str.endswith("\xa0").all()
    assert set(cells["BB/U"]) <= {"Sangat Kurang", "Kurang", "Berat Badan Normal", "Risiko Lebih"}
