"""``aks`` as it is, but notebooks are copied, not run: what is tested with it is everything around them.

Processes of a pool import this file too (``spawn``), and so does the fork server, which is told to have it ready: the
change holds in them as well.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import audit.pipeline.steps
from audit.cli import main
from audit.pipeline.engines import notebook_imports


def copy_notebook(source: Path, target: Path, parameters: object) -> float:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
    time.sleep(0.2)
    return 0.2


def imports_of(notebooks: Iterable[Path]) -> tuple[str, ...]:
    return (*libraries_of(notebooks), Path(__file__).stem)


def refuse_as_windows_does(self: Path, target: Path) -> Path:
    """A folder in which a file is open in Excel or Acrobat cannot be renamed there."""
    if self.name == os.environ["OPEN_ELSEWHERE"]:
        error = PermissionError(13, "The process cannot access the file", str(self))
        error.winerror = 32  # type: ignore[attr-defined]
        raise error
    return replace(self, target)


def refuse_to_write(self: Path, data: bytes) -> int:
    number, name = os.environ["REFUSED"].split()
    if self.name == name:
        raise OSError(getattr(errno, number), "refused by the system")
    return write_bytes(self, data)


libraries_of, notebook_imports.imports_of = notebook_imports.imports_of, imports_of
os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
if "WITH_KERNELS" not in os.environ:
    audit.pipeline.steps.execute = copy_notebook
if "OPEN_ELSEWHERE" in os.environ:
    replace, Path.replace = Path.replace, refuse_as_windows_does  # type: ignore[method-assign]
if "REFUSED" in os.environ:
    write_bytes, Path.write_bytes = Path.write_bytes, refuse_to_write  # type: ignore[method-assign]
if "AKS_TEST_ROOT" in os.environ:
    sys.path.append(str(Path(__file__).parents[2] / "builders"))
    from stopping_points import watch

    watch()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
