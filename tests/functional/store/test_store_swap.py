from __future__ import annotations

import errno
from pathlib import Path

import pytest

from audit.errors import OutputError
from audit.store import repair, staged


def fill(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "laporan.html").write_text(text, encoding="utf-8")


def held(target: Path) -> str:
    return (target / "laporan.html").read_text(encoding="utf-8")


def beside(target: Path) -> list[str]:
    return sorted(p.name for p in target.parent.iterdir())


@pytest.fixture
def report(tmp_path) -> Path:
    fill(tmp_path / "2025-2", "lama")
    return tmp_path / "2025-2"


def test_a_folder_is_made_where_none_was(tmp_path):
    with staged(tmp_path / "baru" / "2025-2") as folder:
        fill(folder, "baru")
    assert held(tmp_path / "baru" / "2025-2") == "baru"


def test_the_new_folder_replaces_the_old_one_whole(report):
    fill(report / "publik", "akan hilang")
    with staged(report) as folder:
        fill(folder, "baru")
        assert held(report) == "lama"
    assert held(report) == "baru"
    assert not (report / "publik").exists()
    assert beside(report) == ["2025-2"]


def test_a_failure_leaves_the_old_folder_and_nothing_else(report):
    with pytest.raises(RuntimeError), staged(report) as folder:
        fill(folder, "setengah")
        raise RuntimeError
    assert held(report) == "lama"
    assert beside(report) == ["2025-2"]


def windows_error(winerror: int) -> PermissionError:
    error = PermissionError(errno.EACCES, "Access is denied")
    error.winerror = winerror  # what the attribute is on Windows
    return error


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_report_open_in_excel_stays_and_is_one_sentence(report, monkeypatch, winerror):
    real = Path.replace

    def open_elsewhere(self, target):
        if self == report:
            raise windows_error(winerror)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", open_elsewhere)
    with pytest.raises(OutputError) as refused, staged(report) as folder:
        fill(folder, "baru")
    assert (refused.value.id, refused.value.exit_code) == ("store.open_elsewhere", 17)
    assert "2025-2" in str(refused.value)
    assert held(report) == "lama"
    assert beside(report) == ["2025-2"]


def test_when_the_new_folder_cannot_take_its_place_the_old_one_comes_back(report, monkeypatch):
    real = Path.replace

    def refuse_new(self, target):
        if self.name.endswith(".partial"):
            raise windows_error(5)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse_new)
    with pytest.raises(OutputError), staged(report) as folder:
        fill(folder, "baru")
    assert held(report) == "lama"
    assert beside(report) == ["2025-2"]


@pytest.mark.parametrize(
    ("number", "id"),
    [(errno.ENOSPC, "store.disk_full"), (errno.EACCES, "store.no_permission"), (errno.EROFS, "store.no_permission")],
)
def test_writing_inside_the_block_is_refused_in_one_sentence(report, number, id):
    with pytest.raises(OutputError) as refused, staged(report):
        raise OSError(number, "refused by the system")
    assert refused.value.id == id
    assert held(report) == "lama"


def test_another_system_error_is_a_bug_and_passes(report):
    with pytest.raises(IsADirectoryError), staged(report):
        raise IsADirectoryError(errno.EISDIR, "is a directory")


def test_a_crash_between_the_two_moves_brings_the_old_folder_back(report):
    report.rename(report.with_name("2025-2.old"))
    fill(report.with_name("2025-2.partial"), "selesai tapi belum dipasang")
    assert repair(report) == ("restored", "partial_removed")
    assert held(report) == "lama"
    assert beside(report) == ["2025-2"]


def test_a_crash_after_both_moves_only_clears_away(report):
    fill(report.with_name("2025-2.old"), "lebih lama")
    assert repair(report) == ("old_removed",)
    assert held(report) == "lama"
    assert repair(report) == ()


def test_a_staged_run_repairs_first(report):
    report.rename(report.with_name("2025-2.old"))
    with pytest.raises(RuntimeError), staged(report):
        assert held(report) == "lama"
        raise RuntimeError
    assert held(report) == "lama"


def test_an_old_folder_that_cannot_be_deleted_waits_for_the_next_start(report, monkeypatch):
    import shutil

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda path, ignore_errors=False: None)
        with staged(report) as folder:
            fill(folder, "baru")
    assert held(report) == "baru"
    assert beside(report) == ["2025-2", "2025-2.old"]
    assert repair(report) == ("old_removed",)
