"""What makes a forum stop reading stands on no first page: rendered of all five districts, with their own params.

The list is reference/practice.md 2, "Stop-reading list". Children are invented; decisions, questions, targets and what
was published are those of each district.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
import yaml

from audit import report
from audit.cases import Ask
from audit.disclosure import release, solve_pattern
from audit.language import date_text, number
from audit.pipeline import load_params
from audit.reference.areas import areas_of
from audit.reference.published import published_for
from audit.report import Forum, PublishedFigure, Question, ReportContext, SourceRecord, StatementRecord
from audit.report.pdf import render_pdf
from audit.report.view import View
from audit.results import Finding, Sentence
from audit.survey import published_changes

ROOT = Path(__file__).parents[3]
PARAMS = sorted(path for path in (ROOT / "params").glob("[0-9]*.yaml"))
PAGE_ONE = (
    "headline", "key_figures", "last_promises", "decisions", "forum_questions", "why_figures_differ", "confidence",
)  # fmt: skip
EVIDENCE = ("severity", "coverage", "stunting_by_kecamatan", "flags", "height_digits", "weight_digits")
SIGNS = (r"\bCI\b", r"\bIK\b", r"95\s?%", r"\bp\s*[<=>]", r"p-value", r"nilai p\b", r"\b[zZ]\b", r"z-?[sS]k?or")
WORDS = 25  # of a sentence that is read aloud
MONEY = r"belum berdana|tanpa biaya tambahan|dana Rp\d{1,3}(\.\d{3})*"
HOT = 15  # degrees from pure red, among colours that are not near grey

_SPEC = importlib.util.spec_from_file_location("invented_five", ROOT / "tests" / "unit" / "report" / "conftest.py")
assert _SPEC
assert _SPEC.loader
_INVENTED = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_INVENTED)


def promise(n: int, area: str, state: str, money: str = "belum_berdana") -> Finding:
    """A promise of a forum as ``results_forums`` makes it."""
    values = {
        "area": area, "activity": "rtl.kind.air_dan_sanitasi", "office": "needs.office.works_office", "due": "2025-05",
        "money": f"rtl.plan.mechanism.{money}", "state": f"rtl.plan.state.{state}",
    }  # fmt: skip
    return Finding(f"forum_promise.{n:04d}", Sentence("forum_pack.promise", values), values=values)


def meeting(area: str) -> Finding:
    values = {
        "area": area, "kind": "forum_pack.kind.rembuk", "held": "2025-03", "next": "forum_pack.unwritten",
        "overdue": "n",
    }  # fmt: skip
    return Finding(f"forum_meeting.{area}", Sentence("forum_pack.meeting", values), values=values)


def context_of(path: Path) -> ReportContext:
    """The invented children of a district, with all that its own params say."""
    params = load_params(path)
    code = params.district.code
    asks = tuple(
        Ask(d.rule, d.who, d.by, f"decision.money.{d.money.status}", d.money.rupiah, d.money.source)
        for d in params.decisions
    )
    results = dict(_INVENTED.invented_results(code, asks))
    states = ["overdue"] * 6 + ["running", "done"]
    told = [promise(n, code, state) for n, state in enumerate(states)]
    told += [promise(20 + n, area.code, "done") for n, area in enumerate(areas_of(code).kecamatan)]
    results |= {one.id: one for one in (*told, meeting(code))}
    pattern = solve_pattern(results.values())
    figures = published_for(code)
    return replace(
        _INVENTED.context_of(_INVENTED.invented_results()),
        released={id: release(result, pattern) for id, result in results.items()},
        district_code=code,
        district_name=params.district.name,
        areas=areas_of(code),
        as_of=params.as_of,
        forum=Forum(
            params.forum.kind,
            params.forum.date,
            questions=tuple(Question(q.ask, q.topic or "", q.because or "") for q in params.forum.questions),
        ),
        sources=tuple(SourceRecord(s.id, s.producer, s.cut_off, s.handover or "", s.kind) for s in params.sources),
        published=tuple(
            PublishedFigure(p.year, p.source, p.kind, p.percent, p.numerator, p.denominator, p.url, p.note, p.said_by)
            for p in figures
        ),
        changes=published_changes(figures),
    )


class Words(HTMLParser):
    """Text of one chapter of an HTML report, and the tags in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)
        self.text = " ".join(" ".join(self.said).split())

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


