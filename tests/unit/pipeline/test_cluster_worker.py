"""Who may take steps of a run: a worker with the same library and Python, one thread, and the project's folder."""

import pytest

from audit.errors import EngineError, ParamsError
from audit.pipeline.cluster import address_of

pytest.importorskip("distributed", reason="needs the extra named dask of pyproject.toml")

from dataclasses import replace

from audit.pipeline.cluster_worker import Likeness


@pytest.fixture
def here(tmp_path):
    return Likeness.here(tmp_path)


def test_a_worker_like_us_may(here):
    here.require(threads=1)


@pytest.mark.parametrize(
    ("other", "threads", "id"),
    [
        ({}, 2, "pipeline.worker_threads"),
        ({"code": "0" * 64}, 1, "pipeline.worker_code"),
        ({"python": (3, 1)}, 1, "pipeline.worker_code"),
    ],
)
def test_another_is_refused_and_told_why(here, other, threads, id):
    with pytest.raises(EngineError) as refused:
        replace(here, **other).require(threads=threads)
    assert refused.value.id == id


def test_one_without_the_folder_is_refused(here, tmp_path):
    with pytest.raises(EngineError) as refused:
        replace(here, root=tmp_path / "not here").require(threads=1)
    assert refused.value.id == "pipeline.worker_folder"


@pytest.mark.parametrize(
    ("executor", "address"),
    [("local", ""), ("dask:local", "local"), ("dask:tcp://10.0.0.5:8786", "tcp://10.0.0.5:8786")],
)
def test_where_a_run_goes(executor, address):
    assert address_of(executor) == address


@pytest.mark.parametrize("executor", ["", "dask", "dask:", "spark"])
def test_nowhere_else(executor):
    with pytest.raises(ParamsError):
        address_of(executor)
