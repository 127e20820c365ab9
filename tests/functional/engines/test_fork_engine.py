"""The fork engine against Papermill's own: the same cells, the same outputs, to the byte of a picture."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError

from audit.pipeline import load_params
from audit.pipeline.engines import server
from audit.pipeline.engines.choice import VARIABLE, can_fork
from audit.pipeline.notebook import NOTEBOOKS, execute

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system does not fork: the stock engine is used there")

PARAMS = "params/64.74-kota-bontang.yaml"
CELLS = {
    "streams": "import sys\nprint('keluar')\nprint('galat', file=sys.stderr)\n6 * 7",
    "child process": "import subprocess\nsubprocess.run(['echo', 'dari proses lain'], check=True);",
    "shell": "!echo dari shell",
    "picture": "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3]);",
    "two pictures": "fig, ax = plt.subplots()\nax.bar([1], [2])\nplt.show()\nplt.plot([3, 1]);",
    "await": "import asyncio\nawait asyncio.sleep(0.01)\n'sesudah'",
    "running loop": "asyncio.get_running_loop().is_running()",
    "display id": "from IPython.display import HTML, clear_output, display\ndisplay(HTML('<b>1</b>'), display_id='q');",
    "update": "display(HTML('<b>2</b>'), display_id='q', update=True)",
    "clear": "print('lama')\nclear_output(wait=True)\nprint('baru')",
    "table": "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "history": "In[1][:6], Out[1], _",
    "input": "try:\n    input()\nexcept Exception as refused:\n    print(type(refused).__name__, refused)",
    "main": "__name__, sorted(name for name in globals() if name.startswith('CELL'))",
}


def notebook(path: Path, *cells: str) -> Path:
    made = nbformat.v4.new_notebook()
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(made, path)
    return path


def run(path: Path, engine: str | None, **more: Any) -> Any:
    papermill_engines.register_entry_points()
    from audit.pipeline.engines.fork import ForkEngine

    papermill_engines.register("fork", ForkEngine)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)  # a kernel that sees it leaves child processes unheard
        return papermill.execute_notebook(
            path, path.with_suffix(f".{engine}.ipynb"), engine_name=engine, progress_bar=False, **more
        )


def outputs(cell: Any) -> list[Any]:
    """Outputs of a cell; what is printed is cut into pieces by time, so that pieces of a stream are joined."""
    joined: list[Any] = []
    for output in cell.get("outputs", []):
        last = joined[-1] if joined else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] += output["text"]
        else:
            joined.append(dict(output))
    return joined


def pictures(notebook: Any) -> int:
    """Outputs that hold a drawing: a PNG, or an SVG within a block."""
    return sum("image/png" in str(o) or "<svg" in str(o) for cell in notebook.cells for o in cell.get("outputs", []))


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """One notebook of everything that cells may do, run by both engines."""
    path = notebook(tmp_path_factory.mktemp("mesin") / "semua.ipynb", *CELLS.values())
    return {engine: run(path, engine) for engine in (None, "fork")}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_shows_the_same(both, name):
    at = list(CELLS).index(name)
    stock, fork = (both[engine].cells[at] for engine in (None, "fork"))
    assert outputs(fork) == outputs(stock)
    assert fork.execution_count == stock.execution_count


def test_the_rest_of_the_notebook_is_the_same(both):
    stock, fork = both[None], both["fork"]
    assert fork.metadata.keys() == stock.metadata.keys()
    assert fork.metadata.language_info == stock.metadata.language_info
    assert [cell.metadata.keys() for cell in fork.cells] == [cell.metadata.keys() for cell in stock.cells]
    assert pictures(fork) == pictures(stock) == 2 + 1


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_of_the_project_shows_the_same(rendered, tmp_path, monkeypatch, name):
    params = load_params(rendered.root / PARAMS)
    parameters = {"district_code": params.district.code, "cycle": params.cycle}
    shown = {}
    for engine in ("nbclient", "fork"):
        monkeypatch.setenv(VARIABLE, engine)
        target = tmp_path / engine / f"{name}.ipynb"
        execute(rendered.notebooks / f"{name}.ipynb", target, parameters)
        shown[engine] = nbformat.read(target, as_version=4)
    stock, fork = (shown[engine] for engine in ("nbclient", "fork"))
    assert [outputs(cell) for cell in fork.cells] == [outputs(cell) for cell in stock.cells]
    assert pictures(fork) == pictures(stock)
    if name not in ("50_convergence", "60_dissemination"):  # what they show is tables and words
        assert pictures(fork) > 0


def test_a_failed_cell_keeps_its_banner_and_what_came_before(tmp_path):
    path = notebook(tmp_path / "gagal.ipynb", "print('sebelum')", "1 / 0", "print('sesudah')")
    with pytest.raises(PapermillExecutionError, match="division by zero"):
        run(path, "fork")
    left = nbformat.read(path.with_suffix(".fork.ipynb"), as_version=4)
    assert "papermill-error" in left.cells[0].source
    by_source = {cell.source: cell for cell in left.cells}
    assert by_source["print('sebelum')"].outputs[0]["text"] == "sebelum\n"
    assert by_source["1 / 0"].outputs[0]["ename"] == "ZeroDivisionError"
    assert by_source["print('sesudah')"].outputs == []


def test_each_notebook_has_a_process_and_random_numbers_of_its_own(tmp_path):
    path = notebook(
        tmp_path / "acak.ipynb",
        "import os, random, numpy\n[os.getpid(), random.random(), float(numpy.random.rand())]",
        "import builtins\n[hasattr(builtins, 'tanda'), setattr(builtins, 'tanda', 1)][0]",
    )
    seen = [run(path, "fork").cells for _ in range(3)]
    first = [cells[0].outputs[0]["data"]["text/plain"].strip("[]").split(", ") for cells in seen]
    for values in zip(*first, strict=True):
        assert len(set(values)) == 3
    assert {cells[1].outputs[0]["data"]["text/plain"] for cells in seen} == {"False"}


def test_a_cell_that_takes_too_long_is_ended_with_what_it_started(tmp_path):
    mark = tmp_path / "masih-hidup"
    sleeper = f"import subprocess\nsubprocess.run(['sh', '-c', 'sleep 3; touch {mark}'])"
    path = notebook(tmp_path / "lama.ipynb", sleeper)
    start = time.monotonic()
    with pytest.raises(CellTimeoutError):
        run(path, "fork", execution_timeout=1)
    assert time.monotonic() - start < 20
    time.sleep(3)
    assert not mark.exists()


def test_a_child_that_dies_is_told(tmp_path):
    path = notebook(tmp_path / "mati.ipynb", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(DeadKernelError):
        run(path, "fork")


def test_memory_can_be_limited(tmp_path):
    path = notebook(tmp_path / "memori.ipynb", "len(bytearray(6_000_000_000))")
    with pytest.raises(PapermillExecutionError, match="MemoryError"):
        run(path, "fork", memory_mb=4000)


INTERRUPTED = """
import os, signal, sys, threading
import papermill
from papermill.engines import papermill_engines
from audit.pipeline.engines.fork import ForkEngine
papermill_engines.register("fork", ForkEngine)
signal.signal(signal.SIGINT, signal.default_int_handler)
papermill.execute_notebook(sys.argv[1], sys.argv[2], engine_name="fork", progress_bar=False)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_whoever_asked(tmp_path, how):
    started = tmp_path / "mulai"
    code = f"import os, pathlib, time\npathlib.Path({str(started)!r}).write_text(str(os.getpid()))\ntime.sleep(60)"
    path = notebook(tmp_path / "putus.ipynb", code)
    asking = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(path), str(tmp_path / "hasil.ipynb")], stderr=subprocess.DEVNULL
    )
    try:
        child = _wait_for(started)
        asking.send_signal(how)
        assert asking.wait(timeout=30) != 0
        assert _is_gone(child)
    finally:
        asking.kill()


