"""Slides as bytes without a clock: one day on every part, and the day of the data on the sheets inside."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

__all__ = ["without_clock"]

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of what a zip file can hold
_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_CONTENTS = "[Content_Types].xml"
_TEMPLATE, _SHEET = b'lang="en-US"', ".xlsx"
_LANGUAGES = {"id": b'lang="id-ID"', "en": b'lang="en-GB"'}


def without_clock(content: bytes, day: date, language: str) -> bytes:
    """The same slides: no time of writing, no printer, and the template's words marked as of ``language``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for name in sorted(read.namelist(), key=lambda name: (name != _CONTENTS, name)):
            part = read.read(name)
            if name.endswith(_SHEET):
                part = without_clock(part, day, language)
            elif name == _PROPERTIES:
                part = _MOMENT.sub(f"{day.isoformat()}T00:00:00Z".encode(), part)
            elif name.endswith(".xml"):
                part = part.replace(_TEMPLATE, _LANGUAGES[language])
            write.writestr(zipfile.ZipInfo(name, _FIRST_DAY), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
