"""What differs between two reports: every kind of change is found, and nothing restricted is told."""

from __future__ import annotations

import copy
from dataclasses import asdict

import pytest

from audit.errors import InputError
from audit.pipeline.differences import Differences, FileChanges, FileCounts, InputChange, compare, read_report
from audit.pipeline.manifest import build_manifest, write_manifest

PERSON = "Siti Rahmawati"
MANIFEST = {
    "state": "draf",
    "inputs": {
        "params": {
            "cases": {"groups": ["catin", "bumil"], "share": 0.1},
            "decisions": [{"rule": "coverage", "who": "Dinkes"}, {"rule": "coverage", "who": "DP3A"}],
            "programmes": [{"id": "cadres", "owner": "DP3A"}, {"id": "funds", "owner": "Bapperida"}],
            "report": {"signatories": [{"task": "decree", "name": PERSON}], "letterhead": {"phone": "0541-1"}},
        },
        "sources": [{"id": "eppgbm", "path": "data/raw/a.xlsx", "sha256": "aa", "bytes": 10}],
        "notebooks": "n1", "code": "c1", "lock": None, "python": "3.11", "previous": None,
        "answers": {"forms": "f1", "entries": "e1"},
    },
    "outputs": [
        {"path": "publik/a.pdf", "sha256": "1", "bytes": 1},
        {"path": "publik/b.pdf", "sha256": "2", "bytes": 1},
        {"path": "terbatas/posyandu/melati.pdf", "sha256": "3", "bytes": 1},
    ],
}  # fmt: skip


def row(id="stunting|2025-08", count=12, *, hidden=False, code="64.74", level="district", **more):
    return {
        "id": id, "indikator": id.partition("|")[0],
        "wilayah": {"kode": code, "nama": "Kota Bontang", "tingkat": level}, "periode": "2025-08",
        "pembilang": None if hidden else count, "disamarkan": hidden, "nilai": None,
    } | more  # fmt: skip


@pytest.fixture
def other():
    """The same manifest, to be changed."""
    return copy.deepcopy(MANIFEST)


def differs(other, rows=(), before=()):
    return compare(MANIFEST, other, before, rows)


def test_the_same_report_does_not_differ(other):
    assert differs(other, [row()], [row()]) == Differences()
    assert differs(other, [row()], [row()]).equal


def test_each_kind_of_input_is_told_by_its_name(other):
    inputs = other["inputs"]
    inputs["params"]["cases"]["share"] = 0.2
    inputs["params"]["cases"]["groups"] = ["catin"]
    inputs["params"]["decisions"][1]["who"] = "Bapperida"
    inputs["params"]["programmes"][1]["owner"] = "Dinkes"
    inputs["sources"] = [{**inputs["sources"][0], "sha256": "bb", "bytes": 12}, {"id": "tpk", "path": "b", "bytes": 1}]
    inputs |= {"notebooks": "n2", "code": "c2", "lock": "l", "python": "3.12", "previous": "p"}
    inputs["answers"] = {"forms": "f1", "entries": "e2"}
    found = differs(other)
    assert not found.equal
    assert found.inputs == (
        InputChange("params", "cases.groups", ["catin", "bumil"], ["catin"]),
        InputChange("params", "cases.share", 0.1, 0.2),
        InputChange("params", "decisions[2].who", "DP3A", "Bapperida"),
        InputChange("params", "programmes[funds].owner", "Bapperida", "Dinkes"),
        InputChange("sources", "eppgbm", {"path": "data/raw/a.xlsx", "sha256": "aa", "bytes": 10},
                    {"path": "data/raw/a.xlsx", "sha256": "bb", "bytes": 12}),
        InputChange("sources", "tpk", None, {"path": "b", "bytes": 1}),
        InputChange("notebooks", "", "n1", "n2"),
        InputChange("code", "", "c1", "c2"),
        InputChange("lock", "", None, "l"),
        InputChange("python", "", "3.11", "3.12"),
        InputChange("previous", "", None, "p"),
        InputChange("answers", "entries", "e1", "e2"),
    )  # fmt: skip


