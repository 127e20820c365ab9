"""Two runs that end together: the index that stays lists both reports."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading

import pytest

from audit.errors import OutputError
from audit.pipeline import index
from audit.store import run_lock

FIRST, SECOND = "2025-2", "2026-1"
WAIT = 60  # seconds, on a busy machine
WRITE = """
import sys
from audit.pipeline import index, index_pages
from audit.pipeline.project import find_project
draw = index_pages.render_index
def slow(*given, **named):
    page = draw(*given, **named)
    print("drawn", flush=True)
    sys.stdin.read()
    return page
index_pages.render_index = slow
index.write_index(find_project())
"""


@pytest.fixture
def second_report(finished):
    """Return a function that puts a second report beside the first, as another run does."""
    reports = finished.root / "reports" / "64.74-kota-bontang"
    return lambda: shutil.copytree(reports / FIRST, reports / SECOND)


def test_the_last_to_write_sees_both(finished, second_report):
    """The first has drawn its page before the second report stands, and is held there while the second run ends."""
    page = finished.root / "reports" / "index.html"
    with subprocess.Popen(
        [sys.executable, "-c", WRITE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as first:
        assert first.stdout.readline() == "drawn\n"
        second_report()
        second = threading.Thread(target=index.write_index, args=[finished])
        second.start()
        second.join(0.5)
        assert second.is_alive()
        first.communicate("", timeout=WAIT)
        second.join(WAIT)
    assert first.returncode == 0
    assert not second.is_alive()
    shown = page.read_text(encoding="utf-8")
    assert f"/{FIRST}/publik/laporan.html" in shown
    assert f"/{SECOND}/publik/laporan.html" in shown
    assert sorted(p.name for p in page.parent.glob("index*")) == ["index.html", "index.html.lock"]


def test_one_that_hangs_is_not_waited_for_forever(finished, monkeypatch):
    monkeypatch.setattr(index, "_PATIENCE", 0.2)
    with run_lock(finished.root / "reports" / "index.html"), pytest.raises(OutputError) as refused:
        index.write_index(finished)
    assert refused.value.id == "store.locked"
