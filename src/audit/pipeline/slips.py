"""From what pydantic found in a params file to one sentence that names the line and shows the right form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from audit.errors import ParamsError
from audit.language import text
from audit.pipeline.params import FORMS, AuditParams
from audit.pipeline.params_file import ParamsFile

__all__ = ["explain"]

_SHOWN = 80  # characters of a value that a sentence repeats
_BY_TYPE = {  # pydantic's type of error: the sentence that shows the form
    "bool_type": "form_bool",
    "date_type": "form_date",
    "date_from_datetime_inexact": "form_date",
    "dict_type": "form_group",
    "float_type": "form_number",
    "int_type": "form_whole",
    "model_type": "form_group",
    "string_too_long": "too_long",
    "tuple_type": "form_list",
}
_LIMITS = ("gt", "ge", "lt", "le")


def explain(error: ValidationError, files: Sequence[ParamsFile], model: type[BaseModel] = AuditParams) -> ParamsError:
    """One slip as one sentence; an unknown key before a missing one, since a misspelt key is both.

    ``files`` are those that were merged, the strongest first: a slip is told of the file in which it stands. ``model``
    is what they were read as.
    """
    slips = error.errors(include_url=False)
    first = next((slip for slip in slips if slip["type"] == "extra_forbidden"), slips[0])
    loc = tuple(part for part in first["loc"] if part != "[key]")
    file = next((file for file in files if loc and loc[0] in file.content), files[0])
    told: dict[str, str] = {
        "file": file.shown,
        "line": file.line(loc),
        "key": ".".join(map(str, loc)) or "-",
        "place": ".".join(part for part in loc if isinstance(part, str)),
        "value": (file.written(loc) or str(first["input"]))[:_SHOWN],
    }
    if first["loc"][-1:] == ("[key]",):
        told["value"] = str(first["input"])
    id, more = _sentence(first, loc, model)
    if id == "quote" and first["loc"] == loc and (pattern := _pattern_missed(files, loc, told["value"], model)):
        id = f"form_{FORMS[pattern]}"
    return ParamsError(f"params.{id}", **told | more)


def _sentence(
    slip: Mapping[str, Any], loc: tuple[int | str, ...], model: type[BaseModel]
) -> tuple[str, dict[str, str]]:
    kind, given, context = slip["type"], slip["input"], slip.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(loc, model)
    if kind == "missing":
        return ("missing_inside" if len(loc) > 1 else "missing_key"), {}
    if given in (None, "", (), []):
        return "empty_key", {}
    if kind == "value_error":
        return str(context["error"]), {}
    if kind == "string_pattern_mismatch":
        return f"form_{FORMS[context['pattern']]}", {}
    if kind == "string_type":
        return ("form_text" if isinstance(given, dict | list) else "quote"), {}
    if kind == "invalid_key":
        return "decimal_comma", {}
    if limit := next((limit for limit in _LIMITS if limit in context), None):
        return "out_of_range", {"limit": text(f"params.limit_{limit}", limit=f"{context[limit]:g}")}
    if kind == "literal_error":
        return "not_allowed", {"allowed": ", ".join(re.findall(r"'([^']+)'", context["expected"]))}
    known = list(_keys_at(loc, model))
    if kind == "tuple_type" and known:
        return "form_items", {}
    if kind in _BY_TYPE:
        return _BY_TYPE[kind], {"known": ", ".join(known), "most": str(context.get("max_length", ""))}
    return "wrong_value", {}


def _pattern_missed(
    files: Sequence[ParamsFile], loc: tuple[int | str, ...], written: str, model: type[BaseModel]
) -> str | None:
    """The pattern that a value would still not have as text: quotation marks alone would only lead to the next slip."""
    content = deepcopy(files[-1].content | files[0].content)
    part: Any = content
    for step in loc[:-1]:
        part = part[step]
    part[loc[-1]] = written
    try:
        model.model_validate(content)
    except ValidationError as error:
        again = next((slip for slip in error.errors(include_url=False) if slip["loc"] == loc), None)
        return again.get("ctx", {}).get("pattern") if again else None
    return None


def _unknown(loc: tuple[int | str, ...], root: type[BaseModel]) -> tuple[str, dict[str, str]]:
    """A near key at this place; else the group that the key belongs to; else every key that may stand here."""
    key, known = str(loc[-1]), list(_keys_at(loc[:-1], root))
    if near := get_close_matches(key.lower(), known, n=1):
        return "unknown_key", {"suggestion": near[0]}
    if groups := [name for name, model in _groups(root) if key in model.model_fields]:
        return "misplaced_key", {"groups": ", ".join(groups)}
    return "unknown_key_here", {"known": ", ".join(known)}


def _groups(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    for name, field in model.model_fields.items():
        if inner := _model_in(field.annotation):
            yield name, inner


def _keys_at(loc: tuple[int | str, ...], root: type[BaseModel]) -> Iterator[str]:
    """Keys that the model has at a place."""
    model: type[BaseModel] | None = root
    for part in loc:
        if model is None or isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        model = _model_in(field.annotation) if field else None
    yield from model.model_fields if model else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if found := _model_in(part):
            return found
    return None
