"""The parameters of convergence actions: whose scheme, whose bounds, which columns the ministry asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from audit.errors import ReferenceDataError
from audit.pipeline.strict import Strict
from audit.reference.appraisal_schemes import Scheme, schemes_of
from audit.reference.convergence_rules import LEAST_REALISED_PERCENT, TARGET_COLUMNS, KpmDefinition, kpm_definition

__all__ = ["ActionParams"]

Desa = Annotated[str, Field(pattern=r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$")]


class ActionParams(Strict):
    """What a district or its province decides about convergence actions.

    ``schemes``: schemes of appraisal by id, as ``reference/tables/appraisal_schemes.yaml``; one's own replaces the one
    that ships for its framework. ``lokus``: desa that the district had named for a year of work, by year: with them
    indicator 1.1 is computed. ``target_columns``: columns of the target data in the order that the ministry's site asks
    for. ``kpm_definition``: when a KPM functions.
    """

    schemes: dict[str, Any] = Field(default_factory=dict)
    least_realised_percent: Annotated[int, Field(ge=1, le=100)] = LEAST_REALISED_PERCENT
    lokus: dict[int, Annotated[tuple[Desa, ...], Field(strict=False, min_length=1)]] = Field(default_factory=dict)
    target_columns: Annotated[tuple[str, ...], Field(strict=False, min_length=1)] = TARGET_COLUMNS
    kpm_definition: str = "kpm_aktif"

    @model_validator(mode="after")
    def _known(self) -> Self:
        try:
            _ = self.own_schemes
        except ReferenceDataError:
            raise ValueError("scheme_refused") from None
        try:
            _ = self.kpm
        except ReferenceDataError:
            raise ValueError("kpm_definition") from None
        if len(set(self.target_columns) & set(TARGET_COLUMNS)) < len(self.target_columns):
            raise ValueError("target_columns")
        return self

    @property
    def own_schemes(self) -> Mapping[str, Scheme]:
        """Schemes that the params bring, by id."""
        return schemes_of(self.schemes, "params")

    @property
    def kpm(self) -> KpmDefinition:
        """When a KPM functions."""
        return kpm_definition(self.kpm_definition)