def test_a_key_that_a_newer_version_added_is_a_difference_even_when_empty(other):
    other["inputs"]["params"]["cases"]["bounds"] = None
    assert differs(other).inputs == (InputChange("params", "cases.bounds", None, None),)


def test_persons_and_how_they_are_reached_are_told_to_differ_and_no_more(other):
    report = other["inputs"]["params"]["report"]
    report["signatories"][0]["name"] = "Budi Santoso"
    report["letterhead"] = {"phone": "0541-2"}
    found = differs(other)
    assert [change.name for change in found.inputs if change.withheld] == [
        "report.letterhead.phone", "report.signatories[1].name",
    ]  # fmt: skip
    told = str(asdict(found))
    assert not any(word in told for word in (PERSON, "Budi", "0541"))


def test_figures_are_paired_by_id_and_area(other):
    before = [row(count=12), row("severity|x", 3), row("needs|x"), row("action|x", hidden=True), row("gone|x")]
    after = [row(count=13), row("severity|x", hidden=True), row("needs|x"), row("action|x", 9), row("new|x")]
    found = differs(other, after, before).figures
    assert [(c.old["id"], c.fields) for c in found.changed] == [
        ("stunting|2025-08", ("pembilang",)),
        ("action|x", ("pembilang", "disamarkan")),
        ("severity|x", ("pembilang", "disamarkan")),
    ]
    assert [r["id"] for r in found.new] == ["new|x"]
    assert [r["id"] for r in found.gone] == ["gone|x"]


def test_a_figure_of_another_district_is_another_figure(other):
    found = differs(other, [row(code="17.71")], [row()]).figures
    assert (len(found.changed), len(found.new), len(found.gone)) == (0, 1, 1)


def test_the_district_comes_before_its_parts_and_the_headline_before_both(other):
    after = [
        row("needs|b", 1, code="64.74.01.1001", level="desa"), row("needs|c", 1, code="64.74.01", level="kecamatan"),
        row("needs|d", 1), row("stunting|e", 1, code="64.74.01", level="kecamatan"),
    ]  # fmt: skip
    before = [r | {"pembilang": 0} for r in after]
    changed = differs(other, after, before).figures.changed
    assert [c.new["id"] for c in changed] == ["stunting|e", "needs|d", "needs|c", "needs|b"]


def test_files_are_named_where_they_are_public_and_counted_where_not(other):
    other["outputs"] = [
        {"path": "publik/b.pdf", "sha256": "other", "bytes": 1},
        {"path": "publik/c.pdf", "sha256": "1", "bytes": 1},
        {"path": "terbatas/posyandu/melati.pdf", "sha256": "other", "bytes": 1},
        {"path": "terbatas/posyandu/mawar.pdf", "sha256": "4", "bytes": 1},
    ]
    found = differs(other)
    assert found.public == FileChanges(("publik/c.pdf",), ("publik/a.pdf",), ("publik/b.pdf",))
    assert found.restricted == FileCounts(new=1, gone=0, changed=1)
    assert "posyandu" not in str(asdict(found))


def test_how_far_a_report_has_come_is_a_difference(other):
    other["state"] = "disahkan"
    assert differs(other) == Differences(state=("draf", "disahkan"))


def test_what_is_not_as_it_was_made_is_not_read(tmp_path):
    with pytest.raises(InputError, match="tidak ditemukan"):
        read_report(tmp_path / "x", "x")
    with pytest.raises(InputError, match="aks verify"):
        read_report(tmp_path, "x")
    results = tmp_path / "publik" / "hasil.json"
    results.parent.mkdir()
    results.write_text("[]", encoding="utf-8")
    write_manifest(tmp_path, build_manifest(tmp_path, MANIFEST["inputs"], facts={}))
    manifest, rows = read_report(tmp_path, "x")
    assert (manifest["inputs"], rows) == (MANIFEST["inputs"], [])
    results.write_text("[ ]", encoding="utf-8")
    with pytest.raises(InputError, match="aks verify"):
        read_report(tmp_path, "x")
