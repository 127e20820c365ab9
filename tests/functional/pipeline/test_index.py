"""The index of all reports: relative addresses, and no person of any district in it."""

from __future__ import annotations

import pytest

from audit.errors import DisclosureError
from audit.pipeline import index
from audit.store import read_identities


def test_it_points_to_each_report_by_a_relative_address(finished):
    page = index.write_index(finished).read_text(encoding="utf-8")
    assert 'href="64.74-kota-bontang/2025-2/publik/laporan.html"' in page
    assert "://" not in page.partition("<body")[2]


def test_a_person_in_it_stops_it_and_the_older_one_stays(finished, monkeypatch):
    before = index.write_index(finished).read_bytes()
    people = read_identities(finished.root / "data" / "private" / "64.74")
    name = next(n for n in people["name"] if len(n.split()) > 2)
    draw = index.render_index
    monkeypatch.setattr(index, "render_index", lambda entries: draw(entries).replace("</main>", f"{name}</main>"))
    with pytest.raises(DisclosureError):
        index.write_index(finished)
    assert (finished.root / "reports" / "index.html").read_bytes() == before
    assert [p.name for p in (finished.root / "reports").glob("index*.html")] == ["index.html"]
