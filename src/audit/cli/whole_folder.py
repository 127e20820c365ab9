"""A folder of outputs that is written whole or not at all."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from audit.errors import OutputError

__all__ = ["whole_folder"]


@contextmanager
def whole_folder(out: Path) -> Generator[Path, None, None]:
    """Give a folder whose files move into ``out`` when the block ends well; other files there stay as they are."""
    import shutil

    from audit.store import owner_only, owner_only_within, writing

    made = not out.exists()
    partial = out / ".partial"
    with writing(out):
        try:
            partial.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise OutputError("cli.import_not_a_folder", name=out.name) from error
        try:
            owner_only(out)
            yield partial
            owner_only_within(partial)
            for file in sorted(partial.iterdir()):
                file.replace(out / file.name)
        except BaseException:
            shutil.rmtree(out if made else partial, ignore_errors=True)
            raise
        partial.rmdir()
