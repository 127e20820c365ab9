"""Blocks about assistance: titles computed, nothing of few, nothing invented where nothing was handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.disclosure.attack import attack
from audit.language import number
from audit.programme.companion_bodies import bodies_by_level, body_rows
from audit.programme.companion_counts import (
    contact_tables,
    contacts_made,
    duty_table,
    found_table,
    lag_findings,
    referral_tables,
    support_tables,
    topic_table,
)
from audit.reference.areas import areas_of
from audit.reference.companion_rules import SUPPORT_REASONS, TOPICS
from audit.report.sections.companion_contacts import spoken_contacts
from audit.report.view import View
from audit.results import Cell, CountTable, RateTable
from audit.schemas import BODIES, SUPERVISIONS

AREAS, CYCLE = areas_of("17.71"), "2025-2"
BLOCKS = ("companion_contacts", "companion_topics", "companion_referrals", "companion_support", "steering_bodies")
DESA = [AREAS.within(kecamatan.code)[0].code for kecamatan in AREAS.kecamatan]


def people(n: int, seed: int = 5) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    group = rng.choice(["catin", "bumil", "nifas", "baduta", "balita_24_59"], n, p=[0.05, 0.15, 0.02, 0.38, 0.4])
    due = np.where(group == "balita_24_59", np.nan, 2.0)
    made = rng.integers(0, 4, n)
    return pd.DataFrame(
        {
            "group": group,
            "area": rng.choice(DESA, n),
            "assisted": made > 0,
            "made": made,
            "due": due,
            "contacts": np.select([np.isnan(due), made >= 2], ["due.unknown", "as_often"], "less_often"),
            "at_risk": rng.choice(["at_risk", "not_at_risk", "risk.unknown"], n),
            "referred": rng.random(n) < 0.2,
            **{f"topic.{topic}": (made > 0) & (rng.random(n) < 0.3) for topic in TOPICS},
        }
    )


def risks(n: int, seed: int = 6) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    days = rng.integers(0, 60, n).astype(float)
    state = np.where(rng.random(n) < 0.7, "risk_referred", np.where(days > 14, "waiting_long", "waiting_short"))
    return pd.DataFrame({"days": days, "state": state, "area": rng.choice(DESA, n)})


def teams(n: int, seed: int = 7) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    filed = rng.integers(4, 7, n).astype(float)
    work = pd.DataFrame({"months_due": 6, "months_filed": filed, "area": rng.choice(DESA, n)})
    reasons = {reason: pd.array(rng.random(n) < 0.2, dtype="boolean") for reason in SUPPORT_REASONS}
    return work, pd.DataFrame(reasons)


@cache
def released(n: int) -> dict:
    """Every result of so many people, released together."""
    results = everything(n)
    pattern = solve_pattern(results)
    return {r.id: release(r, pattern) for r in results}


def everything(n: int = 3000) -> list:
    rng = np.random.default_rng(9)
    of = people(n)
    newly = pd.DataFrame(
        {"found_source": rng.choice(["sweeping", "kua", "posyandu", None], n // 15), "area": rng.choice(DESA, n // 15)}
    )
    contacts = pd.DataFrame({"duty": ["penyuluhan"] * 60 + ["mbg_3b"] * 40})
    bodies = BODIES.conform(
        pd.DataFrame(
            [{"area_code": AREAS.district.code, "quarter": "2025-Q2", "meetings_planned": 3, "meetings_held": 2}]
        )
    )
    rows = body_rows(bodies, SUPERVISIONS.empty(), AREAS, date(2025, 9, 15))
    return [
        *contact_tables(of, CYCLE, AREAS), *contacts_made(of, CYCLE, AREAS), topic_table(of, CYCLE),
        found_table(newly, CYCLE, AREAS), referral_tables(of, CYCLE, AREAS), *lag_findings(risks(n // 8), CYCLE, AREAS),
        support_tables(*teams(max(n // 25, 1)), CYCLE, AREAS), duty_table(contacts, CYCLE),
        bodies_by_level(rows, CYCLE),
    ]  # fmt: skip


def shown(context, results, **changes):
    pattern = solve_pattern(results)
    return replace(context, released={r.id: release(r, pattern) for r in results}, cycle=CYCLE, **changes)


def texts(content, table=0):
    return [[cell.text for cell in row.cells] for row in content.tables[table].rows]


@pytest.mark.parametrize("id", BLOCKS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_without_data_a_block_is_one_kind_sentence(context, id, language):
    content = getattr(report, id)(replace(context, released={}, language=language)).public
    assert len(content.paragraphs) == 1
    assert not content.tables


@pytest.mark.parametrize("id", BLOCKS)
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("n", [3000, 60])
def test_every_block_is_drawn_of_many_and_of_few(context, id, language, n):
    block = getattr(report, id)(replace(context, released=released(n), language=language, edition="terbatas"))
    assert block.public.tables
    assert block.restricted.tables


@pytest.mark.parametrize("n", [3000, 200])
def test_no_withheld_number_can_be_recomputed(n):
    results = everything(n)
    pattern = solve_pattern(results)
    sides = [t for r in results for t in ((r.numerator, r.denominator) if isinstance(r, RateTable) else (r,))]
    partitions = {(p.attribute, str(p.children)): p for t in sides if isinstance(t, CountTable) for p in t.partitions}
    found = attack([fact for r in results for fact in release(r, pattern).facts], partitions.values())
    assert not found.found
    assert found.attacked


def test_the_parts_of_what_is_counted_add_up():
    of = people(900)
    assisted, due = contact_tables(of, CYCLE, AREAS)
    for table in (assisted.numerator, assisted.denominator, due.numerator, due.denominator):
        number = dict(zip(table.cells, table.counts, strict=True))
        whole = next(n for cell, n in number.items() if not cell.level("area") and not cell.level("group"))
        for attribute in ("group", "area"):
            assert sum(n for cell, n in number.items() if cell.level(attribute)) == whole
    assert assisted.numerator.counts[0] == int(of["assisted"].sum())
    assert due.denominator.counts[0] == int(of["due"].notna().sum())


def test_contacts_made_are_tied_to_the_people_they_were_with():
    of = people(900)
    found = {one.id: one for one in contacts_made(of, CYCLE, AREAS)}
    whole = found["companions_made.17.71"].values
    rows = of[of["due"].notna()]
    assert (whole["made"].value, whole["due"].value) == (rows["made"].sum(), rows["due"].sum())
    assert whole["made"].cells == (Cell.of(CYCLE, person="person", contacts="due"),)
    assert found["companions_made.balita_24_59"].values["due"].value == 0


def test_the_title_says_the_share_and_a_group_without_a_rule_is_not_judged(context):
    of = people(2000)
    content = report.companion_contacts(replace(context, released=released(2000))).public
    share = round(of["assisted"].mean() * 100)
    assert content.title == f"{share}% sasaran tercatat didampingi tim pendamping keluarga (TPK)"
    rows = {row[0]: row[1:] for row in texts(content)}
    assert rows["Balita 24–59 bulan"][3:] == ["–", "–", "–"]
    assert "belum ada sumbernya" in content.tables[0].notes[-1]


def test_the_topic_before_marriage_is_of_brides_alone(context):
    content = report.companion_topics(replace(context, released=released(3000))).public
    (row,) = [row for row in texts(content) if row[0] == "Pranikah"]
    assert [cell == "–" for cell in row[1:]] == [True, False, True, True, True, True]


def test_few_people_give_no_median_to_the_public(context):
    results = [
        *contact_tables(people(900), CYCLE, AREAS),
        found_table(
            pd.DataFrame({"found_source": pd.Series(dtype=object), "area": pd.Series(dtype=object)}), CYCLE, AREAS
        ),
        referral_tables(people(900), CYCLE, AREAS),
        *lag_findings(risks(19), CYCLE, AREAS),
    ]
    block = report.companion_referrals(shown(context, results, edition="terbatas"))
    assert texts(block.public)[0][-1] == "–"
    assert texts(block.restricted)[0][-1] not in ("–", "*")


def test_fewer_than_half_referred_is_said_so(context):
    waiting = pd.DataFrame({"days": [30.0] * 40, "state": ["waiting_long"] * 40, "area": [DESA[0]] * 40})
    of = people(900)
    newly = pd.DataFrame({"found_source": ["kua"] * 30, "area": [DESA[0]] * 30})
    results = [
        found_table(newly, CYCLE, AREAS),
        referral_tables(of, CYCLE, AREAS),
        *lag_findings(waiting, CYCLE, AREAS),
    ]
    content = report.companion_referrals(shown(context, results)).public
    assert "belum separuhnya tercatat dirujuk" in " ".join(content.paragraphs)
    assert texts(content)[0] == ["Kota Bengkulu", "40", "0", "40", "40", "–"]


def test_teams_are_counted_by_kecamatan_and_reasons_for_the_district(context):
    content = report.companion_support(replace(context, released=released(15000))).public
    assert len(content.tables) == 3
    assert [row[0] for row in texts(content)] == [item.term for item in content.terms]
    assert [row[0] for row in texts(content, 1)] == ["Kota Bengkulu", *(area.name for area in AREAS.kecamatan)]
    assert texts(content, 2)[-1] == ["Makan bergizi gratis 3B (tugas kelima)", "40", "40%"]
    assert "tpk.xlsx" not in str(content)


def test_bodies_by_level_say_what_is_not_recorded(context):
    content = report.steering_bodies(replace(context, released=released(3000))).public
    rows = {row[0]: row[1:] for row in texts(content)}
    assert rows["Tim yang datanya ada"] == ["1 dari 1", f"0 dari {len(AREAS.kecamatan)}", f"0 dari {len(AREAS.desa)}"]
    assert rows["Rapat dilaksanakan dari yang direncanakan"] == ["2 dari 3", "–", "–"]
    assert "TP3S" in content.paragraphs[1]


def test_a_question_of_how_many_is_answered_in_people(context):
    shown = replace(context, released=released(2000))
    rows = View(shown, "publik").table("companions_contacts").rows
    row = next(r for r in rows if (r.of or r.cell).at == (("person", "person"),))
    said = spoken_contacts(View(shown, "publik"))
    assert said.startswith(f"Dari {number(row.denominator)} sasaran, {number(row.numerator)} tercatat didampingi")
