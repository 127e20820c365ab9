"""Which role gets what of the cases of an audit: cases of its desa or of its plans, and only the columns it needs.

The table is ``tables/slice_roles.yaml``, with its sources; a role that is not in it gets nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import yaml

__all__ = ["PASSWORD_LEAST", "PLACES_OF_BRIDES", "SliceRole", "slice_roles"]

# Of a couple about to marry nobody is told more than the kecamatan (reference/practice.md R13).
PLACES_OF_BRIDES = ("kecamatan",)
# Letters of a password that locks a file. NIST SP 800-63B asks 8, and 15 where nothing else protects; ours in between.
PASSWORD_LEAST = 12


@dataclass(frozen=True, slots=True)
class SliceRole:
    """What one role gets.

    ``scope``: "area" (cases of its desa) or "plan" (cases with a plan that names it, and these plans alone).
    ``purpose``: the consent that is asked for (``register.consents.PURPOSES``); ``consent``: whether it must have been
    "given" or is enough "not_refused". ``identity``: columns that say who a case is; ``sections`` of the worksheet;
    ``plans``: fields of a plan; ``case_page``: whether the pages of its cases go along; ``why``: in one line.
    """

    id: str
    scope: Literal["area", "plan"]
    purpose: str
    consent: Literal["given", "not_refused"]
    identity: tuple[str, ...]
    sections: tuple[str, ...]
    plans: tuple[str, ...]
    case_page: bool
    why: str


@cache
def slice_roles() -> Mapping[str, SliceRole]:
    """Every role by id, in the order of the table."""
    raw = (files("audit.reference") / "tables" / "slice_roles.yaml").read_text(encoding="utf-8")
    return MappingProxyType({id: _role(id, row) for id, row in yaml.safe_load(raw)["roles"].items()})


def _role(id: str, row: Mapping[str, Any]) -> SliceRole:
    lists: dict[str, Any] = {name: tuple(row[name]) for name in ("identity", "sections", "plans")}
    return SliceRole(id=id, **(dict(row) | lists))
