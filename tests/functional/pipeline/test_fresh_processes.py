"""Where a system does not fork, as Windows, steps are taken by fresh processes: the report is the same to the byte."""

from __future__ import annotations

import sys

import pytest
from light_project import PARAMS


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every run is one of fresh processes")
def test_fresh_processes_make_the_report_that_forks_make(report, run_again, tree):
    by_forks = tree(report)
    done = run_again("run", "--force", PARAMS, AKS_ENGINE="nbclient")
    assert (done.returncode, done.stderr) == (0, "")
    assert tree(report) == by_forks
