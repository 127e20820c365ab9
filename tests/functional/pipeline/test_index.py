"""The index of all reports: relative addresses, and no person of any district in it."""

from __future__ import annotations

import html
import json
import os
import re
import shutil

import pytest

from audit.errors import DisclosureError, InputError
from audit.language import text
from audit.pipeline import index, index_pages, load_params
from audit.pipeline.failure_files import failures
from audit.pipeline.failures import note_failures
from audit.pipeline.keys import key_of
from audit.pipeline.run import Outcome
from audit.store import read_identities

PARAMS = "params/64.74-kota-bontang.yaml"


def test_it_points_to_each_report_by_a_relative_address(finished):
    page = index.write_index(finished).read_text(encoding="utf-8")
    assert 'href="64.74-kota-bontang/2025-2/publik/laporan.html"' in page
    assert "://" not in page.partition("<body")[2]


def test_a_person_in_it_stops_it_and_the_older_one_stays(finished, monkeypatch):
    before = index.write_index(finished).read_bytes()
    people = read_identities(finished.root / "data" / "private" / "64.74")
    name = next(n for n in people["name"] if len(n.split()) > 2)
    draw = index_pages.render_index
    monkeypatch.setattr(
        index_pages, "render_index", lambda *given, **how: draw(*given, **how).replace("</main>", f"{name}</main>")
    )
    with pytest.raises(DisclosureError):
        index.write_index(finished, anew=True)
    assert (finished.root / "reports" / "index.html").read_bytes() == before
    assert [p.name for p in (finished.root / "reports").glob("index*.html")] == ["index.html"]


def not_again(*_, **__):
    raise AssertionError("looked through again")


def test_a_page_that_stands_is_not_looked_through_again_for_the_same_people(finished, monkeypatch):
    page = index.write_index(finished)
    before, made = page.read_bytes(), page.stat().st_mtime_ns
    monkeypatch.setattr(index_pages, "scan_public", not_again)
    assert index.write_index(finished) == page
    assert (page.read_bytes(), page.stat().st_mtime_ns) == (before, made)


def later(path):
    """The same bytes, written by somebody a while ago or from now: only the time of change tells."""
    state = path.stat()
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1))


@pytest.mark.parametrize(
    "change",
    [
        lambda root: later(root / "data/private/64.74/identitas.parquet"),
        lambda root: later(root / "data/interim/64.74/2025-2/visits.parquet"),
        lambda root: later(root / "data/sample/64.74/sasaran-2025.csv"),
        lambda root: (root / "data/private/64.74/sebutan.parquet").unlink(),
        lambda root: (root / "data/interim/daftar-dipindai.json").unlink(),
        lambda root: (root / "reports/index.html").write_text("lain", encoding="utf-8"),
    ],
    ids=["a person", "a visit", "a source", "one file less", "never noted", "another page"],
)
def test_it_is_looked_through_again_for_anything_else(change, finished, monkeypatch):
    index.write_index(finished)
    change(finished.root)
    monkeypatch.setattr(index_pages, "scan_public", not_again)
    with pytest.raises(AssertionError, match="looked through again"):
        index.write_index(finished)


def test_where_somebody_is_found_it_is_not_noted_as_looked_through(finished, monkeypatch):
    index.write_index(finished)
    later(finished.root / "data/private/64.74/identitas.parquet")
    for _ in range(2):
        with monkeypatch.context() as found:
            found.setattr(index_pages, "scan_public", not_again)
            with pytest.raises(AssertionError, match="looked through again"):
                index.write_index(finished)


