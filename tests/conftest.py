"""Fixtures that every kind of test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"


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
