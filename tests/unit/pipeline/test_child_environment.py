"""What processes of a run inherit: set where nothing was said, never over what a user chose."""

from __future__ import annotations

import os

import pytest

from audit.pipeline.child_environment import CHILD_ENVIRONMENT, ONE_THREAD, one_thread, prepare_environment


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in (*CHILD_ENVIRONMENT, "PYTHONUTF8"):
        monkeypatch.setenv(name, "")  # remembered, to be put back after the test
        monkeypatch.delenv(name)


def test_one_thread_says_nothing_of_memory():
    one_thread()
    assert {name: os.environ[name] for name in ONE_THREAD} == dict.fromkeys(ONE_THREAD, "1")
    assert not {name for name in CHILD_ENVIRONMENT if name not in ONE_THREAD} & set(os.environ)


def test_what_a_user_has_set_stays(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "4")
    monkeypatch.setenv("ARROW_DEFAULT_MEMORY_POOL", "mimalloc")
    prepare_environment()
    assert os.environ["OMP_NUM_THREADS"] == "4"
    assert os.environ["ARROW_DEFAULT_MEMORY_POOL"] == "mimalloc"
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


def test_text_is_utf8_whatever_was_set(monkeypatch):
    monkeypatch.setenv("PYTHONUTF8", "0")
    prepare_environment()
    assert os.environ["PYTHONUTF8"] == "1"
