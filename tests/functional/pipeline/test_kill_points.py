"""Killed at drawn points of its own log of writes, then on a full disk, a run leaves only whole files and is completed.

``benchmarks/kill_points.py`` does so at 50 points, over an older report too, each with a next run of its own.
"""

from __future__ import annotations

import random
import shutil
import sys
from dataclasses import replace

import pytest
from stopped_runs import Scene, standing, stopped, what_the_next_run_leaves, while_the_report_is_made
from stopping_points import read_log

SEED, KILLS = 2025, 4
LATEST = 0.02  # seconds after a point


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="kills groups of processes and finds what lives on through /proc")
def test_a_run_killed_again_and_again_leaves_only_whole_files(tmp_path, laid_light, run_light):
    root = shutil.copytree(laid_light.root, tmp_path / "proyek")
    log = read_log(run_light.root.with_suffix(".log"))
    scene = Scene("no older report", root, log, standing(laid_light.root), standing(run_light.root))
    draw = random.Random(SEED)
    quarter = len(log) // KILLS
    for at in range(KILLS):
        point = draw.choice(log[at * quarter : (at + 1) * quarter])
        if at % 2:
            point = replace(point, after=draw.uniform(0, LATEST))
        assert stopped(scene, point, root)[1] == [], point
    writes = [point for point in while_the_report_is_made(log) if point.call == "open"]
    full = replace(draw.choice(writes), how="refuse")
    assert stopped(scene, full, root) == ("none", []), full
    root.with_name(f"{root.name}.full").unlink()
    assert what_the_next_run_leaves(scene, root) == []
