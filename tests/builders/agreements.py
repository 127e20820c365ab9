"""What tests compare with outside figures, noted while they compare it: how many figures, and how far apart at most.

A plugin of pytest. Nothing is compared twice or in another way than by the tests: ``numpy.testing.assert_allclose``,
``assert_array_equal`` and ``pytest.approx`` are what they are, and tell what they were given where they found it equal.
"""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

__all__ = ["Agreement", "Agreements"]


@dataclass
class Agreement:
    """All comparisons of one test with one tolerance, over its parameters; differences are absolute and relative.

    ``check``: the parameter of that name where the test has one; each has an agreement of its own.
    """

    test: str
    check: str
    rtol: float
    atol: float
    labels: list[str] = field(default_factory=list)
    figures: int = 0
    absolute: float = 0.0
    relative: float = 0.0
    by_ratio: bool = False
    files: dict[str, int] = field(default_factory=dict)

    def add(self, ours: np.ndarray, theirs: np.ndarray, label: str) -> None:
        """Take in one comparison."""
        away = np.abs(ours - theirs)
        ratio = self.rtol * np.abs(theirs) >= self.atol if self.rtol else np.zeros(theirs.shape, dtype=bool)
        ratio &= theirs != 0
        self.figures += len(ours)
        self.by_ratio |= bool(ratio.any())
        if ratio.any():
            self.relative = max(self.relative, float((away[ratio] / np.abs(theirs[ratio])).max()))
        if (~ratio).any():
            self.absolute = max(self.absolute, float(away[~ratio].max()))
        if label and label not in self.labels:
            self.labels.append(label)


class Agreements:
    """The plugin; ``found`` after the session, in the order of the tests."""

    def __init__(self, shared: Path) -> None:
        self.shared = shared
        self.found: dict[tuple[str, str, float, float], Agreement] = {}
        self._test: str | None = None
        self._check = ""
        self._depth = 0
        self._sinks: list[dict[str, int]] = []
        self._of_fixture: dict[tuple[str, str], dict[str, int]] = {}
        self._of_test: dict[tuple[str, str], dict[str, int]] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        """Let what compares and what reads tell this plugin."""
        for name in ("assert_allclose", "assert_array_equal"):
            setattr(np.testing, name, self._telling(getattr(np.testing, name)))
        base = [kind for kind in type(pytest.approx(1.0)).__mro__ if kind.__name__.startswith("Approx")][-1]
        for kind in _kinds(base):
            if "__eq__" in vars(kind):
                kind.__eq__ = self._equal(kind.__eq__)
        pd.read_csv = self._reading(pd.read_csv)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        """Know what a fixture reads."""
        self._sinks.append(self._of_fixture.setdefault((fixturedef.baseid, fixturedef.argname), {}))
        try:
            return (yield)
        finally:
            self._sinks.pop()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: Any) -> Iterator[None]:
        """Know which test compares, and what it reads."""
        self._test = item.nodeid.partition("[")[0]
        self._check = item.callspec.params.get("check", "") if hasattr(item, "callspec") else ""
        read = self._of_test.setdefault((self._test, self._check), {})
        for name, defs in item._fixtureinfo.name2fixturedefs.items():
            for each in defs:
                read |= self._of_fixture.get((each.baseid, name), {})
        self._sinks.append(read)
        try:
            return (yield)
        finally:
            self._sinks.pop()
            for (test, check, *_), agreement in self.found.items():
                if (test, check) == (self._test, self._check):
                    agreement.files |= read
            self._test = None

    def _reading(self, read: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(read)
        def told(path: Any, *args: Any, **options: Any) -> Any:
            frame = read(path, *args, **options)
            if self._sinks and isinstance(path, Path) and path.is_relative_to(self.shared):
                self._sinks[-1][path.relative_to(self.shared).as_posix()] = len(frame)
            return frame

        return told

    def _telling(self, compare: Callable[..., None]) -> Callable[..., None]:
        rtol = 1e-7 if compare.__name__ == "assert_allclose" else 0.0  # numpy's own

        @functools.wraps(compare)
        def told(ours: Any, theirs: Any, *args: Any, **options: Any) -> None:
            compare(ours, theirs, *args, **options)
            self._note(ours, theirs, options.get("rtol", rtol), options.get("atol", 0.0), sys._getframe(1))

        return told

    def _equal(self, compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
        @functools.wraps(compare)
        def told(approx: Any, ours: Any) -> bool:
            self._depth += 1
            try:
                equal = compare(approx, ours)
            finally:
                self._depth -= 1
            if equal and not self._depth:
                rel = (1e-6 if approx.abs is None else 0.0) if approx.rel is None else approx.rel  # pytest's own
                least = 1e-12 if approx.abs is None else approx.abs
                self._note(ours, approx.expected, rel, least, sys._getframe(1))
            return equal

        return told

    def _note(self, ours: Any, theirs: Any, rtol: float, atol: float, frame: Any) -> None:
        if self._test is None:
            return
        if isinstance(theirs, Mapping):
            ours, theirs = [ours[key] for key in theirs], list(theirs.values())
        try:
            a, b = np.broadcast_arrays(np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float))
        except (TypeError, ValueError):  # of words
            return
        given = np.isfinite(a) & np.isfinite(b)
        key = (self._test, self._check, rtol, atol)
        self.found.setdefault(key, Agreement(*key)).add(a[given], b[given], _label(frame))


def _kinds(base: type) -> Iterator[type]:
    yield base
    for kind in base.__subclasses__():
        yield from _kinds(kind)


@functools.cache
def _statements(file: str) -> list[ast.stmt]:
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and not hasattr(node, "body")]


def _label(frame: Any) -> str:
    """What is compared, as the test calls it: columns, else attributes; nothing where it has only a name."""
    around = [s for s in _statements(frame.f_code.co_filename) if s.lineno <= frame.f_lineno <= (s.end_lineno or 0)]
    for node in ast.walk(around[-1]) if around else ():
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("assert_allclose", "assert_array_equal")):
            return _named(node.args[0])
        if isinstance(node, ast.Compare) and "approx(" in ast.unparse(node.comparators[0]):
            return _named(node.left)
    return ""


def _named(node: ast.expr) -> str:
    slices = [n.slice for n in ast.walk(node) if isinstance(n, ast.Subscript)]
    words = [n.value for s in slices for n in ast.walk(s) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    called = {id(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}
    words = words or [
        n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute) and id(n) not in called and n.attr not in _HOW
    ]
    return ", ".join(dict.fromkeys(words))


_HOW = {"loc", "iloc", "at", "T", "values", "value"}
