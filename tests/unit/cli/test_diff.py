"""``aks diff`` as people type it: two folders, or two cycles; lines that stop, and JSON that does not."""

from __future__ import annotations

import json

import pytest

from audit.cli import main
from audit.cli.diff_ import LISTED
from audit.pipeline.manifest import build_manifest, write_manifest

NAME = "64.74-kota-bontang"
AREA = {"kode": "64.74", "nama": "Kota Bontang", "tingkat": "district"}
SECRET = "kasus-melati"


def row(id, count, of=None, *, area=AREA, value=None, hidden=False):
    """A row of ``hasil.json``; nothing stands in one that is hidden."""
    counts = (None, None, None) if hidden else (count, of, value if of is None else count / of)
    numbers = dict(zip(("pembilang", "penyebut", "nilai"), counts, strict=True))
    table, period, *_ = id.split("|")
    return {"id": id, "indikator": table, "wilayah": area, "periode": period, **numbers, "metode": None,
            "disamarkan": hidden}  # fmt: skip


@pytest.fixture
def lay(tmp_path, monkeypatch):
    """Lay a report into a project; the working folder is its root."""
    for name in ("params", "notebooks"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)

    def lay(cycle, rows, **params):
        report = tmp_path / "reports" / NAME / cycle
        for path, content in (("publik/hasil.json", json.dumps(rows)), (f"terbatas/{SECRET}.pdf", cycle)):
            (report / path).parent.mkdir(parents=True)
            (report / path).write_text(content, encoding="utf-8")
        write_manifest(report, build_manifest(report, {"params": {"cycle": cycle, **params}}, facts={}))
        return report

    return lay


def test_two_cycles_of_a_district_in_sentences(lay, capsys):
    lay("2025-1", [row("stunting|2025-02", 120, 600), row("needs|x", 7), row("krs|x", 0, hidden=True), row("a|x", 1)])
    lay("2025-2", [row("stunting|2025-02", 130, 600), row("needs|x", 0, hidden=True), row("krs|x", 9)])
    assert main(["diff", "64.74/2025-1", "2025-2"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    for line in (
        "reports/64.74-kota-bontang/2025-1 (draf, kunci",
        "Masukan yang berbeda: 1\n",
        '  parameter cycle: "2025-1" → "2025-2"\n',
        "Angka publik yang berbeda: 3; di antaranya 1 kini disamarkan dan 1 kini ditampilkan\n",
        "  stunting|2025-02  Kota Bontang: 20,0% (120 dari 600) → 21,7% (130 dari 600)\n",
        "  needs|x  Kota Bontang: 7 → *\n",
        "  krs|x  Kota Bontang: * → 9\n",
        "hanya di laporan pertama, 1 angka: a 1\n",
        "  berbeda: publik/hasil.json\n",
        "Berkas terbatas: 0 baru, 0 tidak ada lagi, 1 berbeda isinya\n",
    ):
        assert line in said.out
    assert SECRET not in said.out


def test_the_same_as_json_in_full(lay, capsys):
    old = lay("2025-1", [row(f"needs|{n}", 5) for n in range(LISTED + 5)])
    new = lay("2025-2", [row(f"needs|{n}", 6) for n in range(LISTED + 5)])
    assert main(["diff", "--json", str(old), str(new)]) == 0
    text = capsys.readouterr().out
    told = json.loads(text)
    assert (told["old"]["report"], told["new"]["report"]) == tuple(f"reports/{NAME}/2025-{n}" for n in (1, 2))
    assert told["equal"] is False
    assert len(told["figures"]["changed"]) == LISTED + 5
    assert told["restricted"] == {"new": 0, "gone": 0, "changed": 1}
    assert SECRET not in text


def test_equal_is_one_sentence(lay, capsys):
    lay("2025-1", [row("needs|x", 5)])
    assert main(["diff", f"{NAME}/2025-1", f"reports/{NAME}/2025-1"]) == 0
    assert capsys.readouterr().out.splitlines()[2:] == ["Tidak ada yang berbeda."]
    assert main(["diff", "--json", "64.74/2025-1", "64.74/2025-1"]) == 0
    assert json.loads(capsys.readouterr().out)["equal"] is True


def test_a_long_list_stops_with_what_the_rest_is_of_and_goes_on_when_asked(lay, capsys):
    desa = {"kode": "64.74.01.1001", "nama": "Bontang Kuala", "tingkat": "desa"}
    for cycle, count in (("2025-1", 5), ("2025-2", 6)):
        lay(cycle, [*(row(f"needs|{n}", count) for n in range(LISTED + 5)), row("coverage|d", count, area=desa)])
    assert main(["diff", "64.74/2025-1", "2025-2"]) == 0
    said = capsys.readouterr().out
    assert said.count("needs|") == LISTED
    assert "dan 6 lagi: coverage 1, needs 5\n" in said
    assert "Bontang Kuala" not in said
    assert main(["diff", "--all", "64.74/2025-1", "2025-2"]) == 0
    said = capsys.readouterr().out
    assert said.count("needs|") == LISTED + 5
    assert "Bontang Kuala" in said


def test_a_difference_below_the_printed_digits_shows_as_it_is_stored(lay, capsys):
    for cycle, value in (("2025-1", 1.001), ("2025-2", 1.002)):
        lay(cycle, [row("quality|x", None, value=value)])
    assert main(["diff", "64.74/2025-1", "2025-2"]) == 0
    assert "quality|x  Kota Bontang: nilai 1.001 → nilai 1.002" in capsys.readouterr().out


def test_what_a_killed_run_moved_away_is_brought_back_first(lay, capsys):
    report = lay("2025-1", [])
    report.rename(report.with_name("2025-1.old"))
    assert main(["diff", "64.74/2025-1", "2025-1"]) == 0


@pytest.mark.parametrize("name", ["64.74/2025-2", "17.71/2025-1", "apa-saja", ".."])
def test_what_is_no_report_is_one_sentence(lay, capsys, name):
    lay("2025-1", [])
    assert main(["diff", "64.74/2025-1", name]) == 11
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
