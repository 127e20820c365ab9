"""Answers to a list "putuskan" that no longer fit a pair are not lost in silence."""

from __future__ import annotations

import argparse

import pytest

from audit.cli.run_ import run_and_tell
from audit.pipeline import load_params
from audit.pipeline.prepared import answers_unfit
from audit.pipeline.project import Project
from audit.pipeline.run import Outcome

PARAMS = "params/64.74-kota-bontang.yaml"


@pytest.fixture
def told(tmp_path, repository, monkeypatch, capsys):
    """What ``aks run`` prints where the last run left so many answers unused."""
    params = load_params(repository / PARAMS, root=repository)
    project = Project(tmp_path)
    (tmp_path / "reports").mkdir()

    def run(unfit: int) -> str:
        folder = project.interim(params)
        folder.mkdir(parents=True)
        (folder / "accounting.json").write_text(f'{{"linking": {{"answers_unfit": {unfit}}}}}', encoding="utf-8")
        outcome = Outcome(params, report=project.report(params), skipped=True)
        monkeypatch.setattr("audit.pipeline.run.run", lambda *_, **__: (outcome,))
        run_and_tell([params], project, argparse.Namespace(json=False, jobs=1))
        return capsys.readouterr().out

    return run


def test_answers_that_fit_no_pair_are_counted_in_one_sentence(told):
    lines = [line for line in told(1234).splitlines() if "putusan" in line]
    assert len(lines) == 1
    assert "1.234" in lines[0]
    assert "tetap ada di berkasnya" in lines[0]


def test_nothing_is_said_where_every_answer_fits(told):
    assert "putusan" not in told(0)


def test_where_nothing_is_prepared_no_answer_was_left(tmp_path, repository):
    assert answers_unfit(load_params(repository / PARAMS, root=repository), Project(tmp_path)) == 0
