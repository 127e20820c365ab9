"""Public vignettes: only with consent, only what fits enough people of the register, nothing that names or places."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest

from audit import report
from audit.cases.people import people_of
from audit.cases.rules import screen
from audit.disclosure import release, solve_pattern
from audit.pipeline.vignettes import told_by, vignettes
from audit.reference.areas import areas_of
from audit.reference.rule_sets import GROUPS, rule_set
from audit.reference.vignette_rules import BAND_FIELDS, SAYABLE
from audit.schemas import CASES, CHILD_HISTORY, CHILDREN, CONSENTS, HOUSEHOLDS, SERVICES, VISITS, WOMEN

DAY, K = date(2025, 9, 15), 5
AREAS, RULES = areas_of("17.71"), rule_set("risk_practice_2026")
BORN = pd.Timestamp("2024-05-15")  # 16 months


def everybody(n: int, *, light: int = 0, gone: int = 0, born=BORN):
    """``n`` girls of one age with 71 cm (stunted); the first ``light`` were born light, the first ``gone`` died."""
    ids = [f"c{i}" for i in range(n)]
    children = pd.DataFrame(
        {"child_id": ids, "sex": "f", "birth_date": born, "area_code": AREAS.desa[0].code,
         "birth_weight_kg": [2.1 if i < light else 3.1 for i in range(n)],
         "life_status": ["meninggal" if i < gone else "hidup" for i in range(n)],
         "life_status_date": pd.Timestamp("2025-09-01")}
    )  # fmt: skip
    visits = pd.DataFrame(
        {"child_id": ids, "visit_date": pd.Timestamp("2025-08-15"), "seq": 1, "weight_kg": 8.6, "lenhei_cm": 71.0,
         "measure": "l"}
    )  # fmt: skip
    rest = [table.empty() for table in (WOMEN, HOUSEHOLDS, SERVICES, CHILD_HISTORY)]
    people = people_of(CHILDREN.conform(children), VISITS.conform(visits), *rest, as_of=DAY, areas=AREAS, groups=GROUPS)
    return screen(people, RULES)


def cases(*ids: str, group: str = "baduta", status: str | None = None):
    rows = [
        {"case_id": f"k{id}", "case_no": n, "person_id": id, "group": group, "area_code": AREAS.desa[0].code,
         "status": status}
        for n, id in enumerate(ids, start=1)
    ]  # fmt: skip
    return CASES.conform(pd.DataFrame(rows))


def values(found):
    return [dict(one.values) for one in found]


PLAIN = {"group": "baduta", "age": "age_months.12_18", "sex": "f", "height": "stunted", "k": K}


def test_what_enough_people_share_is_said():
    assert values(vignettes(everybody(9, light=5), cases("c0"), k=K)) == [PLAIN | {"risks": "born_light"}]


def test_a_risk_that_too_few_share_is_left_out():
    assert values(vignettes(everybody(9, light=4), cases("c0"), k=K)) == [PLAIN | {"risks": ""}]


@pytest.mark.parametrize(("n", "told"), [(K, 1), (K - 1, 0), (1, 0)])
def test_whoever_shares_nothing_with_enough_people_is_not_told(n, told):
    assert len(vignettes(everybody(n), cases("c0"), k=K)) == told


def test_it_is_the_register_that_counts_and_not_the_cases():
    assert len(vignettes(everybody(40, light=5), cases("c0"), k=K)) == 1
    assert vignettes(everybody(4), cases("c0", "c1", "c2", "c3"), k=K) == ()


def test_whoever_has_died_is_not_told_and_counts_for_nobody():
    assert vignettes(everybody(9, gone=1), cases("c0"), k=K) == ()
    assert vignettes(everybody(9, gone=5), cases("c8"), k=K) == ()
    assert len(vignettes(everybody(9, gone=4), cases("c8"), k=K)) == 1


def test_two_cases_of_whom_the_same_is_said_are_one_and_the_order_tells_nothing():
    people = everybody(12, light=6)
    found = vignettes(people, cases("c0", "c1", "c11"), k=K)
    assert [one.id for one in found] == ["vignette.1", "vignette.2"]
    assert values(found) == values(vignettes(people, cases("c11", "c1", "c0"), k=K))


def test_without_an_age_a_height_or_a_group_of_ours_nothing_is_said():
    assert vignettes(everybody(9, born=pd.NaT), cases("c0"), k=K) == ()
    assert vignettes(everybody(9), cases("c0", group="catin"), k=K) == ()
    assert vignettes(everybody(9), CASES.empty(), k=K) == ()
    assert "catin" not in BAND_FIELDS


def test_no_risk_that_a_clinic_alone_knows_or_that_sounds_like_a_fault_may_be_said():
    never = {
        "comorbidity", "chronic_disease", "mother_young", "mother_old", "siblings_close", "siblings_many", "poor",
        "no_contraception", "age_young", "age_old", "not_breastfeeding", "no_exclusive_breastfeeding",
        "development_doubtful",
    }  # fmt: skip
    assert not never & set(SAYABLE)
    assert set(SAYABLE) <= {rule.id for rule in RULES.rules}


def consents(*said: tuple[str, str, str, bool]):
    rows = [{"person_id": who, "purpose": what, "decided_on": on, "given": given} for who, what, on, given in said]
    return CONSENTS.conform(pd.DataFrame(rows))


def test_only_whoever_agreed_to_a_vignette_and_did_not_take_it_back_is_told():
    said = consents(
        ("a", "vignette", "2025-06-01", True),
        ("b", "audit", "2025-06-01", True),
        ("c", "vignette", "2025-06-01", False),
        ("d", "vignette", "2025-06-01", True),
        ("d", "vignette", "2025-09-20", False),
        ("e", "vignette", "2025-09-20", True),
    )
    assert told_by(cases("a", "b", "c", "d", "e", "f"), said, DAY)["person_id"].tolist() == ["a"]


@pytest.mark.parametrize("status", ["pindah", "menolak", "tidak_ditemukan"])
def test_whoever_was_not_to_be_had_is_not_told(status):
    said = consents(("a", "vignette", "2025-06-01", True))
    assert told_by(cases("a", status=status), said, DAY).empty
    assert len(told_by(cases("a", status="ditelusuri"), said, DAY)) == 1


def block(make_context, found):
    pattern = solve_pattern(())
    return report.case_vignettes(make_context(released={one.id: release(one, pattern) for one in found}))


def test_the_block_says_it_in_words_and_names_no_place_no_day_and_no_number(make_context):
    public = block(make_context, vignettes(everybody(9, light=5), cases("c0"), k=K)).public
    assert public.paragraphs == (
        "Seorang anak perempuan umur 12–17 bulan, terukur pendek. Yang tercatat: berat lahir rendah.",
    )
    assert "sedikitnya 5 orang" in public.reading
    said = " ".join([public.title, public.reading, *public.paragraphs])
    assert not any(area.name in said for area in AREAS)
    assert not any(word in said for word in ("2024", "2025", "kc0", "Kasus 0", "c0"))


def test_what_leaves_holds_ids_of_words_alone(make_context):
    found = vignettes(everybody(9, light=5), cases("c0"), k=K)
    context = make_context(released={one.id: release(one, solve_pattern(())) for one in found})
    shown = context.released["vignette.1"].public
    told = json.dumps({name: str(value) for name, value in shown.values.items()})
    assert set(shown.values) == {*PLAIN, "risks"}
    assert "17.71" not in told


def test_without_a_vignette_the_block_says_why(make_context):
    (said,) = block(make_context, ()).public.paragraphs
    assert "mengizinkan" in said
