"""Packages whose public names load when first used: importing one costs no library that the importer does not need.

Floor 0. A name may also be the name of the module it stands in (``audit.survey.change``): importing that module would
put it where the name was, so a package on demand keeps such names for what stands in the module.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False  # typing itself takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["on_demand"]


def on_demand(package: str, homes: Mapping[str, str]) -> None:
    """Make the public names of a package load when first used; called once, in its ``__init__``.

    ``homes``: the module below ``package`` in which each name stands.
    """

    class OnDemand(ModuleType):
        def __getattr__(self, name: str) -> object:
            if name not in homes:
                raise AttributeError(f"module {package!r} has no attribute {name!r}")
            found = getattr(import_module(f"{package}.{homes[name]}"), name)
            super().__setattr__(name, found)
            return found

        def __setattr__(self, name: str, value: object) -> None:
            if not (name in homes and isinstance(value, ModuleType)):
                super().__setattr__(name, value)

        def __dir__(self) -> list[str]:
            return sorted({*self.__dict__, *homes})

    sys.modules[package].__class__ = OnDemand
