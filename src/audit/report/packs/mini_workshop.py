"""The pack of one mini lokakarya: four pages, each of blocks that notebook 70 shows too, in the same order."""

from __future__ import annotations

from audit.report.blocks import Block
from audit.report.context import ReportContext
from audit.report.packs.forum_memory import forum_obstacles, forum_promises
from audit.report.packs.kecamatan_care import kecamatan_referrals, kecamatan_verification
from audit.report.packs.kecamatan_couples import kecamatan_couples
from audit.report.packs.kecamatan_decisions import kecamatan_decisions
from audit.report.packs.kecamatan_people import kecamatan_due, kecamatan_needs, kecamatan_recorded
from audit.report.packs.kecamatan_teams import kecamatan_teams

__all__ = ["MINI_WORKSHOP", "mini_workshop_pages"]

# Each page by the name of its title, with its blocks.
MINI_WORKSHOP = (
    ("decisions", (forum_promises, kecamatan_decisions, forum_obstacles)),
    (
        "people",
        (kecamatan_recorded, kecamatan_needs, kecamatan_due, kecamatan_referrals, kecamatan_verification),
    ),
    ("companions", (kecamatan_teams,)),
    ("kua", (kecamatan_couples,)),
)


def mini_workshop_pages(context: ReportContext) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """Blocks by page for the kecamatan of the context. Raises ``ValueError`` where it names none."""
    if not context.kecamatan:
        raise ValueError("a pack is about one kecamatan")
    return tuple((page, tuple(build(context) for build in builders)) for page, builders in MINI_WORKSHOP)
