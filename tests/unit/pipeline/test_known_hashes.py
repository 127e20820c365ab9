"""Files that stand as they were are not read again; whatever could be otherwise is."""

from __future__ import annotations

import json
import os
import shutil
import sys

import pytest

from audit.pipeline import known_hashes
from audit.pipeline.keys import file_sha256
from audit.pipeline.known_hashes import KnownHashes

LONG_AGO = 1_700_000_000 * 10**9  # nanoseconds
NAME = "data/sample/sasaran.csv"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "data" / "interim").mkdir(parents=True)
    (tmp_path / "data" / "sample").mkdir()
    (tmp_path / NAME).write_bytes(b"a;b")
    report = tmp_path / "reports" / "x" / "2025-2"
    (report / "publik").mkdir(parents=True)
    (report / "terbatas" / "kerja").mkdir(parents=True)
    for name in ("manifest.json", "publik/laporan.html", "terbatas/kerja/run.log"):
        (report / name).write_bytes(b"{}")
    return tmp_path


@pytest.fixture
def later(monkeypatch):
    """The clock of the file system stands so far on that everything written until now has settled."""
    monkeypatch.setattr(known_hashes, "_TICK", -(10**12))


@pytest.fixture
def reads(monkeypatch):
    """Paths that were read, in order."""
    read = []
    monkeypatch.setattr(known_hashes, "file_sha256", lambda path: (read.append(path), file_sha256(path))[1])
    return read


def kept(root):
    """What a process finds that starts now."""
    return KnownHashes(root)


def hash_once(root):
    known = kept(root)
    assert known.sha256(root / NAME) == file_sha256(root / NAME)
    known.save()


def test_a_file_that_stands_is_read_once(root, later, reads):
    hash_once(root)
    hash_once(root)
    assert reads == [root / NAME]


@pytest.mark.parametrize("other", [b"a;c", b"a;bb"], ids=["of the same size", "of another size"])
def test_a_changed_file_is_read_again(root, later, other):
    hash_once(root)
    (root / NAME).write_bytes(other)
    assert kept(root).sha256(root / NAME) == file_sha256(root / NAME)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no time of change but that of the content: --rehash")
def test_the_same_size_and_a_time_put_back_are_not_enough(root, later):
    os.utime(root / NAME, ns=(LONG_AGO, LONG_AGO))
    hash_once(root)
    (root / NAME).write_bytes(b"b;a")
    os.utime(root / NAME, ns=(LONG_AGO, LONG_AGO))
    assert kept(root).sha256(root / NAME) == file_sha256(root / NAME)


def blind(path):
    """A file system that gives every file the same times and number."""
    return [os.stat(path).st_size, LONG_AGO, LONG_AGO, 0]


def test_what_no_state_tells_is_missed_and_reading_everything_is_not(root, later, monkeypatch):
    """The limit, as it is documented."""
    monkeypatch.setattr(known_hashes, "_state_of", blind)
    before = file_sha256(root / NAME)
    hash_once(root)
    (root / NAME).write_bytes(b"b;a")
    assert kept(root).sha256(root / NAME) == before
    anew = KnownHashes(root, trusted=False)
    assert anew.sha256(root / NAME) == file_sha256(root / NAME) != before
    anew.save()
    assert kept(root).sha256(root / NAME) == file_sha256(root / NAME)


def test_a_file_that_has_just_changed_is_not_trusted(root, reads):
    """It may change again within the same tick of the clock, and look the same."""
    hash_once(root)
    hash_once(root)
    assert reads == [root / NAME] * 2
    assert not kept(root).path.exists()


def test_a_clock_behind_that_of_the_files_trusts_nothing(root, reads):
    ahead = (root / NAME).stat().st_mtime_ns + 3600 * 10**9
    os.utime(root / NAME, ns=(ahead, ahead))
    hash_once(root)
    hash_once(root)
    assert len(reads) == 2


