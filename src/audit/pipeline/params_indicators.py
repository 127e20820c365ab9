"""The parameters of essential indicators: a district's own targets, and which source counts where several report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from audit.pipeline.strict import Strict, Words
from audit.reference.essential_indicators import agreed_targets, essential_indicators

__all__ = ["IndicatorParams"]

Percent = Annotated[float, Field(ge=0, le=100, strict=False)]


class IndicatorParams(Strict):
    """What a document of the district decides about the essential indicators.

    ``targets``: percent by indicator, in place of the nation's; ``document`` names where they stand. ``sources``: by
    indicator the source that counts, as its office writes it; without one an indicator of several sources has no value.
    """

    targets: dict[str, Percent] = Field(default_factory=dict)
    document: Words | None = None
    sources: dict[str, Words] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _known(self) -> Self:
        if not {*self.targets, *self.sources} <= {indicator.id for indicator in essential_indicators()}:
            raise ValueError("indicator_unknown")
        if bool(self.targets) != bool(self.document):
            raise ValueError("indicator_document")
        return self

    @property
    def goals(self) -> Mapping[str, float]:
        """Target of each indicator that has one, as a proportion (0-1): the district's own before the nation's."""
        return {**agreed_targets(), **{id: percent / 100 for id, percent in self.targets.items()}}
