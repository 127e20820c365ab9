"""``params/plans/``: one file for the audits of many districts, those without a params file of their own too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, ValidationError

from audit.errors import ParamsError
from audit.pipeline.load import DEFAULTS, load_each
from audit.pipeline.params import AuditParams
from audit.pipeline.params_file import ParamsFile, read_params_file
from audit.pipeline.project import Project
from audit.pipeline.slips import explain
from audit.pipeline.source_files import each_file
from audit.pipeline.strict import Strict, Words
from audit.reference.areas import district_codes

__all__ = ["Plan", "audits_of", "districts_of", "planned", "read_plan"]

_PROVINCE_OR_DISTRICT = r"^\d{2}(\.\d{2})?$"
_AUDIT = "audit"


class Plan(Strict):
    """Which districts, and what their params are: ``{code}`` and ``{name}`` stand for those of each."""

    schema_version: Literal[1] = 1
    title: Words
    districts: (
        Literal["all"]
        | Annotated[tuple[Annotated[str, Field(pattern=_PROVINCE_OR_DISTRICT)], ...], Field(strict=False, min_length=1)]
    )
    audit: dict[str, Any]


def read_plan(name: str, project: Project) -> tuple[Plan, ParamsFile]:
    """Read ``params/plans/<name>.yaml``; the file beside it knows the lines.

    Raises ``ParamsError`` (exit 10) with the names of those that are there, or with the line of a slip.
    """
    path = project.plans / f"{name.removesuffix('.yaml').rpartition('/')[2]}.yaml"
    if not path.is_file():
        known = ", ".join(found.stem for found in _files(project)) or "-"
        raise ParamsError("params.no_plan", plan=name, known=known)
    file = read_params_file(path, project.root)
    try:
        return Plan.model_validate(file.content), file
    except ValidationError as error:
        raise explain(error, [file]) from None


def districts_of(plan: Plan, only: Sequence[str] = ()) -> tuple[str, ...]:
    """Codes of the districts of a plan; ``only``: those of these provinces and districts.

    Raises ``ParamsError`` (exit 10) for a code of which nothing is in the plan.
    """
    named = [""] if plan.districts == "all" else plan.districts
    codes = _within(district_codes(), named)
    chosen = _within(codes, only) if only else codes
    for part, among in ((named, district_codes()), (only, codes)):
        if unknown := [code for code in part if not _within(among, [code])]:
            raise ParamsError("params.not_in_plan", code=", ".join(unknown), plan=plan.title)
    return tuple(chosen)


def audits_of(name: str, project: Project, only: Sequence[str] = ()) -> tuple[AuditParams, ...]:
    """Params of every district of a plan by code; a district's own params file goes before the plan.

    Raises ``ParamsError`` (exit 10) with file and line.
    """
    plan, file = read_plan(name, project)
    own = {path.name.partition("-")[0]: path for path in reversed(project.params_files)}
    codes, defaults = districts_of(plan, only), _defaults(project)
    named = iter(load_each((own[code] for code in codes if code in own), root=project.root))
    return tuple(
        next(named) if code in own else each_file(_filled(plan, file, defaults, code), project.root) for code in codes
    )


def planned(code: str, project: Project) -> AuditParams | None:
    """Params of a district by the first plan that has it; ``None`` where none has."""
    for path in _files(project):
        plan, file = read_plan(path.stem, project)
        if code in districts_of(plan):
            return each_file(_filled(plan, file, _defaults(project), code), project.root)
    return None


def _files(project: Project) -> list[Path]:
    return sorted(project.plans.glob("*.yaml"))


def _defaults(project: Project) -> list[ParamsFile]:
    path = project.root / "params" / DEFAULTS
    return [read_params_file(path, project.root)] if path.exists() else []


def _within(codes: Iterable[str], parts: Sequence[str]) -> list[str]:
    return [code for code in codes if any(not part or code == part or code.startswith(f"{part}.") for part in parts)]


def _filled(plan: Plan, file: ParamsFile, defaults: Sequence[ParamsFile], code: str) -> AuditParams:
    district = {"code": code, "name": district_codes()[code]}
    shared = _with(plan.audit, district)
    merged = {key: value for default in defaults for key, value in default.content.items()}
    try:
        return AuditParams.model_validate(merged | shared | {"district": district})
    except ValidationError as error:
        raise explain(error, [_part(file, _AUDIT), *defaults]) from None


def _with(value: Any, words: dict[str, str]) -> Any:
    """A value with ``{code}`` and ``{name}`` filled in wherever it has text."""
    if isinstance(value, str):
        for name, word in words.items():
            value = value.replace(f"{{{name}}}", word)
        return value
    if isinstance(value, dict):
        return {key: _with(inner, words) for key, inner in value.items()}
    return [_with(inner, words) for inner in value] if isinstance(value, list) else value


def _part(file: ParamsFile, key: str) -> ParamsFile:
    """What stands under one key of a file, as if it were a file."""
    pairs = file.nodes.value if isinstance(file.nodes, yaml.MappingNode) else ()
    nodes = next(value for name, value in pairs if name.value == key)
    return ParamsFile(file.shown, file.content[key], nodes)
