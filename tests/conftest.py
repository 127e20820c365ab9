"""Fixtures that every kind of test may use."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from looking import CHROMIUM, launch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"
MADE_ONCE = ("rendered_once", "run_light", "pages")  # whole reports, which take a worker many seconds

# An example may take as long as a busy machine needs: no test here measures speed by it.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    """Where Python is told to keep no compiled modules, let processes that tests start share some for this one run.

    Else every one of hundreds would compile pandas anew, which takes longer than what most of them are started for.
    """
    if sys.dont_write_bytecode and not hasattr(config, "workerinput"):
        folder = TemporaryDirectory(prefix="compiled", ignore_cleanup_errors=True)
        config.add_cleanup(folder.cleanup)
        os.environ["PYTHONPYCACHEPREFIX"] = folder.name
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests on one report with one worker, so that no other makes it too (``--dist loadgroup``)."""
    for item in items:
        for name in MADE_ONCE:
            if name in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group(name))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout under test."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared():
    """Return a function from a path inside ``../shared`` to that file; skips, naming it, where it is absent."""

    def find(path: str) -> Path:
        file = SHARED / path
        if not file.exists():
            pytest.skip(f"needs ../shared/{path} beside the checkout")
        return file

    return find


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium, driven by Playwright.

    Closed with its module: the loop of asyncio that Playwright keeps running in this process would refuse nbclient,
    which runs notebooks in the same worker, a second one.
    """
    lock = "pip install -r requirements-dev.lock"
    playwright = pytest.importorskip("playwright.sync_api", reason=f"needs playwright ({lock})")
    pytest.importorskip("axe_playwright_python", reason=f"needs axe-playwright-python ({lock})")
    if CHROMIUM is None:
        pytest.skip("needs chromium (apt install chromium)")
    with playwright.sync_playwright() as driver:
        browser = launch(driver)
        yield browser
        browser.close()