def in_state(folder, state):
    """The same report, said to be in another state."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"state": state}), encoding="utf-8")


@pytest.fixture
def looked_for(finished, report, monkeypatch):
    """Two reports in two states; states of those whose people each page is looked through for."""
    other = shutil.copytree(report, report.with_name("2025-1"))
    in_state(other, "ditelaah")
    asked: list[list[str]] = []
    monkeypatch.setattr(
        index_pages, "look_through", lambda _, asked_for, __: asked.append([m["state"] for m in asked_for])
    )
    index.write_index(finished)
    return asked


def test_only_the_people_of_who_changed_are_looked_for(finished, report, looked_for):
    in_state(report, "disahkan")
    index.write_index(finished)
    index.write_index(finished)
    assert looked_for == [["ditelaah", "draf"], ["disahkan"]]


@pytest.mark.parametrize("by", ["another page", "asked for"])
def test_everybody_is_looked_for_where_the_page_is_not_the_one_that_was(finished, report, looked_for, by):
    in_state(report, "disahkan")
    if by == "another page":
        (finished.root / "reports" / "index.html").write_text("lain", encoding="utf-8")
    index.write_index(finished, anew=by == "asked for")
    assert looked_for[1:] == [["ditelaah", "disahkan"]]


def not_drawn(*_, **__):
    raise AssertionError("drawn")


def one_file_less(report):
    (report / "publik" / "laporan.pdf").unlink()


@pytest.mark.parametrize(
    "change",
    [
        lambda report: in_state(report, "ditelaah"),
        one_file_less,
        lambda report: report.with_name("2024-1.gagal.json").write_text("{}", encoding="utf-8"),
        lambda report: shutil.rmtree(report),
    ],
    ids=["a manifest", "a public file less", "a failure", "a report less"],
)
def test_a_page_of_which_nothing_changed_is_not_drawn(finished, report, monkeypatch, change):
    index.write_index(finished)
    with monkeypatch.context() as standing:
        standing.setattr(index_pages, "encoded_pages", not_drawn)
        index.write_index(finished)
        change(report)
        with pytest.raises(AssertionError, match="drawn"):
            index.write_index(finished)
    index.write_index(finished)
    assert index.index_fault(finished) == ""


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "aks.scanned/1", "pages": {}, "seals": {}}'])
def test_what_was_kept_and_cannot_be_read_counts_for_nothing(finished, looked_for, content):
    (finished.root / "data" / "interim" / "daftar-dipindai.json").write_text(content, encoding="utf-8")
    index.write_index(finished)
    index.write_index(finished)
    assert looked_for == [["ditelaah", "draf"]] * 2


def test_figures_are_those_of_the_public_results(finished, report):
    """The newest month of the district as ``hasil.json`` has it, by its own arithmetic, in the words of the page."""
    rows = json.loads((report / "publik" / "hasil.json").read_text(encoding="utf-8"))
    (row,) = (r for r in rows if r["id"] == "coverage|2025-08")
    page = index.write_index(finished).read_text(encoding="utf-8")
    k, n = (f"{row[name]:,}".replace(",", ".") for name in ("pembilang", "penyebut"))
    assert f"({k} dari {n} anak terdaftar)" in page


def test_a_report_made_before_manifests_held_figures_gives_the_same_figures(finished, report):
    file = report / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["headline"] |= {"decisions": [], "rating": ""}  # which stand in no results
    file.write_text(json.dumps(manifest), encoding="utf-8")
    before = index.write_index(finished).read_bytes()
    del manifest["headline"]
    file.write_text(json.dumps(manifest), encoding="utf-8")
    assert index.write_index(finished).read_bytes() == before


def test_it_says_what_the_results_ask_of_the_forum(finished, report):
    said = json.loads((report / "manifest.json").read_text(encoding="utf-8"))["headline"]
    page = index.write_index(finished).read_text(encoding="utf-8")
    (asked,) = re.findall(r"<dt>Perlu diputuskan</dt> <dd>(.*?)\.</dd>", page)
    assert asked.split("; ") == [text(f"decision.action.{rule}") for rule in said["decisions"]]
    assert text(f"page_one.rating.{said['rating']}") in page


def test_it_speaks_every_language_in_which_a_report_is_written(finished, report):
    reports = finished.root / "reports"
    assert not (reports / "index-en.html").exists()
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    manifest["inputs"]["params"]["other_language"] = "en"
    manifest["run_key"] = key_of(manifest["inputs"])
    (report / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    first = index.write_index(finished).read_text(encoding="utf-8")
    second = (reports / "index-en.html").read_text(encoding="utf-8")
    assert '<a href="index-en.html" lang="en"' in first
    assert '<a href="index.html" lang="id"' in second
    assert '<html lang="en">' in second
    assert "Daerah" not in second
    assert index.index_fault(finished) == ""
    (reports / "index-en.html").write_text("changed", encoding="utf-8")
    assert index.index_fault(finished) == "changed"


def test_every_public_file_is_linked_and_no_restricted_one(finished, report):
    page = index.write_index(finished).read_text(encoding="utf-8")
    linked = {link.partition("/publik/")[2] for link in re.findall(r'href="([^"#]+)"', page)}
    public = report / "publik"
    assert linked == {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()}
    assert "/terbatas/" not in page


def test_a_failure_stands_in_the_index_until_the_next_good_run(finished, report):
    params = load_params(finished.root / PARAMS)
    refused = Outcome(params, refusal=InputError("pipeline.changed_meanwhile", name=params.district.name))
    note_failures([refused], finished)
    page = index.write_index(finished).read_text(encoding="utf-8")
    assert "Belum terbit: 1 laporan" in page
    assert f"<q>{refused.refusal}</q>" in html.unescape(page)
    assert index.index_fault(finished) == ""
    note_failures([Outcome(params, report=report)], finished)
    assert "Belum terbit" not in index.write_index(finished).read_text(encoding="utf-8")


def test_a_bug_is_told_without_its_traceback(finished):
    note_failures([Outcome(load_params(finished.root / PARAMS), bug="Traceback: rahasia")], finished)
    page = index.write_index(finished).read_text(encoding="utf-8")
    assert "kesalahan di dalam program" in page
    assert "rahasia" not in page


@pytest.mark.parametrize("what", ["name", "nik", "day"])
def test_a_sentence_about_somebody_is_not_told(finished, what):
    params = load_params(finished.root / PARAMS)
    people = read_identities(finished.vault(params))
    name = next(n for n in people["name"] if len(n.split()) > 2)
    said = {"name": name, "nik": "1771994508230001", "day": "12/03/2023"}[what]
    note_failures([Outcome(params, refusal=InputError("pipeline.changed_meanwhile", name=said))], finished)
    page = index.write_index(finished).read_text(encoding="utf-8")
    assert said not in page
    assert "memuat data yang tidak boleh tampil" in page


def test_a_file_that_is_no_failure_of_ours_is_passed_over(finished):
    folder = finished.root / "reports" / "64.74-kota-bontang"
    (folder / "2024-1.gagal.json").write_text("{}", encoding="utf-8")
    (folder / "2024-2.gagal.json").write_text("bukan JSON", encoding="utf-8")
    assert failures(finished.root / "reports") == []
