"""The whole report on one page: A4 to hang up (PDF/UA-1), and the same as a picture for WhatsApp (PNG)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from audit.report.context import ReportContext
from audit.report.emblem import emblem
from audit.report.infographic_parts import cards, dots, figure, head, places, services, source
from audit.report.standing import standing
from audit.report.typesetting import typeset, typeset_picture
from audit.report.view import View

__all__ = ["PICTURE_SIZE", "infographic", "render_infographic", "render_infographic_picture"]

PICTURE_SIZE = (1080, 1350)  # pixels; a point of the template each. As WhatsApp and its kin show it whole
Form = Literal["a4", "phone"]
_BARS: Mapping[Form, int] = {"a4": 5, "phone": 4}  # that each has room for
_TEMPLATE = "infographic.typ"
_AFTER_HEAD = 33  # bytes: the signature of a PNG and its first chunk, which always has 13 bytes of data


def infographic(context: ReportContext, form: Form) -> dict[str, Any]:
    """What stands on the page, drawn from the public forms alone whatever the context's edition."""
    view, day = View(context, "publik"), context.as_of
    month, district = view.month(context.month), context.district_name
    return {
        "form": form,
        "language": context.language,
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "document_title": view.words("infographic.title", district=district, month=month),
        "about": view.words("infographic.about", district=district, month=month),
        "marks": [
            mark
            for mark in (
                view.words("report.sample_short") if context.sample else "",
                view.words(f"report.state.{context.state}"),
            )
            if mark
        ],
        "logo_alt": emblem(context)[0],
        "head": head(view),
        "figure": figure(view),
        "dots": dots(view),
        "where": view.words("infographic.where"),
        "places": places(view),
        "services_title": view.words("infographic.bars"),
        "services": services(view, most=_BARS[form]),
        "cards_title": view.words("infographic.cards"),
        "cards": cards(view),
        "reading": view.words("infographic.reading") if form == "a4" else "",
        "source": source(view),
        "class": standing("publik", context.state, context.language).sentence,
        "key": view.words("infographic.key", key=context.run_key[:12]) if context.run_key else "",
    }


def render_infographic(context: ReportContext) -> bytes:
    """A4, accessible (PDF/UA-1); the same context gives the same bytes."""
    return typeset(_TEMPLATE, infographic(context, "a4"), pictures=emblem(context)[1])


def render_infographic_picture(context: ReportContext) -> bytes:
    """A PNG of ``PICTURE_SIZE`` with its words as text: for the leak scan, and for whoever cannot see it."""
    said = infographic(context, "phone")
    return _with_words(typeset_picture(_TEMPLATE, said, pictures=emblem(context)[1]), "\n".join(_words(said)))


def _words(said: object) -> Iterator[str]:
    """Every text of the page in order."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        for one in said.values():
            yield from _words(one)
    elif isinstance(said, Iterable):
        for one in said:
            yield from _words(one)


def _with_words(png: bytes, words: str) -> bytes:
    """A PNG with a ``Description`` (iTXt, not compressed) behind its first chunk."""
    data = b"iTXt" + b"Description\0\0\0\0\0" + words.encode()
    chunk = struct.pack(">I", len(data) - len(b"iTXt")) + data + struct.pack(">I", zlib.crc32(data))
    return png[:_AFTER_HEAD] + chunk + png[_AFTER_HEAD:]
