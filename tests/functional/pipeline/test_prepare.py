"""Tables and the list of rows set aside lie in two folders: a list of another run is noticed."""

from __future__ import annotations

import pytest

import audit.pipeline.prepare
from audit.errors import InputError
from audit.pipeline import load_params
from audit.pipeline.notebook import NOTEBOOKS, executed_folder
from audit.pipeline.prepare import prepare
from audit.pipeline.prepared import is_prepared
from audit.pipeline.publish import publish
from audit.pipeline.vault_files import SET_ASIDE

PARAMS = "params/64.74-kota-bontang.yaml"


@pytest.fixture
def params(finished):
    params = load_params(finished.root / PARAMS)
    prepare(params, finished)
    return params


def write_another(results, path, **_) -> None:
    path.write_bytes(b"lain")


def die(folder) -> None:
    raise KeyboardInterrupt


def test_killed_between_the_list_and_the_tables(finished, params, monkeypatch):
    assert is_prepared(params, finished)
    listed = finished.vault(params) / SET_ASIDE
    whole = listed.read_bytes()
    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(audit.pipeline.prepare, "write_set_aside", write_another)
        killed.setattr(audit.pipeline.prepare, "staged", die)
        prepare(params, finished)
    assert listed.read_bytes() == b"lain"
    assert not is_prepared(params, finished)
    prepare(params, finished)
    assert is_prepared(params, finished)
    assert listed.read_bytes() == whole


def test_a_list_of_another_run_is_not_published(finished, params, report, tree):
    before = tree(report)
    for name in NOTEBOOKS:
        executed = executed_folder(params, finished) / f"{name}.ipynb"
        executed.parent.mkdir(exist_ok=True)
        executed.write_bytes((finished.notebooks / f"{name}.ipynb").read_bytes())
    (finished.vault(params) / SET_ASIDE).write_bytes(b"lain")
    with pytest.raises(InputError) as refused:
        publish(params, finished)
    assert refused.value.id == "pipeline.changed_meanwhile"
    assert tree(report) == before
    (finished.vault(params) / SET_ASIDE).unlink()
    assert not is_prepared(params, finished)
