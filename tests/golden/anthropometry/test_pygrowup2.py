"""pygrowup2 1.0.0, in decimal arithmetic, on seeded children for whom its rules are WHO's."""

import importlib.util

import pandas as pd


def test_same_scores_as_pygrowup2(repository):
    spec = importlib.util.spec_from_file_location("benchmark_zscores", repository / "benchmarks/zscores.py")
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    children = benchmark.comparable(benchmark.register(1_500, seed=7))
    assert len(children) > 1_000
    scored = benchmark.ours(children)[benchmark.INDICES]
    pd.testing.assert_frame_equal(scored, benchmark.peer(children), check_exact=True)
