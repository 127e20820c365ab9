"""Every mistake of issue and office: one sentence that names the place, its exit code, the older result untouched.

Files are tried by ``aks import``, which is where they are read; params by ``aks run``. A full disk, a forbidden folder
and a file open in Excel are simulated by the error that the system would raise. A notebook that raises, a missing
source and a report open elsewhere have their tests beside those of ``aks run`` and of the Windows rules; the costliest
files theirs in ``test_refusal_ceilings.py``.
"""

from __future__ import annotations

import errno
import zipfile
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
import yaml
from light_project import REPORT
from stopped_runs import change_source
from stopping_points import Point, stopped_at

from audit.cli import main
from audit.pipeline import load_params

PARAMS = "params/64.74-kota-bontang.yaml"
HEADER = ["Nama", "JK", "Tgl Lahir", "Nama Ortu", "Desa/Kel", "Tanggal Pengukuran", "Berat", "Tinggi"]
ROW = ["BUNGA LESTARI", "P", "2023-05-17", "DEWI", "Mojoroto", "2025-02-14", "10,2", "82,5"]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder; working papers hold times, and locks stay."""
    kept = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".lock")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in kept}


def refused(arguments, code: int, names, capsys) -> str:
    """Check what every refusal has in common; returns its sentence."""
    capsys.readouterr()
    assert main([str(a) for a in arguments]) == code
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1, told
    assert "Traceback" not in told[0]
    for name in [names] if isinstance(names, str) else names:
        assert name in told[0]
    return told[0]


# --- files, by aks import


def csv(path: Path, rows) -> Path:
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return path


def book(path: Path, rows) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Februari")
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    return path


def raw(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def truncated(path: Path) -> Path:
    return raw(path, book(path, [HEADER, *[ROW] * 500]).read_bytes()[:-500])


def bomb(path: Path) -> Path:
    seed = book(path, [HEADER, ROW]).read_bytes()
    (path.parent / "benih").write_bytes(seed)
    with (
        zipfile.ZipFile(path.parent / "benih") as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for part in source.namelist():
            with target.open(part, "w", force_zip64=True) as stream:
                for _ in range(800 if part.endswith("sheet1.xml") else 0):
                    stream.write(bytes(1 << 20))
                stream.write(source.read(part))
    return path


def password(path: Path) -> Path:
    stream = "EncryptedPackage".encode("utf-16-le")
    return raw(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream + bytes(400))


def undecidable(path: Path) -> Path:
    return csv(path, [HEADER, [*ROW[:2], "05/08/2023", *ROW[3:5], "11/02/2025", *ROW[6:]]])


def two_weights(path: Path) -> Path:
    return book(path, [[*HEADER, "BB"], [*ROW, "11,2"]])


FILES = {
    "missing.xlsx": (lambda path: path, "tidak ditemukan"),
    "empty.xlsx": (lambda path: raw(path, b""), "kosong"),
    "password.xlsx": (password, "kata sandi"),
    "picture.xlsx": (lambda path: raw(path, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), "bukan tabel"),
    "zip-bomb.xlsx": (bomb, "terlalu besar"),
    "truncated.xlsx": (truncated, "terpotong"),
    "nul-bytes.csv": (lambda path: raw(path, csv(path, [HEADER, ROW]).read_bytes() + b"\n\x00"), "NUL"),
    "300-columns.xlsx": (lambda path: book(path, [HEADER + ["x"] * 292, ROW + ["1"] * 292]), "baris 1"),
    "0-rows.xlsx": (lambda path: book(path, [HEADER]), "baris data"),
    "undecidable-dates.csv": (undecidable, "2 tanggal"),
    "two-weights.xlsx": (two_weights, "Februari"),
    "lost-quote.csv": (lambda path: csv(path, [HEADER, ['"' + ROW[0], *ROW[1:]], ROW]), "baris"),
}


@pytest.fixture
def imported(tmp_path) -> Path:
    """The folder of an import that went well."""
    (tmp_path / "masuk").mkdir()
    good = csv(tmp_path / "masuk" / "ekspor.csv", [HEADER, ROW])
    assert main(["import", str(good), "--district", "35.71", "--out", str(tmp_path / "hasil")]) == 0
    (tmp_path / "hasil" / "catatan.txt").write_text("milik orang lain", encoding="utf-8")
    return tmp_path / "hasil"


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_one_sentence_and_the_older_import_stays(name, imported, tmp_path, capsys):
    make, says = FILES[name]
    before = snapshot(imported)
    good, bad = tmp_path / "masuk" / "ekspor.csv", make(tmp_path / "masuk" / name)
    refused(["import", good, bad, "--district", "35.71", "--out", imported], 11, [name, says], capsys)
    refused(["import", bad, "--district", "35.71", "--out", tmp_path / "baru"], 11, [name, says], capsys)
    assert snapshot(imported) == before
    assert not (tmp_path / "baru").exists()


def no_space(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def open_in_excel(self, target):
    error = PermissionError(errno.EACCES, "Access is denied", str(self))
    error.winerror = 32  # type: ignore[attr-defined]
    raise error


def no_permission(*_, **__):
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    ("owner", "method", "fault", "says"),
    [
        (pd.DataFrame, "to_csv", no_space, "disk penuh"),
        (Path, "replace", open_in_excel, "terbuka di program lain"),
        (Path, "mkdir", no_permission, "izin"),
    ],
)
@pytest.mark.parametrize("older", [True, False])
def test_an_import_that_cannot_be_written_leaves_all_as_it_was(
    owner, method, fault, says, older, imported, tmp_path, monkeypatch, capsys
):
    out = imported if older else tmp_path / "baru"
    before = snapshot(imported)
    monkeypatch.setattr(owner, method, fault)
    refused(["import", tmp_path / "masuk" / "ekspor.csv", "--district", "35.71", "--out", out], 17, says, capsys)
    assert snapshot(imported) == before
    assert not (tmp_path / "baru").exists()
    assert [p.name for p in imported.iterdir() if p.is_dir()] == []


@pytest.mark.parametrize("below", ["", "hasil"])
def test_a_file_where_the_folder_should_be(below, imported, tmp_path, capsys):
    good = tmp_path / "masuk" / "ekspor.csv"
    out = good / below
    refused(["import", good, "--district", "35.71", "--out", out], 17, [out.name, "bukan folder"], capsys)


def test_two_files_of_one_name_would_overwrite_each_other(imported, tmp_path, capsys):
    (tmp_path / "lain").mkdir()
    files = [csv(tmp_path / folder / "ekspor.csv", [HEADER, ROW]) for folder in ("masuk", "lain")]
    before = snapshot(imported)
    refused(["import", *files, "--district", "35.71", "--out", imported], 10, "ekspor.csv", capsys)
    assert snapshot(imported) == before


# --- params and reports, by aks run


def target(content: dict, **changes) -> dict:
    goal = {"type": "survey_prevalence", "year": 2026, "document": "RPJMD", "survey": "SSGI", "percent": 14.0}
    return content | {"target": goal | changes}


PARAMS_FAULTS = {
    "unknown district": (lambda p: p | {"district": p["district"] | {"code": "99.99"}}, 12, "99.99"),
    "code as a number": (lambda p: p | {"district": p["district"] | {"code": 64.74}}, 10, [PARAMS, '"64.74"']),
    "misspelt key": (lambda p: p | {"forumm": p["forum"]}, 10, [PARAMS, "forumm", "forum."]),
    "misspelt inner key": (lambda p: p | {"district": p["district"] | {"nama": "x"}}, 10, [PARAMS, "district.nama"]),
    "target over 100 %": (lambda p: target(p, percent=140.0), 10, [PARAMS, "target.percent", "140"]),
    "target of no year": (lambda p: target(p, year=26), 10, [PARAMS, "target.year", "26"]),
    "target without survey": (lambda p: target(p, survey=None), 10, [PARAMS, "surveinya"]),
}


@pytest.mark.parametrize("fault", PARAMS_FAULTS)
def test_bad_params_are_one_sentence_and_the_older_report_stays(fault, finished, capsys):
    change, code, names = PARAMS_FAULTS[fault]
    path = finished.root / PARAMS
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(change(content), allow_unicode=True), encoding="utf-8")
    before = snapshot(finished.root)
    refused(["run", PARAMS], code, names, capsys)
    assert snapshot(finished.root) == before


def whole_reports(project) -> dict[str, bytes]:
    """The reports themselves: beside them the index and a note say that a run gave none."""
    return {name: bytes for name, bytes in snapshot(project.root / "reports").items() if name not in told(project)}


def told(project) -> set[str]:
    notes = (p.relative_to(project.root / "reports").as_posix() for p in project.root.glob("reports/*/*.gagal.json"))
    return {"index.html", *notes}


def test_a_bad_source_of_a_run_is_named_and_the_older_report_stays(finished, capsys):
    source = load_params(finished.root / PARAMS).sources[0].path
    before = whole_reports(finished)
    raw(finished.root / source, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    refused(["run", PARAMS], 11, [Path(source).name, "Kota Bontang"], capsys)
    assert whole_reports(finished) == before
    assert len(told(finished)) == 2
    assert Path(source).name in (finished.root / "reports/index.html").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(("number", "says"), [("ENOSPC", "disk penuh"), ("EACCES", "izin")])
def test_a_report_that_cannot_be_written_leaves_the_older_one(number, says, finished, run_again):
    before = whole_reports(finished)
    done = run_again("run", "--force", PARAMS, REFUSED=f"{number} laporan.pdf")
    assert (done.returncode, len(done.stderr.splitlines())) == (17, 1)
    assert says in done.stderr
    assert whole_reports(finished) == before


@pytest.mark.slow
def test_a_full_disk_on_which_not_even_the_reason_can_be_kept_is_one_sentence(finished, run_again):
    before = whole_reports(finished)
    change_source(finished.root)
    full = stopped_at(Point("open", f"{REPORT}.partial/publik/laporan.html", how="refuse"), finished.root)
    done = run_again("run", PARAMS, AKS_ENGINE="nbclient", **full)
    assert (done.returncode, len(done.stderr.splitlines())) == (17, 1), done.stderr
    assert "disk penuh" in done.stderr
    assert "Kota Bontang" in done.stdout
    assert whole_reports(finished) == before
