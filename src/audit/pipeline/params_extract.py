"""The parameters of one research extract: whose audit, under which documents, told how finely, for whom and what for.

A file of its own, ``params/extracts/<name>.yaml``; the name of the file is the name of the extract.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from audit.errors import ParamsError
from audit.pipeline.load import load_params
from audit.pipeline.params import AuditParams
from audit.pipeline.params_file import read_params_file
from audit.pipeline.project import Project
from audit.pipeline.slips import explain
from audit.pipeline.strict import Day, ProjectPath, Strict, Words
from audit.reference.extract_rules import DIVERSITY, LEAST_ALIKE, MOST_SUPPRESSED_PERCENT

__all__ = ["ConsentParams", "DocumentParams", "ExtractParams", "LevelParams", "allowed_extract", "load_extract"]

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
TableName = Literal["persons", "person_time", "exposures", "selection"]


class DocumentParams(Strict):
    """One document that allows the extract: its number and the last day on which it holds."""

    number: Words
    valid_until: Day


class ConsentParams(Strict):
    """Whose data may be used: of those who agreed to research, or of all but those who refused.

    The second needs the decision of the ethics committee that waives consent.
    """

    basis: Literal["given", "waived"] = "given"
    decision: Words | None = None

    @model_validator(mode="after")
    def _decided(self) -> Self:
        if (self.basis == "waived") != (self.decision is not None):
            raise ValueError("consent_decision")
        return self


class LevelParams(Strict):
    """How finely each quasi-identifier is told; ``audit.reference.extract_rules.LADDERS``, the finest first."""

    sex: Literal["exact", "none"] = "exact"
    age: Literal["weeks", "months", "half_years", "years", "none"] = "half_years"
    area: Literal["desa", "kecamatan", "district"] = "kecamatan"
    welfare: Literal["fifths", "none"] = "none"
    time: Literal["weeks", "months", "quarters", "half_years", "years"] = "half_years"
    exit: Literal["reasons", "left", "none"] = "left"
    group: Literal["each", "kind", "none"] = "kind"
    selection: Literal["how", "chosen"] = "chosen"
    exposures: Literal["each", "packages", "ever"] = "packages"


class ExtractParams(Strict):
    """Everything that one extract depends on, beside what was prepared of its audit.

    ``linked``: whether the selection frame has the ids of the other tables; every case must then have others like it
    in sex, age, area and history too. ``z``: steps in which height for age is told, only where ``z_agreed`` names the
    clause of the agreement that asks for it. ``exposures_agreed``: the clause by which people need not be alike in what
    they received.
    """

    schema_version: Literal[1] = 1
    audit: ProjectPath
    recipient: Words
    purpose: Words
    ethics: DocumentParams
    permit: DocumentParams
    agreement: DocumentParams
    impact_assessment: Words | None = None
    consent: ConsentParams = ConsentParams()
    tables: Annotated[tuple[TableName, ...], Field(strict=False, min_length=1)]
    levels: LevelParams = LevelParams()
    linked: bool = False
    sensitive: Annotated[
        tuple[Literal["stunted_first", "stunted_last", "stunted_ever"], ...], Field(strict=False, min_length=1)
    ] = ("stunted_last",)
    k: Annotated[int, Field(ge=LEAST_ALIKE, le=50)] = LEAST_ALIKE
    diversity: Annotated[int, Field(ge=DIVERSITY, le=2)] = DIVERSITY
    suppress_percent: Annotated[int, Field(ge=0, le=MOST_SUPPRESSED_PERCENT)] = 0
    z: Literal["none", "half", "tenth"] = "none"
    z_agreed: Words | None = None
    exposures_agreed: Words | None = None
    seed: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if (self.z == "none") != (self.z_agreed is None):
            raise ValueError("z_agreed")
        if len(set(self.tables)) != len(self.tables):
            raise ValueError("tables_twice")
        if set(self.tables) != {"selection"} and "persons" not in self.tables:
            raise ValueError("persons_first")
        if self.linked and not {"persons", "selection"} <= set(self.tables):
            raise ValueError("linked_alone")
        return self

    @property
    def documents(self) -> dict[str, DocumentParams]:
        """The documents by what they are."""
        return {"ethics": self.ethics, "permit": self.permit, "agreement": self.agreement}

    def require_valid(self, as_of: date, shown: str) -> None:
        """Raise ``ParamsError`` (exit 10) naming the first document that no longer holds on a day."""
        for key, document in self.documents.items():
            if document.valid_until < as_of:
                raise ParamsError(
                    "params.extract_expired", file=shown, key=key, number=document.number, until=document.valid_until,
                    as_of=as_of,
                )  # fmt: skip


def load_extract(path: Path, *, root: Path) -> ExtractParams:
    """Read the params of an extract; raises ``ParamsError`` (exit 10) with file, line and key."""
    file = read_params_file(path, root)
    if not _NAME.fullmatch(path.stem):
        raise ParamsError("params.extract_name", file=file.shown)
    for key in ("ethics", "permit", "agreement"):
        if key not in file.content:
            raise ParamsError(f"params.extract_no_{key}", file=file.shown)
    try:
        return ExtractParams.model_validate(file.content)
    except ValidationError as error:
        raise explain(error, [file], ExtractParams) from None


def allowed_extract(path: Path, project: Project) -> tuple[ExtractParams, AuditParams]:
    """Read the params of an extract and of its audit; raises as ``load_extract``, and where a document has expired."""
    params = load_extract(path, root=project.root)
    audit = load_params(project.root / params.audit, root=project.root)
    params.require_valid(audit.as_of, project.shown(path))
    return params, audit