def test_a_file_that_changes_while_it_is_read_is_not_kept(root, later, monkeypatch):
    def slow(path):
        found = file_sha256(path)
        path.write_bytes(b"a;b;c")
        return found

    known = kept(root)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(known_hashes, "file_sha256", slow)
        known.sha256(root / NAME)
    known.save()
    assert kept(root).sha256(root / NAME) == file_sha256(root / NAME)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"[]", b"null", b"{}", b'{"schema": "aks.hashes/2", "files": {}, "reports": {}}',
        b'{"schema": "aks.hashes/1", "files": {"data/sample/sasaran.csv": 1}, "reports": {}}',
        b'{"schema": "aks.hashes/1", "files": [], "reports": {}}',
        b'{"schema": "aks.hashes/1", "files": {"data/sample/sasaran.csv": [[1], null]}, "reports": {}}',
    ],
)  # fmt: skip
def test_an_index_that_cannot_be_read_counts_for_nothing_and_is_written_anew(root, later, reads, content):
    hash_once(root)
    kept(root).path.write_bytes(content)
    hash_once(root)
    hash_once(root)
    assert len(reads) == 2


def test_a_deleted_index_costs_a_reading(root, later, reads):
    hash_once(root)
    kept(root).path.unlink()
    hash_once(root)
    assert len(reads) == 2


def test_a_moved_project_keeps_what_it_knows_and_a_copy_reads_again(root, later, reads, tmp_path):
    hash_once(root)
    moved = tmp_path.rename(tmp_path.with_name(f"{tmp_path.name}-lain"))
    hash_once(moved)
    assert len(reads) == 1
    copy = shutil.copytree(moved, moved.with_name(f"{moved.name}-salinan"))
    hash_once(copy)
    assert reads[1:] == [copy / NAME]


def test_two_runs_keep_what_each_has_read_and_nothing_that_is_gone(root, later):
    (root / "data" / "other.csv").write_bytes(b"x")
    (root / "data" / "gone.csv").write_bytes(b"x")
    first, second = kept(root), kept(root)
    first.sha256(root / NAME)
    second.sha256(root / "data" / "other.csv")
    second.sha256(root / "data" / "gone.csv")
    (root / "data" / "gone.csv").unlink()
    first.save()
    second.save()
    assert json.loads(kept(root).path.read_bytes())["files"].keys() == {NAME, "data/other.csv"}


def test_where_nothing_was_ever_made_no_folder_is_made_for_it(root, later):
    (root / "data" / "interim").rmdir()
    hash_once(root)
    assert not (root / "data" / "interim").exists()


def found_whole(root):
    known, report = kept(root), root / "reports" / "x" / "2025-2"
    known.keep(report, "key", known.looked_at(report))
    known.save()
    return report


def test_a_report_that_was_found_whole_stands_for_its_key_alone(root, later):
    report = found_whole(root)
    assert kept(root).stands(report, "key")
    assert not kept(root).stands(report, "another")
    assert not KnownHashes(root, trusted=False).stands(report, "key")


@pytest.mark.parametrize(
    "change",
    [
        lambda report: (report / "publik" / "laporan.html").write_bytes(b"[]"),
        lambda report: (report / "publik" / "laporan.html").unlink(),
        lambda report: (report / "publik" / "lain.html").write_bytes(b""),
        lambda report: (report / "manifest.json").write_bytes(b"[]"),
        lambda report: shutil.rmtree(report),
    ],
    ids=["a file", "a file less", "a file more", "its manifest", "all of it"],
)
def test_it_no_longer_stands_when_any_of_its_files_changed(root, later, change):
    report = found_whole(root)
    change(report)
    assert not kept(root).stands(report, "key")


def test_working_papers_are_none_of_its_files(root, later):
    report = found_whole(root)
    (report / "terbatas" / "kerja" / "run.log").write_bytes(b"more")
    assert kept(root).stands(report, "key")


def test_a_report_that_has_just_been_made_is_read_once_more(root):
    assert not kept(root).stands(found_whole(root), "key")


def test_a_report_that_changed_since_it_was_looked_at_is_not_kept(root, later):
    known, report = kept(root), root / "reports" / "x" / "2025-2"
    seen = known.looked_at(report)
    (report / "publik" / "laporan.html").write_bytes(b"[]")
    known.keep(report, "key", seen)
    assert not known.stands(report, "key")
