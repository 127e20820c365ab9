"""The report on paper: one accessible PDF (PDF/UA-1) from the JSON of blocks, set by Typst without any network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from audit.language import text
from audit.report.drawing import drawn_sections
from audit.report.emblem import LOGO
from audit.report.front import Front
from audit.report.print_blocks import printed_block
from audit.report.standing import standing
from audit.report.tables import CAUTION
from audit.report.typesetting import typeset

__all__ = ["render_pdf"]

_WORDS = (
    "report.page", "report.page_of", "report.contents", "report.reading", "report.rests_on",
    "pdf.page_short", "pdf.figure", "pdf.table",
)  # fmt: skip


def render_pdf(
    blocks: Sequence[Mapping[str, Any]],
    meta: Mapping[str, Any],
    *,
    as_of: date,
    front: Front | None = None,
    logo: bytes = b"",
) -> bytes:
    """Set the report.

    Parameters
    ----------
    blocks, meta, front, logo : those of ``render_html``. ``meta["state"]`` is printed on every page until the
        report is approved.
    as_of : date of the document; the same inputs give the same bytes on any day.

    Raises ``ValueError`` for a block that cannot stand in this report, and a Typst error or warning as it is (an image
    without words for those who cannot see it, an unknown font): each is a bug of the caller or of the template.
    """
    emblem = front.logo if front else logo
    alt = text("formal.logo_alt", meta["language"], area=meta["district_name"]) if emblem else ""
    pictures = {LOGO: emblem} if emblem else {}
    data = _data(blocks, meta, as_of, front, pictures) | {"logo_alt": alt}
    return typeset("report.typ", data, pictures=pictures)


def _data(
    blocks: Sequence[Mapping[str, Any]],
    meta: Mapping[str, Any],
    as_of: date,
    front: Front | None,
    pictures: dict[str, bytes],
) -> dict[str, Any]:
    language, edition, district = meta["language"], meta["edition"], meta["district_name"]
    order = "resmi" if front else "ringkas"
    sections = drawn_sections(blocks, language=language, edition=edition, order=order)
    stands = standing(edition, meta["state"], language)
    ids = [b["id"] for s in sections for p in s["parts"] for b in p["blocks"]]

    def words(id: str, **values: object) -> str:
        return text(id, language, **values)

    return {
        "language": language,
        "date": {"year": as_of.year, "month": as_of.month, "day": as_of.day},
        "title": words("report.title"),
        "document_title": f"{words('report.title')} {district}, {words('report.cycle', cycle=meta['cycle'])}",
        "district": district,
        "period": meta["period"],
        "forum": ", ".join(part for part in (words(f"report.forum.{meta['forum']}"), meta["forum_date"]) if part),
        "as_of": words("report.as_of", date=meta["as_of"]),
        "edition": stands.edition,
        "edition_meaning": stands.meaning,
        "state": stands.state,
        "sample": words("report.sample") if meta["sample"] else "",
        "sample_short": words("report.sample_short") if meta["sample"] else "",
        "key": words("report.key_print", key=meta["run_key"]) if meta["run_key"] else "",
        "words": {id.partition(".")[2]: words(id) for id in _WORDS} | {"caution": CAUTION},
        "names": {id: words(f"report.{id}.name") for id in sorted(ids)},
        "sections": [_chapter(section, pictures) for section in sections],
        "front": front and front.to_json() | {"lists": {id: words(f"formal.{id}") for id in ("tables", "figures")}},
    }


def _chapter(section: Mapping[str, Any], pictures: dict[str, bytes]) -> dict[str, Any]:
    """A chapter with each block once, in its part."""
    parts = [
        part
        | {
            "lead": part["lead"] and printed_block(part["lead"], pictures),
            "blocks": [printed_block(block, pictures) for block in part["blocks"]],
        }
        for part in section["parts"]
    ]
    return {**{name: section[name] for name in ("id", "numbering", "label", "title", "summary")}, "parts": parts}
