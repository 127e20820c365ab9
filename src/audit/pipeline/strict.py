"""What every part of the parameters is: strict, frozen, without unknown keys."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Strict"]


class Strict(BaseModel):
    """A group of keys of a params file. Unknown keys are refused; nothing is turned into another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
