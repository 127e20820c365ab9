"""Who gets a part of the cases: the offices and functions of a district with their desa or their names in plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from audit.pipeline.strict import Strict
from audit.reference.slice_rules import slice_roles

if TYPE_CHECKING:
    from audit.cases.case_slice import Recipient

__all__ = ["RECIPIENT_FORMS", "RecipientParams"]

_ID, _AREA = r"^[a-z][a-z0-9_-]*$", r"^\d{2}\.\d{2}\.\d{2}(\.\d{4})?$"
RECIPIENT_FORMS = {_AREA: "recipient_area"}  # the sentence that shows each form

Words = Annotated[str, Field(min_length=1, max_length=60)]  # it stands at the foot of a sheet


class RecipientParams(Strict):
    """One office or function, never a person.

    ``areas``: codes of kecamatan or desa, for a role by area; ``offices``: the names under which plans name it, for a
    role by plan (``slice_rules``).
    """

    id: Annotated[str, Field(pattern=_ID, max_length=40)]
    role: Literal["pkb", "puskesmas", "opd", "opd_nik", "sponsor"]
    name: Words
    areas: Annotated[tuple[Annotated[str, Field(pattern=_AREA)], ...], Field(strict=False)] = ()
    offices: Annotated[tuple[Words, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _as_its_role(self) -> Self:
        by_area = slice_roles()[self.role].scope == "area"
        if bool(self.areas) != by_area or bool(self.offices) == by_area:
            raise ValueError("recipient_scope")
        return self

    @property
    def recipient(self) -> Recipient:
        """The same with what its role gets."""
        from audit.cases.case_slice import Recipient  # params are read by every notebook, which cuts no parts

        return Recipient(self.id, slice_roles()[self.role], self.name, frozenset(self.areas), self.offices)
