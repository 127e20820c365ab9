"""Calls in forks of the warm process: results, exceptions, deaths, interruptions. Built-in functions are called."""

from __future__ import annotations

import os
import resource
import time
from concurrent.futures.process import BrokenProcessPool
from pickle import PicklingError

import pytest
from processes import lives

from audit.errors import EngineError, ParamsError
from audit.pipeline.engines import server
from audit.pipeline.engines.choice import can_fork
from audit.pipeline.forks import Forks
from audit.pipeline.schedule import work_through

pytestmark = pytest.mark.skipif(not can_fork(), reason="the fork engine is for Linux")
DIE = "__import__('os')._exit(9)"
NUMBER = "__import__('os').getpid()"
ERRORS = "__import__('audit.errors', fromlist=['errors'])"
REFUSE = f"(_ for _ in ()).throw({ERRORS}.ParamsError('pipeline.no_engine', engine='x', engines='y'))"
BURN = "(lambda used: [None for _ in iter(lambda: used() < 3, False)] and None)(__import__('time').process_time)"


@pytest.fixture(scope="module", autouse=True)
def warm():
    with server.running():
        yield


def asked(code: str) -> object:
    with Forks() as forks:
        return forks.submit(eval, code).result()


def test_each_call_has_a_process_of_its_own_that_ends_with_it():
    with Forks() as forks:
        numbers = [forks.submit(eval, NUMBER).result() for _ in range(3)]
    assert len(set(numbers)) == 3
    assert os.getpid() not in numbers
    assert ended(numbers)


def test_the_library_is_there_before_the_call():
    names = ("audit.pipeline.steps", "pandas", "papermill", "sklearn.linear_model")
    assert asked(f"[name in __import__('sys').modules for name in {names}]") == [True] * len(names)


def test_an_exception_comes_back_with_where_it_was_raised():
    with pytest.raises(ZeroDivisionError) as caught:
        asked("1/0")
    assert '<string>", line 1' in caught.value.__notes__[0]


def test_a_refusal_keeps_its_exit_code():
    with pytest.raises(ParamsError) as caught:
        asked(REFUSE)
    assert caught.value.exit_code == 10


def test_what_cannot_be_sent_back_is_told():
    with pytest.raises(PicklingError):
        asked("lambda: 0")


def test_a_death_is_its_own_alone():
    codes = ["__import__('time').sleep(0.5) or 5", DIE, "6"]
    with Forks() as forks:
        futures = [forks.submit(eval, code) for code in codes]
        assert [type(future.exception()) for future in futures] == [type(None), BrokenProcessPool, type(None)]
        assert [futures[0].result(), futures[2].result()] == [5, 6]


def test_a_plan_goes_on_after_a_death():
    came = {}

    def finished(code, future):
        came[code] = type(future.exception()) if future.exception() else future.result()
        return ["8"] if code == "7" else ()

    def submit(forks, code):
        return forks.submit(eval, code)

    work_through([DIE, "7"], submit=submit, finished=finished, jobs=2, start=Forks)
    assert came == {DIE: BrokenProcessPool, "7": 7, "8": 8}


def test_an_interruption_ends_what_is_at_work():
    began, numbers = time.monotonic(), []
    with pytest.raises(KeyboardInterrupt), Forks() as forks:
        slow = forks.submit(eval, "__import__('time').sleep(60)")
        numbers.append(forks.submit(eval, NUMBER).result())
        raise KeyboardInterrupt
    assert time.monotonic() - began < 30
    assert isinstance(slow.exception(), BrokenProcessPool)
    assert ended(numbers)


def test_nothing_begins_after_an_interruption():
    forks = Forks()
    with pytest.raises(KeyboardInterrupt), forks:
        raise KeyboardInterrupt
    assert isinstance(forks.submit(eval, "1").exception(), BrokenProcessPool)


def test_folder_and_environment_are_those_of_the_moment(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AKS_KOTA", "Bontang")
    assert asked("__import__('os').getcwd(), __import__('os').environ['AKS_KOTA']") == (str(tmp_path), "Bontang")


def test_a_step_may_print_more_than_anybody_reads():
    assert asked("print('x' * 100_000)") is None  # a pipe holds 64 KB, and the one of the server is read for one word


def test_without_a_server_the_call_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv(server.ADDRESS, str(tmp_path / "s"))
    with pytest.raises(EngineError):
        asked("1")


def test_time_of_children_is_counted_when_the_server_ends(monkeypatch):
    """Also of one that has only just ended, or no figure of what a run costs would hold."""
    monkeypatch.delenv(server.ADDRESS)
    start = children_seconds()
    with server.running():
        pass
    idle = children_seconds() - start
    with server.running():
        asked(BURN)
    assert children_seconds() - start - 2 * idle > 1.5  # of three; the start itself varies


def children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ended(numbers) -> bool:
    deadline = time.monotonic() + 20
    while any(map(lives, numbers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(map(lives, numbers))
