"""One class per cause of refusal, each with its exit code.

Floor 0. An error carries a message id and values, never prose: the sentence comes from the catalogue
(``audit.language``), so that it exists in both languages. A finding is a value and never an exception.
"""

from __future__ import annotations

TYPE_CHECKING = False  # spares `import audit` the import of typing
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ClassVar

__all__ = [
    "AuditError",
    "DisclosureError",
    "EngineError",
    "InputError",
    "InsufficientDataError",
    "NotReproducedError",
    "NotebookError",
    "OutputError",
    "ParamsError",
    "ReferenceDataError",
    "set_renderer",
]

_render: Callable[[AuditError], str] | None = None


def set_renderer(render: Callable[[AuditError], str]) -> None:
    """Say how an error becomes a sentence. ``audit`` itself does this on import."""
    global _render
    _render = render


class AuditError(Exception):
    """A user's mistake or a refusal: one sentence, one exit code, no traceback.

    Parameters
    ----------
    id : message id in the catalogue, e.g. ``"register.dates_undecidable"``.
    values : what the sentence names (file, sheet, cell, value). Never a person's data.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, id: str, /, **values: object) -> None:
        super().__init__(id, values)
        self.id = id
        self.values = values

    def __str__(self) -> str:
        if _render is None:
            return f"{self.id} {self.values}"
        return _render(self)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return _rebuild, (type(self), self.id, self.values)


def _rebuild(cls: type[AuditError], id: str, values: dict[str, object]) -> AuditError:
    return cls(id, **values)


class ParamsError(AuditError):
    """The parameters cannot be used."""

    exit_code = 10


class InputError(AuditError):
    """An input file cannot be read or does not hold what it must."""

    exit_code = 11


class ReferenceDataError(AuditError):
    """A reference table is missing, altered, or does not know what was asked."""

    exit_code = 12


class DisclosureError(AuditError):
    """Something that must stay private would have left; nothing was written."""

    exit_code = 13


class InsufficientDataError(AuditError):
    """Too little data for what was asked."""

    exit_code = 14


class NotebookError(AuditError):
    """A notebook raised."""

    exit_code = 15


class EngineError(AuditError):
    """The engine that runs notebooks failed or is not available."""

    exit_code = 16


class OutputError(AuditError):
    """An output cannot be written: open elsewhere, no permission, disk full."""

    exit_code = 17


class NotReproducedError(AuditError):
    """A report that was made again is not the same to the byte."""

    exit_code = 18
