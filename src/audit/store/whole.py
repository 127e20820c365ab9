"""A file is written whole or not at all: a run that is killed, or a full disk, leaves the older file or none."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from audit.store.refusals import PARTIAL, writing

__all__ = ["whole_file"]


@contextmanager
def whole_file(path: Path) -> Generator[Path, None, None]:
    """Give ``<name>.partial``, to be written, which becomes ``path`` when the block ends well.

    When the block raises, ``path`` is as it was and nothing half written is left. Raises ``OutputError`` (exit 17)
    where the older file is open elsewhere, permission lacks, or the disk is full.
    """
    partial = path.with_name(path.name + PARTIAL)
    with writing(path):
        try:
            yield partial
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
