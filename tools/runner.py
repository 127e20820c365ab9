"""What ``run.py`` does: bring ``.venv`` to exactly what a lock file says, then run a verb in it. Standard library only.

What it says goes to standard error, so that the output of a verb (``run.py aks status --json``) stays clean; it is in
ASCII, since a console may be unable to show more. Set-up is skipped when a stamp in ``.venv`` says that it was done for
the same lock, project, place and Python.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUN_LOCK, DEV_LOCK = "requirements.lock", "requirements-dev.lock"
# The development lock holds all of the other at the same versions (tests/unit/test_locks.py).
COVERS = {RUN_LOCK: (RUN_LOCK,), DEV_LOCK: (RUN_LOCK, DEV_LOCK)}
STAMP = "audit-stamp.txt"
USAGE = "python3 run.py demo | test | lab | aks VERB ..."
KEPT_LINES, SHOWN_LINES = 400, 15  # of an installer's output: searched for causes; shown where none is known
WIDTH = 76  # columns of the line that shows an installer at work

# What installers print, and what it means. The first cause found is the one named.
CAUSES = (
    (
        ("no space left on device", "not enough space on the disk", "os error 28", "os error 112"),
        "Penyimpanan penuh; sediakan ruang kosong 2 GB, lalu ulangi.",
        "The disk is full; free 2 GB and try again.",
    ),
    (
        ("do not match the hashes", "hash mismatch"),
        "Paket yang diunduh berbeda dari yang tercatat di berkas kunci, jadi tidak dipasang; coba dari jaringan lain.",
        "A downloaded package differs from the lock file and was not installed; try another network.",
    ),
    (
        ("certificate_verify_failed", "certificate verify failed", "invalid peer certificate"),
        "Sertifikat jaringan ditolak, biasanya karena proksi kantor; tanyakan kepada pengelola jaringan.",
        "A network certificate was refused, usually because of an office proxy; ask the network's keeper.",
    ),
    (
        (
            "failed to establish a new connection", "name or service not known", "name resolution", "getaddrinfo",
            "nodename nor servname", "network is unreachable", "no route to host", "connection refused", "timed out",
            "connection reset", "connection aborted", "dns error", "error sending request", "proxyerror",
            "client error (connect)", "(from versions: none)",
        ),
        "Tidak ada jaringan internet, atau proksi kantor menolak; sambungkan, lalu ulangi.",
        "No network, or an office proxy refuses; connect and try again.",
    ),
    (
        ("permission denied", "access is denied", "os error 5)", "winerror 5]", "winerror 32]"),
        "Folder .venv tidak dapat ditulis; tutup program yang memakainya (JupyterLab, editor), lalu ulangi.",
        "The folder .venv cannot be written; close the programs that use it (JupyterLab, an editor) and try again.",
    ),
    (
        ("no module named venv", "no module named ensurepip", "ensurepip is not available"),
        "Python ini tanpa modul venv; di Debian atau Ubuntu: sudo apt install python3-venv, lalu ulangi.",
        "This Python lacks the venv module; on Debian or Ubuntu: sudo apt install python3-venv, then try again.",
    ),
    (
        ("no matching distribution", "no solution found", "failed to build", "failed building wheel"),
        "Ada paket yang tidak tersedia untuk Python ini; pakai Python 3.11, 3.12, atau 3.13 versi 64-bit.",
        "A package is not available for this Python; use Python 3.11, 3.12 or 3.13, 64-bit.",
    ),
)  # fmt: skip


class SetUpError(Exception):
    """Set-up cannot go on. The arguments are one sentence in Indonesian and the same in English."""


def say(indonesian: str, english: str) -> None:
    sys.stderr.write(f"{indonesian}\n  ({english})\n")
    sys.stderr.flush()


def cause_of(printed: str) -> tuple[str, str] | None:
    """Name the cause behind what an installer or the system printed, or ``None`` where it is not known."""
    lower = printed.lower()
    for signs, indonesian, english in CAUSES:
        if any(sign in lower for sign in signs):
            return indonesian, english
    return None


def refusal(error: OSError) -> SetUpError:
    return SetUpError(*(cause_of(str(error)) or (str(error), str(error))))


def python_in(venv: Path, platform: str = sys.platform) -> Path:
    """Return the interpreter inside a virtual environment."""
    return venv / "Scripts" / "python.exe" if platform == "win32" else venv / "bin" / "python"


def children_environment() -> dict[str, str]:
    """Return the variables that children run with: this process's own, and UTF-8 on every system."""
    return os.environ | {"PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def fingerprint(root: Path, lock: str, version: Sequence[int] = tuple(sys.version_info[:2])) -> str:
    """Return one line that changes with the lock, the project's own file, its place and the Python version."""
    parts = (str(root).encode(), (root / lock).read_bytes(), (root / "pyproject.toml").read_bytes())
    digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    return f"{lock} {version[0]}.{version[1]} {digest}"


def is_ready(root: Path, lock: str) -> bool:
    """Tell whether ``.venv`` was set up to the end for this lock."""
    stamp = root / ".venv" / STAMP
    if not (stamp.exists() and python_in(root / ".venv").exists()):
        return False
    return fingerprint(root, lock) in stamp.read_text(encoding="utf-8").splitlines()


def succeeds(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, env=children_environment(), check=False).returncode == 0
    except OSError:
        return False


def find_uv() -> str | None:
    """Return the path of a uv that works; a shim of a version manager may stand there and fail."""
    uv = shutil.which("uv")
    return uv if uv and succeeds([uv, "--version"]) else None


def is_usable(venv: Path, uv: str | None) -> bool:
    """Tell whether an older ``.venv`` starts, has this Python's version and something to install with."""
    need_pip = "" if uv else "import pip; "
    probe = f"import sys; {need_pip}sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    return succeeds([str(python_in(venv)), "-c", probe])


def install(command: Sequence[str], root: Path) -> None:
    """Run an installer, its current line shown on a terminal; ``SetUpError`` with the cause where it fails."""
    terminal = sys.stderr.isatty()
    lines: deque[str] = deque(maxlen=KEPT_LINES)
    try:
        with subprocess.Popen(
            command,
            cwd=root,
            env=children_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                lines.append(line.rstrip())
                if terminal:
                    sys.stderr.write("\r" + line.strip()[:WIDTH].ljust(WIDTH))
                    sys.stderr.flush()
    except OSError as error:
        raise refusal(error) from error
    if terminal:
        sys.stderr.write("\r" + " " * WIDTH + "\r")
    if process.returncode == 0:
        return
    known = cause_of("\n".join(lines))
    if known is None:
        sys.stderr.write("\n".join(list(lines)[-SHOWN_LINES:]) + "\n")
        known = "Pemasangan gagal; pesannya ada di atas.", "The installation failed; its message stands above."
    raise SetUpError(*known)


def make_venv(venv: Path, uv: str | None) -> None:
    """Make an empty virtual environment with this Python; one that is there but of no use goes first."""
    if venv.exists():
        say("Folder .venv tidak dapat dipakai; dibuat ulang.", "The folder .venv is of no use; making it anew.")
        try:
            shutil.rmtree(venv)
        except OSError as error:
            raise refusal(error) from error
    if not uv and not (find_spec("venv") and find_spec("ensurepip")):
        raise SetUpError(*(cause_of("No module named venv") or ()))
    version = ".".join(map(str, sys.version_info[:3]))
    say(f"1/3 Membuat .venv dengan Python {version}.", f"Making .venv with Python {version}.")
    maker = [uv, "venv", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
    install([*maker, str(venv)], venv.parent)


def set_up(root: Path, lock: str) -> None:
    """Bring ``.venv`` to what the lock says, with the project itself in it; nothing is done where it is so already."""
    if is_ready(root, lock):
        return
    began = time.monotonic()
    venv, uv = root / ".venv", find_uv()
    if not is_usable(venv, uv):
        make_venv(venv, uv)
    (venv / STAMP).unlink(missing_ok=True)
    python = str(python_in(venv))
    installer = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
    tool, patience = ("uv", ("", "")) if uv else ("pip", (" Sekitar satu menit.", " About a minute."))
    say(
        f"2/3 Memasang paket dari {lock} dengan {tool}, masing-masing diperiksa.{patience[0]}",
        f"Installing packages from {lock} with {tool}, each checked by its hash.{patience[1]}",
    )
    install([*installer, "--require-hashes", "-r", lock], root)
    say("3/3 Memasang proyek ini.", "Installing the project itself.")
    install([*installer, "--no-deps", "--no-build-isolation", "-e", "."], root)
    stamp = "".join(fingerprint(root, each) + "\n" for each in COVERS[lock])
    (venv / STAMP).write_text(stamp, encoding="utf-8", newline="\n")
    seconds = time.monotonic() - began
    say(f"Siap dalam {seconds:.0f} detik.", f"Set up in {seconds:.0f} s.")


def commands(verb: str, python: str, rest: Sequence[str]) -> list[list[str]]:
    """Return what a verb runs, in order; what follows the verb goes to the last of them."""
    if verb == "test":
        return [
            [python, "-m", "ruff", "check", "--quiet", "."],
            [python, "-m", "basedpyright", "--level", "error", "src/audit"],
            [python, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "--durations", "30", *rest],
        ]
    return [[python, "-m", "audit", *([] if verb == "aks" else [verb]), *rest]]


def run(command: Sequence[str], folder: Path | None) -> int:
    """Run a command on this terminal and return its exit code, a signal's as shells do (128 + its number).

    Ctrl+C reaches the command by itself (JupyterLab asks whether to stop), so here it means only: wait for it.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        code = subprocess.Popen(command, cwd=folder, env=children_environment()).wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return 128 - code if code < 0 else code


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Set up what a verb needs, run it, and return its exit code; 1 where set-up fails, 2 for no such verb."""
    verb, *rest = arguments or [""]
    if rest[:1] == ["--"]:
        del rest[0]
    if verb not in ("demo", "test", "lab", "aks"):
        say(f"Cara pakai: {USAGE}", "Run one of these words; README.md says what each does.")
        return 0 if verb in ("-h", "--help", "help") else 2
    folder = None if verb == "aks" else root  # paths given to aks are seen from where the user stands
    try:
        set_up(root, DEV_LOCK if verb == "test" else RUN_LOCK)
        began = time.monotonic()
        steps = commands(verb, str(python_in(root / ".venv")), rest)
        codes = [run(command, folder) for command in steps]
    except SetUpError as cause:
        say(*cause.args)
        return 1
    except KeyboardInterrupt:
        return 130
    if verb != "aks":
        seconds = time.monotonic() - began
        ended = ", ".join(f"{command[2]} {code}" for command, code in zip(steps, codes, strict=True))
        say(f"Selesai dalam {seconds:.0f} detik. Kode: {ended}.", f"Done in {seconds:.0f} s. Exit codes: {ended}.")
    return next((code for code in codes if code), 0)
