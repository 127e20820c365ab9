"""The log of what was handed out: it only grows, and names no person."""

from __future__ import annotations

import hashlib
from datetime import date

import pandas as pd
import pytest

from audit.errors import InputError
from audit.store.handouts import LOG, handouts, log_handout


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "irisan-pkb.xlsx"
    path.write_bytes(b"satu")
    return path


def log(folder, file, *, on=date(2025, 9, 20), recipient="pkb"):
    log_handout(
        folder, [file], recipient=recipient, role="pkb", name="PKB Gading Cempaka", cases=3, plans=4, on=on, locked=True
    )


def test_nothing_handed_out_is_an_empty_log(tmp_path):
    assert handouts(tmp_path / "2025-2").empty


def test_a_line_says_who_got_which_bytes_when(tmp_path, file):
    log(tmp_path / "2025-2", file)
    (row,) = handouts(tmp_path / "2025-2").to_dict("records")
    assert row["sha256"] == hashlib.sha256(b"satu").hexdigest()
    assert (row["recipient"], row["name"], row["file"]) == ("pkb", "PKB Gading Cempaka", "irisan-pkb.xlsx")
    assert (row["cases"], row["plans"], row["locked"], row["handed_on"]) == (3, 4, True, pd.Timestamp("2025-09-20"))
    shown = (tmp_path / "2025-2" / "serah-terima" / LOG).read_text(encoding="utf-8-sig")
    assert shown.count("\n") == 2


def test_it_only_grows_and_the_same_again_is_the_same(tmp_path, file):
    cycle = tmp_path / "2025-2"
    log(cycle, file)
    log(cycle, file)
    assert len(handouts(cycle)) == 1
    log(cycle, file, on=date(2025, 9, 21))
    log(cycle, file, recipient="pkm")
    file.write_bytes(b"dua")
    log(cycle, file)
    found = handouts(cycle)
    assert len(found) == 4
    assert set(found["sha256"]) == {hashlib.sha256(text).hexdigest() for text in (b"satu", b"dua")}


def test_a_log_of_which_a_part_was_taken_away_is_refused(tmp_path, file):
    cycle = tmp_path / "2025-2"
    log(cycle, file)
    (part,) = (cycle / "serah-terima" / "parts").glob("*.parquet")
    part.unlink()
    with pytest.raises(InputError):
        handouts(cycle)
