"""From a YAML file to ``AuditParams``, or one sentence that says what to mend."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from audit.errors import ParamsError
from audit.pipeline.params import AuditParams
from audit.reference.areas import areas_of

__all__ = ["DEFAULTS", "load_params"]

DEFAULTS = "_defaults.yaml"


class _Loader(yaml.SafeLoader):
    """YAML that refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, key.value, key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def load_params(path: Path, *, root: Path | None = None) -> AuditParams:
    """Read one params file over ``_defaults.yaml`` beside it; top-level keys of the file win whole.

    Raises ``ParamsError`` (exit 10) with file and key, ``ReferenceDataError`` (exit 12) for an unknown district.
    """
    shown = _shown(path, root)
    merged = _read(path.parent / DEFAULTS, root) if (path.parent / DEFAULTS).exists() else {}
    merged |= _read(path, root)
    try:
        params = AuditParams.model_validate(merged)
    except ValidationError as error:
        raise _explain(error, shown) from None
    areas_of(params.district.code)
    if path.stem != params.district.folder:
        raise ParamsError("params.file_name", file=shown, expected=f"{params.district.folder}.yaml")
    return params


def _shown(path: Path, root: Path | None) -> str:
    return path.relative_to(root).as_posix() if root and path.is_relative_to(root) else path.name


def _read(path: Path, root: Path | None) -> dict[str, Any]:
    shown = _shown(path, root)
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except FileNotFoundError:
        raise ParamsError("params.no_file", file=shown) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ParamsError("params.not_yaml", file=shown, line=str(mark.line + 1) if mark else "?") from None
    if not isinstance(content, dict):
        raise ParamsError("params.not_yaml", file=shown, line="1")
    return content


def _explain(error: ValidationError, file: str) -> ParamsError:
    """One slip as one sentence; an unknown key before a missing one, since a misspelt key is both."""
    slips = error.errors(include_url=False)
    first = next((slip for slip in slips if slip["type"] == "extra_forbidden"), slips[0])
    key = ".".join(str(part) for part in first["loc"]) or "-"
    kind, given, context = first["type"], first.get("input"), first.get("ctx", {})
    if kind == "extra_forbidden":
        known = _keys_at(first["loc"][:-1])
        close = get_close_matches(str(first["loc"][-1]), known, n=1) or sorted(known)[:1]
        return ParamsError("params.unknown_key", file=file, key=key, suggestion=close[0] if close else "-")
    if kind == "missing":
        return ParamsError("params.missing_key", file=file, key=key)
    if kind == "string_type" and isinstance(given, int | float):
        return ParamsError("params.quote", file=file, key=key, value=str(given))
    if kind == "value_error":
        reason = str(context["error"])
        return ParamsError(f"params.{reason}", file=file, key=key)
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        return ParamsError("params.out_of_range", file=file, key=key, value=str(given))
    if kind in ("literal_error", "enum"):
        allowed = context["expected"]
        return ParamsError("params.not_allowed", file=file, key=key, value=str(given), allowed=allowed)
    return ParamsError("params.wrong_value", file=file, key=key, value=str(given)[:80])


def _keys_at(loc: tuple[int | str, ...]) -> list[str]:
    """Keys that the model has at a place, for the suggestion."""
    model: Any = AuditParams
    for part in loc:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation if part in model.model_fields else None
        model = _model_in(annotation)
        if model is None:
            return []
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if found := _model_in(part):
            return found
    return None


def schema() -> Mapping[str, Any]:
    """JSON schema of a params file, for editors."""
    return AuditParams.model_json_schema()
