"""The district's emblem as templates of pages open it: its words, and the picture beside the data."""

from __future__ import annotations

from collections.abc import Mapping

from audit.language import text
from audit.report.context import ReportContext

__all__ = ["LOGO", "emblem"]

LOGO = "logo.png"  # as the templates open it


def emblem(context: ReportContext) -> tuple[str, Mapping[str, bytes]]:
    """Words for those who cannot see it, and the pictures of ``typeset``; both empty where no emblem was given."""
    if not context.formal.logo:
        return "", {}
    return text("formal.logo_alt", context.language, area=context.district_name), {LOGO: context.formal.logo}
