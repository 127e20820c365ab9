"""The reporting checklists: every item of each published list once, in our own words, with a place that exists."""

from __future__ import annotations

import pytest

from audit.language import has, text
from audit.reference.reporting_checklists import CHECKLISTS, checklist_items
from audit.report.orders import places
from audit.risk.model_card import ITEMS

# Items as the papers number them. STROBE: the form for cross-sectional studies, von Elm et al. 2007, table 1.
PUBLISHED = {
    "strobe": "1a 1b 2 3 4 5 6a 7 8 9 10 11 12a 12b 12c 12d 12e 13a 13b 13c 14a 14b 15 16a 16b 16c 17 18 19 20 21 22",
    # Lachat et al. 2016, table 1.
    "strobe_nut": "1 5 6 7.1 7.2 8.1 8.2 8.3 8.4 8.5 8.6 9 11 12.1 12.2 12.3 13 14 16 17 19 20 22.1 22.2",
    "record": "1.1 1.2 1.3 6.1 6.2 6.3 7.1 12.1 12.2 12.3 13.1 19.1 22.1",  # Benchimol et al. 2015, table 1
    "gather": " ".join(map(str, range(1, 19))),  # Stevens et al. 2016, table 1
    "tripod_ai": " ".join(map(str, range(1, 28))),  # Collins et al. 2024, table 2
}
PUBLIC_FILES = ("publik/hasil.json", "publik/hasil.parquet", "publik/laporan.html", "publik/laporan.pdf")


def test_every_list_is_there():
    assert set(CHECKLISTS) == set(PUBLISHED)


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_item_of_the_published_list_stands_once_and_in_its_order(name):
    assert [item.item for item in checklist_items(name)] == PUBLISHED[name].split()


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_number_of_items_is_the_one_that_the_list_gives_of_itself(name):
    items = [item.item for item in checklist_items(name)]
    own = {item.rstrip("abcdef") for item in items} if name == "strobe" else set(items)
    assert len(own) == CHECKLISTS[name].items == {
        "strobe": 22, "strobe_nut": 24, "record": 13, "gather": 18, "tripod_ai": 27,
    }[name]  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", PUBLISHED)
def test_every_item_has_words(name, language):
    for item in checklist_items(name):
        asked = f"model_card.item.{item.item}" if name == "tripod_ai" else f"checklist.ask.{name}.{item.item}"
        assert text(asked, language)
        if item.says:
            assert has(f"checklist.{'says' if item.applicable else 'why'}.{item.says}", language), item
    assert text(f"checklist.name.{name}", language)
    assert len(text(f"checklist.sheet.{name}", language)) <= 31  # Excel's own limit


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_place_is_a_block_of_the_report_or_a_public_file(name):
    there = {*places(), *PUBLIC_FILES}
    wrong = [item for item in checklist_items(name) if item.stands and item.stands not in there]
    assert wrong == []


def test_an_item_that_says_something_says_where_it_stands_and_what_it_needs():
    for name in PUBLISHED:
        for item in checklist_items(name):
            stands = bool(item.stands) or name == "tripod_ai"  # the card says itself where it stands
            assert (item.applicable and bool(item.says)) == (stands and bool(item.needs)), item


def test_tripod_has_one_source_of_truth():
    """The checklist asks for the items of the model card, by their numbers, and decides none of them itself."""
    assert [item.needs for item in checklist_items("tripod_ai")] == [(f"model_card.{n}",) for n in ITEMS]


def test_a_list_that_is_none_is_an_error():
    with pytest.raises(KeyError):
        checklist_items("strobo")


def test_every_list_has_a_source_that_can_be_looked_up():
    for of in CHECKLISTS.values():
        assert of.doi.startswith("10.")
        assert of.version[:4] in of.cite
