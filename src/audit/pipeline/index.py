"""``reports/index.html``, made anew from the manifests of all reports after each run, and checked against them.

What draws it is loaded only where something that it shows, or anybody it is looked through for, may have changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from audit.language.catalogue import Language
from audit.pipeline.index_scanned import (
    listing,
    note_scanned,
    people_read,
    scan_seals,
    scanned_before,
    seal_of_all,
    stands,
)
from audit.pipeline.project import Project
from audit.store import run_lock, writing

__all__ = ["index_fault", "listed_but_gone", "write_index"]

_NAME = "index.html"
# Beside it in a second language; the first of these in which a report is written is the page itself.
_NAMES: Mapping[Language, str] = {"id": _NAME, "en": "index-en.html"}
_LISTED = re.compile(r'href="([^"/]+/[^"/]+)/publik/')  # as the template of the page writes a report's address
_PATIENCE = 60.0  # seconds; another run writes it in a moment


def write_index(project: Project, *, anew: bool = False) -> Path:
    """Write the index whole or not at all. It holds names of districts, what their public results say in a line,
    why a run gave no report, and addresses of public files; nothing else.

    Runs of several districts that end together write it one after the other, so that the last one sees every report.
    A report whose manifest cannot be read is left out; ``aks verify`` names it. Raises ``DisclosureError`` (exit 13)
    where a person of a listed district would appear; the older index then stays. Looked for are the people of those
    districts whose manifest or people changed since these pages were looked through, and where no file that they come
    from changed they are not even drawn; ``anew`` draws them, and looks for everybody.
    """
    reports = project.root / "reports"
    target = reports / _NAME
    with writing(target), run_lock(target, wait=_PATIENCE):
        listed = listing(project)
        if not anew and stands(_written(reports), listed, project):
            return target
        from audit.pipeline.index_pages import encoded_pages, look_through, manifests_of

        manifests = manifests_of(reports)
        pages = encoded_pages(reports, manifests, _NAMES)
        read = sorted({name for manifest in manifests.values() for name in people_read(manifest)})
        seals = scan_seals(manifests, project)
        whole = seal_of_all(pages, listed, read, project)
        before = {} if anew else scanned_before(_written(reports), project)
        names = {project.shown(folder): manifest for folder, manifest in manifests.items()}
        asked = [manifest for name, manifest in names.items() if before.get(name) != seals[name]]
        if asked or _written(reports) != pages:
            _replace(reports, pages, lambda page: look_through(page, asked, project))
        note_scanned(pages, seals, whole, read, project)
    return target


def listed_but_gone(project: Project) -> list[Path]:
    """Report folders to which the page leads and that are not there: moved away or removed since the last run.

    A run writes the page anew from what is there; what was removed before it is remembered only by the manifest of
    the district's next cycle.
    """
    reports = project.root / "reports"
    if not (reports / _NAME).is_file():
        return []
    listed = set(_LISTED.findall((reports / _NAME).read_text(encoding="utf-8", errors="replace")))
    return sorted(folder for name in listed if not (folder := reports / name).is_dir())


def index_fault(project: Project) -> Literal["", "missing", "changed"]:
    """Whether the page is the one that the manifests give, byte by byte; it has no hash anywhere.

    A page that another version of the library wrote, or one older than a report, is ``changed`` too. Ask only where
    every report is whole: what is wrong with a report shows in the page that it would give.
    """
    from audit.pipeline.index_pages import encoded_pages, manifests_of

    reports = project.root / "reports"
    manifests = manifests_of(reports)
    if not (reports / _NAME).is_file():
        return "missing" if manifests else ""
    return "" if _written(reports) == encoded_pages(reports, manifests, _NAMES) else "changed"


def _replace(reports: Path, pages: Mapping[str, bytes], look_through: Callable[[Path], None]) -> None:
    """Write the pages beside, look through them, and put them in place together; remove one that is no more."""
    partials = {reports / name.replace(".html", ".partial.html"): reports / name for name in pages}
    try:
        for partial, final in partials.items():
            partial.write_bytes(pages[final.name])
            look_through(partial)
        for partial, final in partials.items():
            partial.replace(final)
    finally:
        for partial in partials:
            partial.unlink(missing_ok=True)
    for name in {*_NAMES.values()} - pages.keys():
        (reports / name).unlink(missing_ok=True)


def _written(reports: Path) -> dict[str, bytes]:
    return {name: (reports / name).read_bytes() for name in {*_NAMES.values()} if (reports / name).is_file()}
