"""A source whose path has ``*`` is every file that fits: one export a puskesmas, as large districts have them."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from audit.pipeline.params import AuditParams, SourceParams

__all__ = ["each_file"]

_ANY = "*"
_OPEN_IN_EXCEL = ("~$", ".")  # beginnings of names that are no data: locks of an office program, hidden files


def each_file(params: AuditParams, root: Path) -> AuditParams:
    """Params with one source a file for every source whose path has ``*``, by name; the rest as it is.

    The first keeps the source's id, others are ``<id>-2``, ``<id>-3``, passing over ids that are taken. A path that
    nothing fits stays, so that whoever reads it says that it is not there.
    """
    if not any(_ANY in source.path for source in params.sources):
        return params
    taken = {source.id for source in params.sources}
    sources: list[SourceParams] = []
    for source in params.sources:
        numbers = count(2)
        for n, path in enumerate(_fitting(source.path, root)):
            id = source.id
            while n and id in taken:
                id = f"{source.id}-{next(numbers)}"
            taken.add(id)
            sources.append(source.model_copy(update={"id": id, "path": path}))
    return params.model_copy(update={"sources": tuple(sources)})


def _fitting(path: str, root: Path) -> list[str]:
    if _ANY not in path:
        return [path]
    pattern = path.replace("[", "[[]").replace("?", "[?]")  # a name may have them
    found = (file for file in root.glob(pattern) if file.is_file() and not file.name.startswith(_OPEN_IN_EXCEL))
    return sorted(file.relative_to(root).as_posix() for file in found) or [path]
