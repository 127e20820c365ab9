"""The parameters of the case audit: whose rules, whose bounds, which groups, how many cases from where.

Everything has a default, so a district writes only what it decides otherwise. Weights and shares are shares of one.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from audit.errors import ReferenceDataError
from audit.pipeline.params_recipients import RECIPIENT_FORMS, RecipientParams
from audit.pipeline.strict import Strict
from audit.reference.cycle_rules import PROVINCE_COLUMNS
from audit.reference.family_groups import FAMILY_RULES
from audit.reference.risk_status_rules import STATUS_RULES
from audit.reference.rule_sets import RuleSet, rule_set
from audit.reference.selection_rules import selection_rules
from audit.reference.target_groups import DEFAULT_GROUPS

__all__ = ["CASE_FORMS", "BudgetParams", "CasesParams", "ExpertParams", "SelectionParams", "WeightParams"]

_DESA = r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$"
CASE_FORMS = {_DESA: "desa"} | RECIPIENT_FORMS  # the sentence that shows each form

Group = Literal["catin", "bumil", "nifas", "busui", "baduta", "balita_24_59"]
Part = Annotated[float, Field(ge=0, le=1)]
Cases = Annotated[int, Field(ge=0, le=50)]
Desa = Annotated[str, Field(pattern=_DESA)]
RULES = selection_rules()


def _default_places() -> dict[Group, int]:
    return {group: RULES.per_group[group] for group in get_args(Group)}


class WeightParams(Strict):
    """The published weights of the score; together 1."""

    severity: Part = RULES.weights["severity"]
    no_improvement: Part = RULES.weights["no_improvement"]
    risks: Part = RULES.weights["risks"]
    comorbidity: Part = RULES.weights["comorbidity"]
    area_burden: Part = RULES.weights["area_burden"]

    @model_validator(mode="after")
    def _together_one(self) -> Self:
        if not math.isclose(sum(self.model_dump().values()), 1.0, abs_tol=1e-6):
            raise ValueError("weights_sum")
        return self


class SelectionParams(Strict):
    """How many cases of each group and from where.

    ``area``: "district" (all of it), "listed" (the desa of ``lokus``) or "computed" (the priority desa of the four
    criteria). ``per_lokus``: at most so many of a group from one desa.
    """

    per_group: dict[Group, Cases] = Field(default_factory=_default_places)
    area: Literal["district", "listed", "computed"] = "district"
    lokus: Annotated[tuple[Desa, ...], Field(strict=False)] = ()
    per_lokus: Annotated[int, Field(ge=1, le=50)] | None = None
    random_share: Part = RULES.random_share
    near_misses: Annotated[int, Field(ge=0, le=20)] = RULES.near_misses
    weights: WeightParams = WeightParams()

    @model_validator(mode="after")
    def _listed(self) -> Self:
        if (self.area == "listed") != bool(self.lokus):
            raise ValueError("lokus_listed")
        return self


class BudgetParams(Strict):
    """One item of the audit's own budget in one quarter of the year, in whole rupiah."""

    item: Literal["expert_fee", "transport", "meeting", "other"]
    quarter: Annotated[int, Field(ge=1, le=4)]
    ceiling_rupiah: Annotated[int, Field(ge=0)]
    realised_rupiah: Annotated[int, Field(ge=0)] = 0


class ExpertParams(Strict):
    """An expert of the panel: an office, never a name. ``outside``: not of the team or a facility that treats the case,
    so that only cases whose family agreed to such a review are handed out.
    """

    discipline: Literal["sp_a", "sp_og", "gizi", "psikolog"]
    reader: Literal["pertama", "kedua"] = "pertama"
    institution: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    mode: Literal["luring", "daring", "telekonsultasi"] | None = None
    outside: bool = False


class CasesParams(Strict):
    """Rule sets with the bounds that the panel set, groups, the selection, the audit's own budget, and who gets what.

    ``status_rules``: risk rules by which the status of a case is judged before and after.
    ``province_columns``: columns of the table for the province in the order that its site asks for this year.
    ``names_on_case_page``: the name on each page of ``kasus.pdf``; by default only the number of the case, and
    ``key_sheet`` writes the names to the numbers into a file of its own.
    """

    risk_rules: str = "risk_practice_2026"
    risk_bounds: dict[str, float] = Field(default_factory=dict)
    family_rules: str = FAMILY_RULES
    urgent_rules: str = "urgent_practice_2026"
    urgent_bounds: dict[str, float] = Field(default_factory=dict)
    status_rules: Annotated[tuple[str, ...], Field(strict=False, min_length=1)] = STATUS_RULES
    groups: Annotated[tuple[Group, ...], Field(strict=False, min_length=1)] = DEFAULT_GROUPS
    selection: SelectionParams = SelectionParams()
    budget: Annotated[tuple[BudgetParams, ...], Field(strict=False)] = ()
    province_columns: Annotated[tuple[str, ...], Field(strict=False, min_length=1)] = PROVINCE_COLUMNS
    experts: Annotated[tuple[ExpertParams, ...], Field(strict=False)] = ()
    names_on_case_page: bool = False
    key_sheet: bool = True
    recipients: Annotated[tuple[RecipientParams, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _known(self) -> Self:
        sets = ((self.risk_rules, self.risk_bounds), (self.family_rules, {}), (self.urgent_rules, self.urgent_bounds))
        for rules, bounds in sets:
            try:
                rule_set(rules)
            except ReferenceDataError:
                raise ValueError("rules_unknown") from None
            try:
                rule_set(rules).with_bounds(bounds)
            except ReferenceDataError:
                raise ValueError("bounds_unknown") from None
        own = {rule.id for rule in rule_set(self.risk_rules).rules}
        if self.status_rules != STATUS_RULES and not own.issuperset(self.status_rules):
            raise ValueError("status_rules_unknown")
        if len(self.groups) != len(set(self.groups)):
            raise ValueError("audited_group_twice")
        if not self.family.is_of_families or self.risk.is_of_families:
            raise ValueError("rules_unknown")
        if len(set(self.province_columns) & set(PROVINCE_COLUMNS)) < len(self.province_columns):
            raise ValueError("province_columns")
        if len({(e.discipline, e.reader) for e in self.experts}) != len(self.experts):
            raise ValueError("expert_twice")
        if not (self.key_sheet or self.names_on_case_page):
            raise ValueError("case_names_nowhere")
        if len({r.id for r in self.recipients}) != len(self.recipients):
            raise ValueError("recipient_twice")
        return self

    @property
    def risk(self) -> RuleSet:
        """The risk rules as this district uses them."""
        return rule_set(self.risk_rules).with_bounds(self.risk_bounds)

    @property
    def family(self) -> RuleSet:
        """The rules by which a family is at risk."""
        return rule_set(self.family_rules)

    @property
    def urgent(self) -> RuleSet:
        """The rules of urgent referral as this district uses them."""
        return rule_set(self.urgent_rules).with_bounds(self.urgent_bounds)
