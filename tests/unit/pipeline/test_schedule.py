"""Jobs in processes: order, deaths, interruptions. Jobs are calls of built-in functions: any process can load them."""

from __future__ import annotations

import math
import multiprocessing
import os
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from processes import lives

from audit.pipeline.schedule import start_pool, submit_apart, work_through

DIE = "__import__('os')._exit(9)"
APART = "(__import__('time').sleep(0.2), __import__('os').getpid())[1]"


def in_pool(pool, code):
    return pool.submit(eval, code)


def apart(pool, code):
    """Those that die or ask for it in processes of their own, the others in the pool."""
    return submit_apart(eval, code) if DIE in code or APART in code else in_pool(pool, code)


def work(first, *, jobs=2, following=lambda code: (), submit=in_pool):
    """Evaluate expressions; returns what came of each, exceptions by type, in the order in which they ended."""
    came: list[tuple[str, object]] = []

    def finished(code, future):
        error = future.exception()
        came.append((code, type(error) if error else future.result()))
        return following(code)

    work_through(first, submit=submit, finished=finished, jobs=jobs)
    return came


def test_every_job_is_done_and_what_follows_comes_next():
    came = work(["1", "2", "3"], jobs=1, following=lambda code: ["10", "11"] if code == "1" else ())
    assert came == [("1", 1), ("10", 10), ("11", 11), ("2", 2), ("3", 3)]


def test_nothing_to_do_starts_no_process():
    assert work([]) == []


def test_an_exception_is_the_jobs_own():
    assert dict(work(["1/0", "4"])) == {"1/0": ZeroDivisionError, "4": 4}


def test_a_process_that_dies_takes_no_other_job_with_it():
    slow = "__import__('time').sleep(1) or 5"
    assert dict(work([slow, DIE, "6", "7"])) == {slow: 5, DIE: BrokenProcessPool, "6": 6, "7": 7}


def test_a_process_apart_that_dies_takes_no_other_job_with_it():
    slow, slow_apart = "__import__('time').sleep(1) or 5", f"__import__('time').sleep(1) or {APART} and 8"
    came = work([slow, DIE, slow_apart, "7"], jobs=3, submit=apart)
    assert sorted(code for code, _ in came) == sorted([slow, DIE, slow_apart, "7"])  # none done twice
    assert dict(came) == {slow: 5, DIE: BrokenProcessPool, slow_apart: 8, "7": 7}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see whether a process lives")
def test_what_is_done_apart_leaves_no_process_behind():
    ids = [number for _, number in work([APART, f"{APART} + 0"], submit=apart)]
    deadline = time.monotonic() + 20
    while any(map(lives, ids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(set(ids)) == 2
    assert not any(map(lives, ids))


@pytest.mark.parametrize("_", range(6))  # the newest process died unnoticed in one of four
def test_a_job_whose_process_is_killed_once_is_done_after_all(tmp_path, _):
    begun, died = ((tmp_path / name).as_posix() for name in ("mulai", "mati"))
    there = "__import__('os').path.exists({!r})".format
    neighbour = f"{there(begun)} or (__import__('os').mkdir({begun!r}), __import__('time').sleep(60))"
    with_neighbour = f"all(__import__('time').sleep(0.01) is None for _ in iter(lambda: {there(begun)}, True))"
    once = f"{there(died)} or {with_neighbour} and (__import__('os').mkdir({died!r}), {DIE})"
    began = time.monotonic()
    assert dict(work([once, neighbour])) == {once: True, neighbour: True}
    assert time.monotonic() - began < 50


def test_an_interruption_ends_every_process_at_once():
    began = time.monotonic()

    def interrupt(code):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work(["__import__('time').sleep(60)", "1"], following=interrupt)
    assert time.monotonic() - began < 30
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc to see what a process holds")
def test_a_process_gives_back_what_a_job_has_let_go_of():
    """Arrow's own pool would keep a third of it."""
    held = "int(open('/proc/self/statm').read().split()[1]) * __import__('mmap').PAGESIZE / 2**20"
    arrays = "len([__import__('pyarrow').array(range(30_000)) for _ in range(400)])"
    with start_pool(1) as pool:
        before = pool.submit(eval, f"len(__import__('pyarrow').array([1])) and {held}").result()  # imports pandas
        assert pool.submit(eval, arrays).result() == 400  # 92 MB
        assert pool.submit(eval, held).result() - before < 15


def test_processes_are_fresh_with_utf8_and_one_thread_of_algebra():
    math.only_here = True  # a forked process would have it
    try:
        with start_pool(1) as pool:
            codes = (
                "hasattr(__import__('math'), 'only_here')",
                "__import__('sys').flags.utf8_mode",
                "__import__('os').environ['OMP_NUM_THREADS']",
            )
            assert list(pool.map(eval, codes)) == [False, 1, "1"]
    finally:
        del math.only_here


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to a group of processes")
def test_processes_leave_ctrl_c_to_the_main_process():
    with start_pool(1) as pool:
        assert pool.submit(eval, "__import__('signal').getsignal(2).name").result() == "SIG_IGN"


MAIN = """
import sys, time
from audit.pipeline.schedule import start_pool
if __name__ == "__main__":
    with start_pool(2) as pool:
        print(*{pool.submit(eval, "(__import__('time').sleep(0.5), __import__('os').getpid())[1]").result()
                for _ in range(2)}, flush=True)
        pool.submit(time.sleep, 60)
        time.sleep(60)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see whether a process lives")
def test_processes_end_when_the_main_process_is_killed(tmp_path):
    script = tmp_path / "utama.py"
    script.write_text(MAIN, encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, encoding="utf-8") as main:
        workers = [int(number) for number in main.stdout.readline().split()]
        assert all(map(lives, workers))
        main.kill()
    deadline = time.monotonic() + 20
    while any(map(lives, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert workers
    assert not any(map(lives, workers))
