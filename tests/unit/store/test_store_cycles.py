"""The folder of a cycle: nothing is lost by a killed run, a full disk, a half-copied file or two people at work."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from audit.errors import InputError, OutputError
from audit.schemas import ENTRIES, FOLLOW_UPS
from audit.store import cycle_parts, cycles
from audit.store.cycle_parts import CycleParts
from audit.store.cycles import CycleStore
from audit.store.entries import changes, conflicts, current
from audit.store.tables import write_table

NOTHING = ENTRIES.conform(pd.DataFrame())
DAY = date(2025, 8, 1)


def said(store, status, *, plan="r1", role="tim_teknis", on=DAY):
    rows = pd.DataFrame({"rtl_id": [plan], "status": [status]})
    return changes(store.entries(), FOLLOW_UPS, rows, role=role, filled_on=on, source_system="uji")


def status_of(store):
    return current(store.entries(), FOLLOW_UPS).set_index("rtl_id")["status"].to_dict()


@pytest.fixture
def store(tmp_path):
    store = CycleStore(tmp_path / "2025-2")
    store.add(said(store, "belum"))
    return store


def parts(store):
    return sorted((store.folder / "parts").glob("*.parquet"))


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    store = CycleStore(tmp_path / "baru")
    assert store.entries().equals(NOTHING)
    assert store.add(NOTHING) == 0
    assert not store.folder.exists()


def test_adding_twice_adds_nothing(store):
    new = said(store, "proses")
    assert store.add(new) == 1
    before = parts(store)
    assert store.add(new) == 0
    assert store.add(store.entries()) == 0
    assert parts(store) == before


def test_parts_are_only_ever_added(store):
    before = {file.name: file.read_bytes() for file in parts(store)}
    store.add(said(store, "proses"))
    assert {file.name: file.read_bytes() for file in parts(store) if file.name in before} == before
    assert status_of(store) == {"r1": "proses"}


def test_a_run_killed_between_part_and_manifest_loses_nothing(store):
    manifest = store.folder / "manifest.json"
    old = manifest.read_bytes()
    store.add(said(store, "proses"))
    manifest.write_bytes(old)
    assert status_of(store) == {"r1": "proses"}
    store.add(said(store, "selesai"))
    assert status_of(store) == {"r1": "selesai"}
    assert all(file.name in manifest.read_text(encoding="utf-8") for file in parts(store))


def test_a_run_killed_before_anything_was_whole_leaves_what_was_there(store):
    (store.folder / "parts" / "000002-0123456789abcdef.parquet.partial").write_bytes(b"PAR1 half")
    (store.folder / "manifest.json.partial").write_bytes(b'{"schema": "ent')
    assert status_of(store) == {"r1": "belum"}
    store.add(said(store, "proses"))
    assert status_of(store) == {"r1": "proses"}
    assert not list(store.folder.rglob("*.partial"))


def test_what_a_killed_run_left_is_put_right_though_nothing_new_is_added(store):
    manifest = store.folder / "manifest.json"
    old = manifest.read_bytes()
    store.add(said(store, "proses"))
    whole = manifest.read_bytes()
    manifest.write_bytes(old)
    for name in ("manifest.json.partial", "frame.parquet.partial", "parts/000003-0123456789abcdef.parquet.partial"):
        (store.folder / name).write_bytes(b"half")
    CycleParts(store.folder).repair()
    assert manifest.read_bytes() == whole
    assert not list(store.folder.rglob("*.partial"))
    assert status_of(store) == {"r1": "proses"}


def test_where_there_is_no_cycle_nothing_is_put_right(tmp_path):
    CycleParts(tmp_path / "2025-2").repair()
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys
from datetime import date
from pathlib import Path
import pandas as pd
import pyarrow.parquet
from audit.schemas import FOLLOW_UPS
from audit.store.cycle_parts import CycleParts
from audit.store.cycles import CycleStore
from audit.store.entries import changes

folder, when = Path(sys.argv[1]), sys.argv[2]
store = CycleStore(folder)
rows = pd.DataFrame({"rtl_id": ["r1"], "status": ["proses"]})
new = changes(store.entries(), FOLLOW_UPS, rows, role="x", filled_on=date(2025, 8, 2), source_system="uji")

def die_writing(data, where, **_):
    Path(where).write_bytes(b"PAR1 half")
    os._exit(9)

if when == "writing":
    pyarrow.parquet.write_table = die_writing
else:
    CycleParts.write_manifest = lambda *_: os._exit(9)
store.add(new)
"""


