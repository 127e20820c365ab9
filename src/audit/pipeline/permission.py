"""No public figure from a source whose producer has not said yes."""

from __future__ import annotations

from audit.errors import DisclosureError
from audit.pipeline.params import AuditParams

__all__ = ["require_permission"]


def require_permission(params: AuditParams) -> None:
    """Raise ``DisclosureError`` (exit 13), naming whom to ask, where a source may not be published."""
    for source in params.sources:
        if not source.publishable:
            raise DisclosureError("pipeline.not_publishable", source=source.id, producer=source.producer)
