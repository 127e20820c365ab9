"""From a YAML file to ``AuditParams``, or one sentence that says what to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from audit.errors import ParamsError, ReferenceDataError
from audit.pipeline.params import AuditParams, DistrictParams
from audit.pipeline.params_file import ParamsFile, read_params_file
from audit.pipeline.slips import explain
from audit.pipeline.source_files import each_file
from audit.reference.areas import areas_of, near_districts

__all__ = ["DEFAULTS", "load_each", "load_params"]

DEFAULTS = "_defaults.yaml"


def load_params(path: Path, *, root: Path | None = None) -> AuditParams:
    """Read one params file over ``_defaults.yaml`` beside it; top-level keys of the file win whole.

    With ``root``, the project's folder, a source whose path has ``*`` is every file that fits.
    Raises ``ParamsError`` (exit 10) with file and key, ``ReferenceDataError`` (exit 12) for an unknown district.
    """
    return load_each([path], root=root)[0]


def load_each(paths: Iterable[Path], *, root: Path | None = None) -> list[AuditParams]:
    """Load many, in order; the defaults that they share are read once, after the first of them. Raises the same."""
    defaults: dict[Path, list[ParamsFile]] = {}
    return [_over(read_params_file(path, root), path, root, defaults) for path in paths]


def _over(own: ParamsFile, path: Path, root: Path | None, defaults: dict[Path, list[ParamsFile]]) -> AuditParams:
    shared = path.parent / DEFAULTS
    if shared not in defaults:
        defaults[shared] = [read_params_file(shared, root)] if shared.exists() else []
    files = [own, *defaults[shared]]
    try:
        params = AuditParams.model_validate(files[-1].content | own.content)
    except ValidationError as error:
        raise explain(error, files) from None
    _require_agreement(params.district, path, own.shown)
    return each_file(params, root) if root else params


def _require_agreement(district: DistrictParams, path: Path, shown: str) -> None:
    """Code, name and file name are of one district."""
    try:
        official = areas_of(district.code).district.name
    except ReferenceDataError as error:
        near = near_districts(district.name)
        raise (_unknown(district.code, near) if near else error) from None
    if _letters(official) != _letters(district.name):
        values = {"code": district.code, "official": official, "name": district.name}
        raise ParamsError("params.name_differs", file=shown, **values)
    if path.name != f"{district.folder}.yaml":
        raise ParamsError("params.file_name", file=shown, expected=f"{district.folder}.yaml")


def _unknown(code: str, near: tuple[str, ...]) -> ReferenceDataError:
    return ReferenceDataError("reference.unknown_district_near", code=code, near="; ".join(near))


def _letters(name: str) -> str:
    return "".join(name.casefold().split())


def schema() -> Mapping[str, Any]:
    """JSON schema of a params file, for editors."""
    return AuditParams.model_json_schema()