@pytest.mark.parametrize(("when", "status"), [("writing", "belum"), ("before the manifest", "proses")])
def test_a_process_that_dies_while_it_adds_leaves_a_folder_that_goes_on(store, when, status):
    command = [sys.executable, "-c", KILLED, str(store.folder), when]
    assert subprocess.run(command, check=False, timeout=120).returncode == 9
    assert status_of(store) == {"r1": status}
    store.add(said(store, "selesai"))
    assert status_of(store) == {"r1": "selesai"}
    assert not list(store.folder.rglob("*.partial"))


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("what", ["the part is written", "the part is renamed", "the manifest is written", "flushed"])
def test_a_full_disk_keeps_what_was_there_and_adds_all_or_nothing(store, monkeypatch, what):
    new = said(store, "proses")
    before = {file.name: file.read_bytes() for file in store.folder.rglob("*") if file.is_file()}
    if what == "the part is written":
        import pyarrow.parquet

        monkeypatch.setattr(pyarrow.parquet, "write_table", half_then_full)
    elif what == "the part is renamed":
        monkeypatch.setattr(Path, "replace", full)
    elif what == "the manifest is written":
        monkeypatch.setattr(cycle_parts.json, "dump", full)
    else:
        monkeypatch.setattr(cycles.os, "fsync", full)
    with pytest.raises(OutputError) as refusal:
        store.add(new)
    assert refusal.value.id == "store.disk_full"
    monkeypatch.undo()
    assert {file.name: file.read_bytes() for file in store.folder.rglob("*") if file.is_file()} == before
    assert store.add(new) == 1
    assert status_of(store) == {"r1": "proses"}


def half_then_full(data, where, **_):
    Path(where).write_bytes(b"PAR1")
    full()


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.9, 0.99])
def test_a_half_copied_part_is_named_and_nothing_is_written_around_it(store, keep):
    store.add(said(store, "proses"))
    part = parts(store)[0]
    whole = part.read_bytes()
    part.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(InputError) as refusal:
        store.entries()
    assert (refusal.value.id, refusal.value.values["file"]) == ("store.part_damaged", part.name)
    with pytest.raises(InputError):
        store.add(NOTHING)
    part.write_bytes(whole)
    assert status_of(store) == {"r1": "proses"}


def test_a_byte_that_changed_on_the_way_is_noticed_or_changes_nothing(store):
    part, before = parts(store)[0], store.entries()
    whole = part.read_bytes()
    for at in range(0, len(whole), len(whole) // 40):
        part.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            read = store.entries()
        except InputError:
            continue
        assert read.equals(before), at


def test_a_part_that_is_gone_is_named(store):
    store.add(said(store, "proses"))
    gone = parts(store)[0]
    gone.unlink()
    with pytest.raises(InputError) as refusal:
        store.entries()
    assert (refusal.value.id, refusal.value.values["file"]) == ("store.part_missing", gone.name)


def test_a_half_copied_manifest_is_named_and_the_parts_alone_tell_all(store):
    store.add(said(store, "proses"))
    manifest = store.folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:20])
    with pytest.raises(InputError) as refusal:
        store.entries()
    assert refusal.value.id == "store.manifest_damaged"
    manifest.unlink()
    assert status_of(store) == {"r1": "proses"}


def test_what_a_newer_program_wrote_is_not_called_damaged(store):
    write_table(NOTHING, replace(ENTRIES, version=2), parts(store)[0])
    with pytest.raises(InputError) as refusal:
        store.entries()
    assert refusal.value.id == "store.newer"


@pytest.fixture
def copy(store, tmp_path):
    shutil.copytree(store.folder, tmp_path / "salinan")
    return CycleStore(tmp_path / "salinan")


def test_two_copies_become_one_with_their_conflicts_listed(store, copy):
    store.add(said(store, "proses", role="opd"))
    store.add(said(store, "belum", plan="r2"))
    copy.add(said(copy, "selesai", role="kecamatan"))
    copy.add(said(copy, "proses", plan="r3"))
    found = store.take_in(copy)
    assert sorted(found["value"]) == ["proses", "selesai"]
    assert set(status_of(store)) == {"r1", "r2", "r3"}
    assert {"proses", "selesai"} <= set(store.entries()["value"])
    copy.take_in(store)
    assert status_of(store) == status_of(copy)
    assert len(conflicts(copy.entries())) == 2


def test_taking_in_twice_adds_nothing(store, copy):
    copy.add(said(copy, "selesai"))
    store.take_in(copy)
    before = parts(store)
    assert store.take_in(copy).empty
    assert parts(store) == before


def test_a_damaged_copy_changes_nothing_here(store, copy):
    copy.add(said(copy, "selesai"))
    part = parts(copy)[-1]
    part.write_bytes(part.read_bytes()[:-9])
    before = {file.name: file.read_bytes() for file in store.folder.rglob("*") if file.is_file()}
    with pytest.raises(InputError):
        store.take_in(copy)
    assert {file.name: file.read_bytes() for file in store.folder.rglob("*") if file.is_file()} == before


def test_a_folder_that_is_no_cycle_is_told(store, tmp_path):
    with pytest.raises(InputError) as refusal:
        store.take_in(CycleStore(tmp_path / "kosong"))
    assert refusal.value.id == "store.no_cycle"
