from __future__ import annotations

import hashlib
import hmac
import os
import stat
from base64 import b32encode
from pathlib import Path

import pandas as pd
import pytest

from audit.errors import InputError
from audit.store import (
    IDENTITIES,
    MENTIONS,
    SAMPLE_KEY,
    default_key_path,
    keyed_id,
    load_key,
    owner_only,
    read_identities,
    read_mentions,
    write_identities,
    write_mentions,
)

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


def people(**names: str) -> pd.DataFrame:
    return pd.DataFrame({"child_id": list(names), "name": list(names.values())})


def test_an_id_is_a_cut_of_hmac_sha256():
    digest = hmac.new(b"contoh", b"a\x1fb", hashlib.sha256).digest()
    assert keyed_id(SAMPLE_KEY, "a", "b") == b32encode(digest)[:16].decode().lower()


def test_ids_depend_on_the_key_and_on_where_parts_end():
    assert len({keyed_id(b"k", "ab", "c"), keyed_id(b"k", "a", "bc"), keyed_id(b"l", "ab", "c")}) == 3


def test_a_key_is_made_once_and_its_path_is_given(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    made = load_key()
    again = load_key()
    assert made.made
    assert not again.made
    assert made.secret == again.secret
    assert len(made.secret) == 64
    assert made.path == default_key_path(tmp_path)
    assert made.secret.decode() not in repr(made)


@POSIX
def test_the_key_is_for_its_owner(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert stat.S_IMODE(load_key().path.stat().st_mode) == 0o600


def test_a_named_key_file_must_be_there_and_hold_something(tmp_path):
    with pytest.raises(InputError, match="kunci"):
        load_key(tmp_path / "kunci")
    (tmp_path / "kunci").write_bytes(b" \n")
    with pytest.raises(InputError) as refused:
        load_key(tmp_path / "kunci")
    assert refused.value.id == "store.key_empty"
    (tmp_path / "kunci").write_bytes(b"rahasia\r\n")
    assert load_key(tmp_path / "kunci").secret == b"rahasia"


def test_the_vault_adds_and_renews_and_forgets_nobody(tmp_path):
    write_identities(people(a="Alya", b="Bima"), tmp_path / "17.71")
    write_identities(people(b="Bima Putra", c="Citra"), tmp_path / "17.71")
    back = read_identities(tmp_path / "17.71")
    assert dict(zip(back["child_id"], back["name"], strict=True)) == {"a": "Alya", "b": "Bima Putra", "c": "Citra"}
    assert list(back.columns) == list(IDENTITIES.names)


@POSIX
def test_folder_and_file_are_for_the_owner(tmp_path):
    assert write_identities(people(a="Alya"), tmp_path / "17.71") is None
    assert stat.S_IMODE((tmp_path / "17.71").stat().st_mode) == 0o700
    assert [stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "17.71").iterdir()] == [0o600]


def test_where_permissions_do_nothing_the_finding_says_so(tmp_path, monkeypatch):
    tmp_path.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", lambda self, mode: None)
    finding = owner_only(tmp_path)
    assert finding is not None
    assert finding.sentence.id == "store.not_owner_only"


def test_an_absent_vault_is_one_sentence(tmp_path):
    with pytest.raises(InputError):
        read_identities(tmp_path)


def said(**kinds: str) -> pd.DataFrame:
    return pd.DataFrame({"kind": list(kinds), "text": list(kinds.values())})


def test_what_was_ever_said_of_somebody_stays_in_the_vault(tmp_path):
    folder = tmp_path / "17.71"
    write_mentions(said(name="Alya Putri", phone="0812"), folder)
    write_mentions(said(name="Alya P.", phone="0812", address="Jl. A 1"), folder)
    back = read_mentions(folder)
    assert list(back.itertuples(index=False, name=None)) == [
        ("address", "Jl. A 1"),
        ("name", "Alya P."),
        ("name", "Alya Putri"),
        ("phone", "0812"),
    ]
    assert tuple(back.columns) == MENTIONS.names


def test_a_vault_without_mentions_has_none(tmp_path):
    assert len(read_mentions(tmp_path)) == 0


@POSIX
def test_mentions_are_for_their_owner(tmp_path):
    write_mentions(said(name="Alya"), tmp_path / "17.71")
    assert {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "17.71").iterdir()} == {0o600}
