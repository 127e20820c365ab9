"""An empty 16:9 presentation in our look: one layout with a title, the band and the number, and nothing else.

The stock template of python-pptx is 4:3 and carries a printer's settings, a thumbnail and ten layouts; we keep its
theme, which names Calibri.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from audit.report.slides.look import BRAND, EDGE, FACE, FOOT_SIZES, LOGO, MUTED, NUMBER, SLIDE, TITLE, TITLE_SIZES
from audit.report.slides.slide import Box

if TYPE_CHECKING:
    from pptx.presentation import Presentation

__all__ = ["empty_presentation", "placed", "rgb"]

_TITLE_ONLY = 5  # of the template's layouts
_DROPPED = ("printerSettings", "thumbnail")  # kinds of parts
_TITLE, _PICTURE = "title", "pic"
_NUMBERED = (
    '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
)


def empty_presentation(*, title: str, author: str, day: date, words: dict[str, str]) -> Presentation:
    """Return a presentation with one layout, properties of its own, and no slide.

    ``day`` is the day of the data (no clock); ``words`` are those that only who edits the layout sees: ``title``,
    ``logo``, ``layout``, ``note``.
    """
    import pptx

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = _emu(SLIDE.width), _emu(SLIDE.height)
    package = deck.part.package
    for relations in (deck.part.rels, package._rels):  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue] - no public name
        for id in [id for id, rel in relations.items() if rel.reltype.rpartition("/")[2] in _DROPPED]:
            relations.pop(id)
    layout = deck.slide_layouts[_TITLE_ONLY]
    for other in [one for one in deck.slide_layouts if one is not layout]:
        deck.slide_layouts.remove(other)
    layout.name = words["layout"]
    for holder in (deck.slide_master, layout):
        _only_title(holder, words["title"])
    _draw_layout(deck, layout, words["logo"])
    _plain_notes(deck.notes_master, words["note"])
    properties = deck.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.subject = properties.keywords = properties.comments = properties.category = ""
    properties.created = properties.modified = datetime.combine(day, datetime.min.time())
    properties.revision = 1
    return deck


def placed(shape: Any, box: Box) -> Any:
    """Set the place of a shape; returns it."""
    shape.left, shape.top, shape.width, shape.height = map(_emu, (box.left, box.top, box.width, box.height))
    return shape


def rgb(colour: str) -> Any:
    """A colour of the identity as python-pptx takes it."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.removeprefix("#"))


def _emu(inches: float) -> Any:
    from pptx.util import Inches

    return Inches(inches)


def _only_title(holder: Any, prompt: str) -> None:
    """Keep the title of a master or layout, in our place; dates, English prompts and numbers of 4:3 go."""
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Pt

    for shape in list(holder.placeholders):
        if shape.element.ph.get("type") != _TITLE:
            shape.element.getparent().remove(shape.element)
            continue
        placed(shape, TITLE)
        frame = shape.text_frame
        # at the bottom: in a wider face a title grows upwards, not over what stands under it
        frame.text, frame.vertical_anchor, frame.word_wrap = prompt, MSO_ANCHOR.BOTTOM, True
        frame.margin_left = frame.margin_right = 0
    styles = holder.element.find(".//{*}titleStyle/{*}lvl1pPr")
    if styles is not None:
        styles.set("algn", "l")
        face = styles.find("{*}defRPr")
        face.set("sz", str(Pt(TITLE_SIZES[0]).centipoints))
        face.set("b", "1")


def _plain_notes(master: Any, prompt: str) -> None:
    """Keep the picture of the slide, the words and the number; heads, dates and English prompts go."""
    for shape in list(master.placeholders):
        kind = shape.element.ph.get("type")
        if kind in ("hdr", "dt", "ftr"):
            shape.element.getparent().remove(shape.element)
        elif kind == "body":
            shape.text_frame.text = prompt


def _draw_layout(deck: Presentation, layout: Any, logo: str) -> None:
    """The band, the number and the slot for an emblem: python-pptx draws on slides alone, so they are drawn there."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import PP_ALIGN
    from pptx.oxml import parse_xml
    from pptx.util import Emu, Pt

    slide, nowhere = deck.slides.add_slide(layout), Emu(0)
    band = placed(slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *[nowhere] * 4), EDGE)
    band.fill.solid()
    band.fill.fore_color.rgb = rgb(BRAND)
    band.line.fill.background()
    band.shadow.inherit = False
    number = placed(slide.shapes.add_textbox(*[nowhere] * 4), NUMBER)
    paragraph = number.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    paragraph.font.size, paragraph.font.color.rgb, paragraph.font.name = Pt(FOOT_SIZES[0]), rgb(MUTED), FACE
    paragraph._p.append(parse_xml(_NUMBERED))  # pyright: ignore[reportPrivateUsage] - python-pptx has no name for fields
    tree = layout.shapes._spTree
    for id, shape in enumerate((band, number), start=100):
        moved = deepcopy(shape.element)
        moved.nvSpPr.cNvPr.set("id", str(id))
        tree.append(moved)
    tree.append(parse_xml(_logo_slot(logo)))
    slides: Any = deck.slides._sldIdLst  # pyright: ignore[reportPrivateUsage] - nor for taking a slide away
    deck.part.drop_rel(slides[0].rId)
    slides.remove(slides[0])


def _logo_slot(prompt: str) -> str:
    """A place for a picture: empty, it is seen by who edits and not by who watches."""
    from xml.sax.saxutils import escape

    x, y, w, h = (int(_emu(v)) for v in (LOGO.left, LOGO.top, LOGO.width, LOGO.height))
    space = "http://schemas.openxmlformats.org"
    return (
        f'<p:sp xmlns:p="{space}/presentationml/2006/main" xmlns:a="{space}/drawingml/2006/main">'
        f'<p:nvSpPr><p:cNvPr id="102" name="{escape(prompt)}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{_PICTURE}" idx="13"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr sz="1200"/><a:t>{escape(prompt)}</a:t></a:r></a:p>'
        "</p:txBody></p:sp>"
    )
