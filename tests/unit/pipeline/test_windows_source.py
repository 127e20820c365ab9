"""No call in the source that Windows lacks, and none that leaves the encoding to the system."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "src" / "audit"
GUARDED = {"fcntl", "pwd", "grp", "resource", "termios", "pty"}  # POSIX only
NOT_THERE = {"os.fork", "os.killpg", "os.getuid", "os.geteuid", "signal.SIGKILL", "signal.SIGALRM", "signal.pause"}
TEXT = {"open": 1, "read_text": 0, "write_text": 1}  # position of the encoding or mode argument


def faults(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in NOT_THERE:
            found.append(ast.unparse(node))
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name in GUARDED]
        if isinstance(node, ast.Call) and _text_without_encoding(node):
            found.append(ast.unparse(node))
    return found


def _text_without_encoding(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in TEXT or any(k.arg in ("encoding", None) for k in call.keywords):
        return False
    modes = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    modes += [k.value.value for k in call.keywords if k.arg == "mode" and isinstance(k.value, ast.Constant)]
    if name == "open":
        owner = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        return owner not in NO_TEXT and not any("b" in mode for mode in modes)
    return len(call.args) <= TEXT[name]


NO_TEXT = {"package", "os"}  # the members of an archive are bytes, and ``os.open`` gives a number


def test_the_source_has_no_such_call():
    found = {
        path.relative_to(SOURCE).as_posix(): faults(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")
    }
    assert len(found) > 100
    posix = {"register/workbook_reader.py": ["resource"], "cli/speed/cost.py": ["resource"]}
    # Of the fork engine, which is used on Linux alone (``engines.choice.can_fork``).
    posix["pipeline/engines/server.py"] = ["os.killpg", "signal.SIGKILL"]
    posix["pipeline/forkserver.py"] = ["resource", "os.fork", "os.killpg", "signal.SIGKILL", "signal.SIGKILL"]
    asking_first = {"store/lock.py": ["fcntl"]} | posix
    assert {name: calls for name, calls in found.items() if calls} == asking_first


@pytest.mark.parametrize(
    "planted",
    [
        "import os\nos.fork()", "import fcntl", "import signal\nsignal.SIGKILL", "path.read_text()", "open('x')",
        "path.open('w')", "path.write_text('x', newline='')", "path.open(mode='w')",
    ],
)  # fmt: skip
def test_a_planted_call_is_found(planted):
    assert len(faults(planted)) == 1


@pytest.mark.parametrize(
    "allowed", ["path.open('rb')", "open('x', encoding='utf-8')", "path.read_text('utf-8')", "path.open(mode='wb')"]
)
def test_an_allowed_call_is_not(allowed):
    assert faults(allowed) == []