class Rendered:
    """Page one of a report in both files, and how many pages stand before it."""

    def __init__(self, context: ReportContext) -> None:
        pypdf = pytest.importorskip("pypdf", reason="needs pypdf to read a PDF back")
        self.context = context
        self.blocks = [getattr(report, name)(context).to_json() for name in (*PAGE_ONE, *EVIDENCE)]
        html = report.render_html(self.blocks, context.meta())
        start = html.index('<section class="chapter" id="ringkasan"')
        self.html = Words(html[start : html.index('<section class="chapter"', start + 1)])
        self.style = html[: html.index("</style>")]
        reader = pypdf.PdfReader(BytesIO(render_pdf(self.blocks, context.meta(), as_of=context.as_of)))
        pages = [" ".join(page.extract_text().split()) for page in reader.pages]
        asked = self.form("decisions")["decisions"][0]["sentence"]
        self.at = [at for at, page in enumerate(pages) if asked in page]
        self.pdf = pages[self.at[0]] if self.at else ""
        self.images = list(reader.pages[self.at[0]].images) if self.at else []
        self.last = [at for at, page in enumerate(pages) if self.form("confidence")["paragraphs"][0][-40:] in page]

    def form(self, id: str) -> dict:
        """The public form of a block."""
        return next(block for block in self.blocks if block["id"] == id)["public"]

    @property
    def texts(self) -> tuple[str, str]:
        return self.html.text, self.pdf


@pytest.fixture(scope="module", params=PARAMS, ids=lambda path: path.stem)
def page(request) -> Rendered:
    """Give the rendered page one of each district."""
    return Rendered(context_of(request.param))


def english() -> set[str]:
    """Words that the English catalogue has and the Indonesian one has not."""

    def words(language: str) -> set[str]:
        folder = ROOT / "src" / "audit" / "language" / language
        entries = [e for path in folder.glob("*.yaml") for e in yaml.safe_load(path.read_text("utf-8")).values()]
        said = " ".join(" ".join(e.values()) if isinstance(e, dict) else e for e in entries)
        return set(re.findall(r"\b[a-z]{2,}\b", re.sub(r"\{\w+\}", " ", said).lower()))

    return words("en") - words("id")


def test_there_are_five_districts():
    assert len(PARAMS) == 5


def test_the_decisions_stand_on_the_page_after_the_cover_and_everything_of_page_one_with_them(page):
    assert page.at == [1]
    assert page.last == [1]


def test_there_are_at_most_three_decisions_each_with_office_date_money_and_number(page):
    asked = page.form("decisions")["decisions"]
    assert 1 <= len(asked) <= 3
    path = next(path for path in PARAMS if path.stem.startswith(page.context.district_code))
    params = {d.rule: d for d in load_params(path).decisions}
    for one in asked:
        said = params[one["rule"]]
        for words in page.texts:
            assert one["sentence"] in words
        assert one["sentence"].startswith(said.who)
        assert date_text(said.by) in one["sentence"]
        assert re.search(MONEY, one["sentence"])
        assert one["children"].replace(".", "").isdigit()
        assert f" {one['children']} " in one["sentence"]


def test_it_says_what_became_of_the_promises_in_numbers_and_by_office(page):
    for words in page.texts:
        assert "Janji sampai rembuk stunting Maret 2025: 1 dari 8 selesai, 6 melewati tenggat" in words
        assert "Dinas Pekerjaan Umum, Mei 2025, belum berdana" in words
        n = len(page.context.areas.kecamatan)
        assert f"Pada mini lokakarya kecamatan: {n} dari {n} janji selesai, 0 melewati tenggat." in words


