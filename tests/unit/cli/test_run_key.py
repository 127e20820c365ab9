"""A key that a run made is told, once: without a copy of it the children of the next cycle are strangers."""

from __future__ import annotations

import argparse

import pytest

from audit.cli.run_ import run_and_tell
from audit.pipeline.project import Project


@pytest.mark.parametrize("there_before", [False, True])
def test_the_path_of_a_key_made_just_now_is_printed(tmp_path, monkeypatch, capsys, there_before):
    key = tmp_path / "aks" / "kunci"

    def make_key(*_: object, **__: object) -> list[object]:
        key.parent.mkdir(exist_ok=True)
        key.write_bytes(b"rahasia")
        return []

    if there_before:
        make_key()
    (tmp_path / "reports").mkdir()
    monkeypatch.setattr("audit.store.default_key_path", lambda: key)
    monkeypatch.setattr("audit.pipeline.run.run", make_key)
    assert run_and_tell([], Project(tmp_path), argparse.Namespace(json=False, jobs=1)) == 0
    assert (str(key) in capsys.readouterr().out) is not there_before
