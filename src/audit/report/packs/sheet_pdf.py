"""The sheet of a kecamatan on paper: one A4 page, set by Typst from the public forms of its blocks."""

from __future__ import annotations

from audit.language import text
from audit.report.context import ReportContext
from audit.report.drawing import drawn
from audit.report.emblem import emblem
from audit.report.packs.kecamatan_sheet import kecamatan_sheet
from audit.report.packs.pack_pdf import pack_frame
from audit.report.packs.places import place_name
from audit.report.typesetting import typeset
from audit.report.view import View

__all__ = ["render_sheet"]


def render_sheet(context: ReportContext) -> bytes:
    """Set the sheet of the kecamatan of a context, always in its public form.

    Raises ``ValueError`` where the context names none, and a Typst error as it is: each is a bug of the caller.
    """
    forms = [drawn(block.to_json(), "publik") for block in kecamatan_sheet(context)]
    title, place = text("kecamatan_sheet.title", context.language), place_name(View(context, "publik"))
    sheet = {form["id"].removeprefix("sheet_"): form for form in forms}
    frame = pack_frame(context, title=title, place=place)
    own_notes = text("kecamatan_sheet.own_notes", context.language)
    return typeset("kecamatan_sheet.typ", frame | {"sheet": sheet, "words": {**frame["words"], "own_notes": own_notes}},
                   pictures=emblem(context)[1])  # fmt: skip
