"""A copied folder is the same, and a full disk met while copying is told as one."""

from __future__ import annotations

import errno
import os
import shutil

import pytest

from audit.errors import OutputError
from audit.store import copy_folder, on_full_disk


@pytest.fixture
def old(tmp_path):
    folder = tmp_path / "lama"
    (folder / "dalam" / ".singgah").mkdir(parents=True)
    (folder / "a.txt").write_text("a", encoding="utf-8")
    (folder / "dalam" / "b.txt").write_text("b", encoding="utf-8")
    (folder / "dalam" / ".singgah" / "c.txt").write_text("c", encoding="utf-8")
    return folder


def below(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_everything_is_copied_into_a_folder_that_may_be_there(old, tmp_path):
    new = tmp_path / "baru"
    new.mkdir()
    (new / "tetap.txt").write_text("t", encoding="utf-8")
    copy_folder(old, new)
    assert below(new) == below(old) | {"tetap.txt"}
    assert (new / "dalam" / "b.txt").read_text(encoding="utf-8") == "b"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists, which no mode shows")
def test_a_folder_for_its_owner_alone_stays_so(old, tmp_path):
    (old / "dalam").chmod(0o700)
    copy_folder(old, tmp_path / "baru")
    assert (tmp_path / "baru" / "dalam").stat().st_mode & 0o777 == 0o700


def test_names_that_stay_behind_do_so_at_every_depth(old, tmp_path):
    copy_folder(old, tmp_path / "baru", leave={".singgah"})
    assert below(tmp_path / "baru") == {"a.txt", "dalam/b.txt"}


def test_a_full_disk_ends_it_and_is_told_as_one(old, tmp_path, monkeypatch):
    def full(source, target):
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(OutputError) as refused, on_full_disk(tmp_path):
        copy_folder(old, tmp_path / "baru")
    assert (refused.value.id, refused.value.values["name"]) == ("store.disk_full", "a.txt")