def _wait_for(file: Path) -> int:
    for _ in range(600):
        if file.exists() and (text := file.read_text(encoding="utf-8")):
            return int(text)
        time.sleep(0.1)
    raise AssertionError("the cell never began")


def _is_gone(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def no_server(monkeypatch):
    """Not the one that the tests of this worker share."""
    monkeypatch.delenv(server.ADDRESS, raising=False)


@pytest.mark.usefixtures("no_server")
def test_one_server_serves_every_process_of_a_run(tmp_path):
    path = notebook(tmp_path / "induk.ipynb", "import os\nos.getppid()")
    with server.running():
        parents = {run(path, "fork").cells[0].outputs[0]["data"]["text/plain"] for _ in range(2)}
        address = os.environ[server.ADDRESS]
        assert Path(address).exists()
    assert len(parents) == 1
    assert server.ADDRESS not in os.environ
    assert not Path(address).exists()
    assert _is_gone(int(parents.pop()))


@pytest.mark.usefixtures("no_server")
def test_a_server_has_ready_what_notebooks_import(tmp_path):
    path = notebook(tmp_path / "siap.ipynb", "import sys\n'colorsys' in sys.modules, 'sklearn' in sys.modules")
    with server.running(("colorsys", "no_such_module")):
        assert run(path, "fork").cells[0].outputs[0]["data"]["text/plain"].startswith("(True")


@pytest.mark.usefixtures("no_server")
def test_a_library_that_leaves_threads_is_left_to_the_notebook(tmp_path, monkeypatch):
    library = tmp_path / "leaves_a_thread.py"
    library.write_text("import threading, time\nthreading.Thread(target=time.sleep, args=[60], daemon=True).start()\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    path = notebook(tmp_path / "sendiri.ipynb", "import sys\n'leaves_a_thread' in sys.modules")
    with server.running(("leaves_a_thread",)):
        assert run(path, "fork").cells[0].outputs[0]["data"]["text/plain"] == "False"