def test_each_question_is_answered_or_said_to_be_out_of_reach(page):
    questions = page.context.forum.questions
    assert 2 <= len(questions) <= 3
    for question in questions:
        for words in page.texts:
            _, found, after = words.partition(question.ask)
            assert found
            if question.because:
                assert after.lstrip().startswith(f"Tidak dapat dijawab data ini, karena {question.because}.")


def test_the_figures_name_their_source_and_day(page):
    eppgbm = next(source for source in page.context.sources if source.kind == "eppgbm")
    for words in page.texts:
        assert eppgbm.producer in words.partition("Sumber: ")[2][:200]
        assert "data sampai 31 Agustus 2025" in words


def test_it_speaks_without_english_and_without_the_signs_of_statisticians(page):
    named = " ".join(
        [page.context.district_name, *(a.name for a in page.context.areas), *(s.producer for s in page.context.sources)]
    )
    known = set(re.findall(r"[a-z]+", named.lower()))
    foreign = english() - known
    for words in page.texts:
        assert sorted(set(re.findall(r"\b[a-z]{2,}\b", words.lower())) & foreign) == []
        assert [sign for sign in SIGNS if re.search(sign, words)] == []


def sentences(form: object) -> Iterator[str]:
    """Every sentence of a public form; a colon and a semicolon are rests as well."""
    if isinstance(form, str):
        yield from re.split(r"(?<=[.?!:;])\s+", form)
    elif isinstance(form, dict | list):
        for part in form.values() if isinstance(form, dict) else form:
            yield from sentences(part)


def test_no_sentence_is_too_long_to_be_read_aloud(page):
    said = [sentence for name in PAGE_ONE for sentence in sentences(page.form(name))]
    assert any(len(sentence.split()) > WORDS // 2 for sentence in said)
    assert [sentence for sentence in said if len(sentence.split()) > WORDS] == []


def test_it_names_no_desa(page):
    areas = page.context.areas
    other = " ".join([areas.district.name, *(a.name for a in areas.kecamatan), *written_by(page.context)])
    for words in page.texts:
        named = [a.name for a in areas.desa if re.search(rf"\b{re.escape(a.name)}\b", words)]
        assert [name for name in named if name not in other] == []


def written_by(context: ReportContext) -> list[str]:
    """What the district wrote itself: a kelurahan may be called as its city is."""
    return [context.district_name, *(s.producer for s in context.sources), *(q.ask for q in context.forum.questions)]


def test_it_shows_no_picture_and_its_cards_are_not_red(page):
    assert page.html.tags & {"svg", "img", "canvas"} == set()
    assert page.images == []
    colours = set(re.findall(r"\.card[^{]*\{[^}]*?(#[0-9A-Fa-f]{6})", page.style))
    assert colours
    assert [colour for colour in colours if is_red(colour)] == []


def is_red(colour: str) -> bool:
    import colorsys

    hue, light, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    return saturation > 0.4 and 0.15 < light < 0.85 and min(hue, 1 - hue) * 360 < HOT


def test_red_is_told_from_orange():
    assert is_red("#C0392B")
    assert is_red("#FF0000")
    assert not is_red("#E2711D")
    assert not is_red("#0B4F5C")


def test_a_figure_spoken_before_stands_in_the_box_beside_that_of_the_report(page):
    spoken = StatementRecord(date(2025, 5, 13), "Wakil wali kota", "pengukuran_rutin", 4.9, 1, 300, 6122, "Mei 2025")
    said = Rendered(replace(page.context, statements=(spoken,)))
    rows = View(page.context, "publik").table("stunting").rows
    own = next(r for r in rows if not r.cell.level("area") and r.cell.period == page.context.month)
    assert own.value is not None
    for words in said.texts:
        _, box, after = words.partition("Mengapa angka berbeda")
        assert box
        assert "4,9% (300 dari 6.122)" in after
        assert f"{number(own.denominator or 0)} balita yang dapat dinilai" in words
    for words in page.texts:
        assert "4,9%" not in words
    assert said.at == said.last == [1]
