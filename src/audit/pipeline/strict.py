"""What every part of the parameters is: strict, frozen, without unknown keys; and values that several parts hold."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

__all__ = ["Day", "ProjectPath", "Strict", "Words"]


class Strict(BaseModel):
    """A group of keys of a params file. Unknown keys are refused; nothing is turned into another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _day(value: object) -> object:
    """A date between quotation marks is a date; any other text stays what it is."""
    quoted = isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
    try:
        return date.fromisoformat(value) if quoted and isinstance(value, str) else value
    except ValueError:
        return value


def _inside(value: str) -> str:
    """A path of the project, with forward slashes; ``ValueError`` for one that leads out of it."""
    path = PurePosixPath(value.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"^[A-Za-z]:", value):
        raise ValueError("outside_project")
    return str(path)


Day = Annotated[date, BeforeValidator(_day)]
Words = Annotated[str, Field(min_length=1, max_length=300)]
ProjectPath = Annotated[Words, AfterValidator(_inside)]
