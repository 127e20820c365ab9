"""One file, whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pandas as pd
import pytest

from audit.errors import OutputError
from audit.register.equipment_list import write_equipment_form
from audit.register.life_conflicts import LIFE_CONFLICTS, write_life_conflicts
from audit.store import load_key, new_workbook, on_full_disk, whole_file


def new_file(path: Path) -> None:
    with whole_file(path) as partial:
        partial.write_text("baru", encoding="utf-8")


def a_workbook(path: Path) -> None:
    with new_workbook(path) as book:
        book.add_worksheet("Data")


def a_list(path: Path) -> None:
    write_equipment_form(pd.DataFrame({"area_code": ["64.74.01.1001"], "posyandu": ["Mawar"]}), path)


def life_conflicts(path: Path) -> None:
    conflicts = pd.DataFrame({name: ["x"] for name in LIFE_CONFLICTS})
    identities = pd.DataFrame({"child_id": ["x"], "name": ["x"], "birth_date": [pd.Timestamp(2024, 1, 1)]})
    write_life_conflicts(conflicts, identities, path)


def no_room(self: Path, *_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", str(self))


@pytest.mark.parametrize("write", [new_file, a_workbook, a_list, life_conflicts])
@pytest.mark.parametrize("older", [True, False])
def test_where_it_cannot_be_finished_the_older_file_stays_and_nothing_else(write, older, tmp_path, monkeypatch):
    path = tmp_path / "daftar.xlsx"
    if older:
        path.write_bytes(b"lama")
    monkeypatch.setattr(Path, "replace", no_room)
    with pytest.raises(OutputError) as refused:
        write(path)
    assert (refused.value.id, refused.value.exit_code) == ("store.disk_full", 17)
    assert '"daftar.xlsx"' in str(refused.value)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == ({"daftar.xlsx": b"lama"} if older else {})


@pytest.mark.parametrize("write", [new_file, a_workbook, a_list, life_conflicts])
def test_the_new_file_takes_the_place_of_the_older_one(write, tmp_path):
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(b"lama")
    write(path)
    assert path.read_bytes() != b"lama"
    assert list(tmp_path.iterdir()) == [path]


def test_a_fault_while_it_is_written_is_told_as_it_is(tmp_path):
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "x.csv") as partial:
        partial.write_text("separuh", encoding="utf-8")
        _ = 1 // 0
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_made_whole_or_not_at_all(tmp_path, monkeypatch):
    """An empty key file would refuse every later run."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", no_room)
        with pytest.raises(OutputError):
            load_key()
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
    assert load_key().made


def test_around_a_whole_step_only_a_full_disk_is_told_as_one(tmp_path):
    with pytest.raises(OutputError) as refused, on_full_disk(tmp_path / "2025-2"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert (refused.value.id, refused.value.values["name"]) == ("store.disk_full", "2025-2")
    with pytest.raises(PermissionError), on_full_disk(tmp_path):
        raise PermissionError(errno.EACCES, "a source that nobody may read")
