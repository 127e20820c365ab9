"""Where the outlines of a district's map come from: the source that params name, else the one file that fits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import InputError
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.reference.areas import Areas, areas_of, district_codes
from audit.register.boundary_files import SUFFIXES
from audit.results import Sentence

if TYPE_CHECKING:
    from audit.register.boundaries import Boundaries

__all__ = ["OUTLINES", "FoundOutlines", "find_outlines", "load_outlines", "outline_inputs", "store_outlines", "summary"]

OUTLINES = "boundaries.json"  # among the prepared results
_FOLDER = ("data", "boundaries")
_KIND = "boundaries"
_CODE = re.compile(r"(?<!\d)(\d\d)[._]?(\d\d)(?!\d)")
_MOST_NAMES = 20  # that a sentence takes


@dataclass(frozen=True, slots=True)
class FoundOutlines:
    """The outlines of a district, ``None`` where there are none, and what a person should know about them."""

    boundaries: Boundaries | None
    told: tuple[Sentence, ...]


def find_outlines(params: AuditParams, project: Project) -> FoundOutlines:
    """Read the file that params name (``InputError``, exit 11, where it cannot be used).

    Without one, the only file of ``data/boundaries`` that fits the district; a file that does not, or several that do,
    leave the report without a map, and a sentence says why.
    """
    from audit.register.boundaries import read_boundaries

    areas = areas_of(params.district.code)
    if (named := _named(params)) is not None:
        found = read_boundaries(project.root / named, areas)
        return FoundOutlines(found, tuple(summary(found, areas)))
    fitting: list[Boundaries] = []
    told: list[Sentence] = []
    folder = "/".join(_FOLDER)
    for path in _in_folder(params, project):
        try:
            fitting.append(read_boundaries(path, areas))
        except InputError as error:
            values = {"file": path.name, "folder": folder, "district": params.district.name, "reason": str(error)}
            told.append(Sentence("boundaries.not_used", values))
    if len(fitting) == 1:
        return FoundOutlines(fitting[0], (*summary(fitting[0], areas), *told))
    if fitting:
        values = {"n": len(fitting), "folder": folder, "files": ", ".join(found.file for found in fitting)}
        told.insert(0, Sentence("boundaries.ambiguous", values | {"district": params.district.name}))
    return FoundOutlines(None, tuple(told))


def summary(found: Boundaries, areas: Areas) -> Iterator[Sentence]:
    """How a file of outlines and the areas of the district match, and what of either side is left over."""
    of = len(found.shapes) + len(found.without_shape)
    yield Sentence("boundaries.matched", {"file": found.file, "n": len(found.shapes), "of": of})
    if found.by_name:
        yield Sentence("boundaries.by_name", {"file": found.file})
    missing = tuple(areas.by_code[code].name for code in found.without_shape)
    for id, names in (("without_shape", missing), ("unmatched", found.unmatched)):
        if names:
            listed = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
            yield Sentence(f"boundaries.{id}", {"file": found.file, "n": len(names), "names": listed})


def outline_inputs(params: AuditParams, project: Project) -> Iterator[tuple[str, Path]]:
    """Files that a map depends on beside the sources of params, with an id: their bytes are inputs of the run.

    Those that lie beside a named shapefile, or every file of ``data/boundaries`` that may be this district's.
    """
    named = _named(params)
    maps = _in_folder(params, project) if named is None else [project.root / named]
    for path in maps:
        beside = path.parent.glob(f"{path.stem}.*") if path.suffix.lower() == ".shp" else ()
        files = {path, *(p for p in beside if p.is_file())} - ({project.root / named} if named else set())
        yield from ((_KIND, file) for file in sorted(files))


def store_outlines(found: Boundaries | None, folder: Path) -> None:
    """Keep outlines among the prepared results, so that no notebook reads the file again; ``null`` where none are."""
    content = json.dumps(found and found.to_json(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    (folder / OUTLINES).write_text(content, encoding="utf-8", newline="\n")


def load_outlines(folder: Path) -> Boundaries | None:
    """What ``store_outlines`` kept; ``None`` where nothing was kept."""
    from audit.register.boundaries import Boundaries

    path = folder / OUTLINES
    said = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    return Boundaries.from_json(said) if said else None


def _named(params: AuditParams) -> str | None:
    return next((source.path for source in params.sources if source.kind == _KIND), None)


def _in_folder(params: AuditParams, project: Project) -> list[Path]:
    """Maps in the folder, those whose name carries the code of another district left out."""
    folder = project.root.joinpath(*_FOLDER)
    return sorted(
        path
        for path in folder.glob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and not _of_another(path.stem, params.district.code)
    )


def _of_another(stem: str, code: str) -> bool:
    named = {f"{province}.{district}" for province, district in _CODE.findall(stem)} & district_codes().keys()
    return bool(named) and code not in named
