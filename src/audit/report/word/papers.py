"""The papers of an office around one audit, each by the name of its file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from audit.report.context import ReportContext
from audit.report.drawing import drawn
from audit.report.front import formal_front
from audit.report.sections.case_follow_up import follow_up_tracker
from audit.report.sections.decisions import decisions
from audit.report.sections.headline import headline
from audit.report.word.consent import family_consent
from audit.report.word.decree import team_decree
from audit.report.word.desk import at_desk
from audit.report.word.letters import cover_letter, invitation
from audit.report.word.markup import paragraph, run
from audit.report.word.records import attendance, dissemination_record, minutes, plan_record
from audit.report.word.signing import approval_sheet

__all__ = ["PAPERS", "office_papers"]

# Files in the order in which an office needs them.
PAPERS = (
    "sk-tim", "persetujuan-keluarga", "undangan", "daftar-hadir", "notulen", "berita-acara-diseminasi",
    "berita-acara-rtl", "lembar-pengesahan", "surat-pengantar",
)  # fmt: skip


def office_papers(context: ReportContext) -> dict[str, bytes]:
    """Write every paper of ``PAPERS``; what nobody has given is a line to write on.

    Records quote the headline of the report and the decisions that it asks for, word for word, from the public forms of
    the blocks that notebooks show. Equal results and params give equal bytes.
    """
    quoted = (headline(context), decisions(context), follow_up_tracker(context))
    public = {block.id: drawn(block.to_json(), "publik") for block in quoted}
    writers: dict[str, Callable[[], bytes]] = {
        "sk-tim": partial(team_decree, context),
        "persetujuan-keluarga": partial(family_consent, context),
        "undangan": partial(invitation, context, public),
        "daftar-hadir": partial(attendance, context),
        "notulen": partial(minutes, context, public),
        "berita-acara-diseminasi": partial(dissemination_record, context, public),
        "berita-acara-rtl": partial(plan_record, context, public),
        "lembar-pengesahan": partial(_approval, context),
        "surat-pengantar": partial(cover_letter, context),
    }
    return {name: writers[name]() for name in PAPERS}


def _approval(context: ReportContext) -> bytes:
    front = formal_front(context)
    desk = at_desk(context, f"{front.words['title']}, {context.district_name}")
    return desk.done(desk.letterhead(), desk.title(front.words["title"]), paragraph(run("")), approval_sheet(front))
