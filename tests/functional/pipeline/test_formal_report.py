"""A report in the formal order from params to folder: its sheet, its emblem, and that approval makes it final."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from PIL import Image

from audit.pipeline import load_params
from audit.pipeline.word_files import OFFICIAL, PAPERS_FOLDER
from audit.report.word.papers import PAPERS

PARAMS = "params/64.74-kota-bontang.yaml"
LOGO = "data/raw/64.74/lambang.png"
REVIEWED = "reviewed: {office: Dinas Kesehatan Kota Bontang, date: 2025-10-01}"


def ask(project, report: str) -> Path:
    """Write the ``report`` of the district and return where its report will be."""
    path = project.root / PARAMS
    path.write_text(f"{path.read_text(encoding='utf-8')}\nreport: {{{report}}}\n", encoding="utf-8")
    return project.report(load_params(path))


def state_of(report: Path) -> str:
    return json.loads((report / "manifest.json").read_text(encoding="utf-8"))["state"]


@pytest.fixture
def with_logo(finished):
    path = finished.root / LOGO
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (30, 40), "green").save(path)
    return finished


def test_an_approved_report_has_its_sheet_and_its_emblem_and_is_never_replaced(with_logo, run_again):
    report = ask(with_logo, f"order: resmi, logo: {LOGO}, place: Bontang, {REVIEWED}, approved: 2025-10-08")
    done = run_again("run", PARAMS)
    assert (done.returncode, done.stderr) == (0, "")
    html = (report / "publik" / "laporan.html").read_text(encoding="utf-8")
    assert "disahkan pada 8 Oktober 2025" in html
    assert 'src="data:image/png;base64,' in html
    assert "DRAF" not in html
    assert (report / "publik" / "laporan.pdf").read_bytes().startswith(b"%PDF-")
    assert state_of(report) == "disahkan"
    official = docx.Document(report / "publik" / OFFICIAL)
    assert "DRAF" not in "".join(p.text for p in (*official.paragraphs, *official.sections[0].footer.paragraphs))
    letter = docx.Document(report / "publik" / PAPERS_FOLDER / "undangan.docx")
    assert letter.inline_shapes[0].height > 0  # the emblem, which stands in a cell of the letterhead
    assert any("Bontang, ..." in paragraph.text for paragraph in letter.paragraphs)

    before = (report / "manifest.json").read_bytes()
    Image.new("RGB", (30, 40), "red").save(with_logo.root / LOGO)
    again = run_again("run", PARAMS)
    assert again.returncode == 17
    assert (report / "manifest.json").read_bytes() == before


def test_a_run_in_short_order_has_the_official_report_and_its_papers_as_well(report):
    official = docx.Document(report / "publik" / OFFICIAL)
    assert "BAB I\nPendahuluan" in [paragraph.text for paragraph in official.paragraphs]
    assert "DRAF" in official.sections[0].footer.paragraphs[0].text
    papers = {path.stem for path in (report / "publik" / PAPERS_FOLDER).glob("*.docx")}
    assert papers == set(PAPERS)


def test_an_emblem_that_is_not_there_is_one_sentence_and_the_older_report_stays(finished, run_again):
    report = ask(finished, f"order: resmi, logo: {LOGO}")
    before = (report / "manifest.json").read_bytes()
    done = run_again("run", PARAMS)
    assert done.returncode == 11
    assert len(done.stderr.splitlines()) == 1
    assert LOGO in done.stderr
    assert (report / "manifest.json").read_bytes() == before
