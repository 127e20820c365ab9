"""Short names for files from names of places."""

from __future__ import annotations

import re

__all__ = ["slug"]

LONGEST_SLUG = 20  # letters


def slug(name: str, *, most: int = LONGEST_SLUG) -> str:
    """Small letters and hyphens; a long name loses its last words, so that Windows can hold the whole path."""
    found = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    if len(found) <= most:
        return found
    return found[: most + 1].rpartition("-")[0] or found[:most]
