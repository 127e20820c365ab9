"""``aks compare`` as people type it: what may be said of two reports, and what must be known before."""

from __future__ import annotations

import json

import pytest

from audit.cli import main
from audit.pipeline.manifest import build_manifest, write_manifest
from audit.survey.intervals import wilson

STUNTED = "status=stunted"


def rate(indicator, period, note, count, of, *, code="64.74", hidden=False):
    """A row of ``hasil.json`` of a whole district; nothing stands in one that is hidden."""
    low, high = wilson(count, of) or (None, None)
    shown = {"pembilang": count, "penyebut": of, "nilai": count / of, "sk_bawah": low, "sk_atas": high}
    return {
        "id": f"{indicator}|{period}|{note}",
        "indikator": indicator,
        "wilayah": {"kode": code, "nama": code, "tingkat": "district"},
        "periode": period,
        **(dict.fromkeys(shown) if hidden else shown),
        "metode": "wilson",
        "disamarkan": hidden,
        "catatan": note,
    }


def rows(month, stunted, *, measured=900, code="64.74", hidden=False):
    coverage = rate("coverage", month, "", measured, 1000, code=code)
    return [
        rate("stunting", "2024-02", STUNTED, 1, 900, code=code),
        rate("stunting", month, STUNTED, stunted, 900, code=code, hidden=hidden),
        coverage | {"sk_bawah": None, "sk_atas": None},
        rate("indicators", f"{month[:4]}-S1", "indicator.basic_immunisation=reached", 700, 1000, code=code),
    ]


@pytest.fixture
def lay(tmp_path, monkeypatch):
    """Lay a report into a project; the working folder is its root."""
    for name in ("params", "notebooks"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)

    def lay(name, cycle, rows, code="a"):
        report = tmp_path / "reports" / name / cycle
        (report / "publik").mkdir(parents=True)
        (report / "publik/hasil.json").write_text(json.dumps(rows), encoding="utf-8")
        write_manifest(report, build_manifest(report, {"params": {"cycle": cycle}, "code": code}, facts={}))

    return lay


def test_two_cycles_in_words_that_do_not_claim_too_much(lay, capsys):
    lay("64.74-kota-bontang", "2025-1", rows("2025-02", 270))
    lay("64.74-kota-bontang", "2025-2", rows("2025-08", 135), code="b")
    assert main(["compare", "64.74/2025-1", "2025-2"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    stunting, immunised = (line for line in said.out.splitlines() if "poin persen" in line)
    assert "30,0% (27,1%–33,1%) pada Februari 2025, lalu 15,0% (12,8%–17,5%) pada Agustus 2025" in stunting
    assert "selisih −15,0 poin persen" in stunting
    assert stunting.endswith("Turun, juga bila anak yang tidak diukur diperhitungkan.")
    assert immunised.startswith("- Balita yang memperoleh imunisasi dasar lengkap: 70,0%")
    assert immunised.endswith("Belum dapat disebut naik atau turun.")
    for caution in (
        "Dari 2 perbandingan",
        "Sebagian besar anaknya sama",
        "Bulannya berbeda",
        "versi program",
        "0,5 sampai 2,0 kali",
    ):
        assert caution in said.out
    assert "tidak mengatakan mengapa" in said.out


def test_two_districts_are_not_ranked(lay, capsys):
    lay("64.74-kota-bontang", "2025-2", rows("2025-08", 135, measured=800))
    lay("35.71-kota-kediri", "2025-2", rows("2025-08", 175, measured=800, code="35.71"))
    assert main(["compare", "64.74/2025-2", "35.71/2025-2"]) == 0
    said = capsys.readouterr().out
    assert "dapat berbalik oleh anak yang tidak diukur: belum dapat disebut berbeda." in said
    assert "bukan peringkat" in said
    assert "Bulannya berbeda" not in said
    assert "versi program" not in said


def test_what_is_withheld_stays_withheld_and_low_coverage_is_said(lay, capsys):
    lay("64.74-kota-bontang", "2025-1", rows("2025-02", 270, measured=700))
    lay("64.74-kota-bontang", "2025-2", rows("2025-08", 3, hidden=True))
    assert main(["compare", "64.74/2025-1", "2025-2"]) == 0
    said = capsys.readouterr().out
    assert "disamarkan pada Agustus 2025. Tidak dapat dibandingkan" in said
    assert "70,0%, lalu 90,0%. Di bawah 80% suatu prevalensi belum dapat dinilai" in said


def test_the_same_as_json(lay, capsys):
    lay("64.74-kota-bontang", "2025-1", rows("2025-02", 270))
    lay("64.74-kota-bontang", "2025-2", rows("2025-08", 135))
    assert main(["compare", "--json", "64.74/2025-1", "2025-2"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [pair["found"]["verdict"] for pair in told["pairs"]] == ["turun", "belum"]
    assert (told["same_place"], told["same_method"], told["coverages"]) == (True, True, [0.9, 0.9])


def test_nothing_in_common_and_no_report_are_one_sentence(lay, capsys):
    lay("64.74-kota-bontang", "2025-1", rows("2025-02", 270))
    lay("64.74-kota-bontang", "2025-2", [])
    assert main(["compare", "64.74/2025-1", "2025-2"]) == 0
    assert "Tidak ada angka yang terdapat pada kedua laporan." in capsys.readouterr().out
    assert main(["compare", "64.74/2025-1", "2026-1"]) == 11
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
