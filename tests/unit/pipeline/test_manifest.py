"""Manifests: every file but the declared exceptions, the same bytes, a chain of cycles."""

from __future__ import annotations

import hashlib

from audit.pipeline.keys import key_of
from audit.pipeline.manifest import build_manifest, previous_manifest_sha256, write_manifest

INPUTS = {"params": {"a": 1}, "code": "c"}


def files(folder):
    for name in (
        "publik/laporan.html", "publik/hasil.json", "terbatas/disisihkan.xlsx", "terbatas/kerja/run.log",
        "terbatas/kerja/60.ipynb", "manifest.json", "manifest.json.sig", "publik/x.log",
    ):  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def test_lists_every_file_but_itself_its_signature_logs_and_working_papers(tmp_path):
    files(tmp_path)
    manifest = build_manifest(tmp_path, INPUTS, facts={})
    assert [o["path"] for o in manifest["outputs"]] == [
        "publik/hasil.json",
        "publik/laporan.html",
        "terbatas/disisihkan.xlsx",
    ]
    assert manifest["outputs"][0]["sha256"] == hashlib.sha256(b"publik/hasil.json").hexdigest()
    assert manifest["run_key"] == key_of(INPUTS)


def test_the_same_content_gives_the_same_bytes(tmp_path):
    write_manifest(tmp_path, {"b": 1, "a": {"d": 2, "c": "é"}})
    first = (tmp_path / "manifest.json").read_bytes()
    write_manifest(tmp_path, {"a": {"c": "é", "d": 2}, "b": 1})
    assert (tmp_path / "manifest.json").read_bytes() == first
    assert b"\r" not in first


def test_the_newest_earlier_cycle_is_the_link_of_the_chain(tmp_path):
    for cycle in ("2024-2", "2025-1", "2026-1"):
        (tmp_path / cycle).mkdir()
        write_manifest(tmp_path / cycle, {"cycle": cycle})
    expected = hashlib.sha256((tmp_path / "2025-1" / "manifest.json").read_bytes()).hexdigest()
    assert previous_manifest_sha256(tmp_path / "2025-2") == expected
    assert previous_manifest_sha256(tmp_path / "2024-2") is None
