"""Every list of a synthetic district over the border: each row accounted for, and each about the right person."""

from __future__ import annotations

import pandas as pd

from audit.pipeline.tables import Tables


def tables(district) -> Tables:
    return district.border.tables


def test_every_row_is_kept_or_said_to_fit_nobody(district) -> None:
    """Rows that fit nobody are about children who never were measured, or had no name yet (the NIK is masked)."""
    measured, children = (pd.read_parquet(district.truth(name)) for name in ("visits", "children"))
    never = children.loc[~children["child_id"].isin(measured["child_id"]), "nik"]
    for id, read in district.border.lists.items():
        if id.startswith("program-"):  # with mistakes of their own: tests/unit/synth
            continue
        aside = read.set_aside
        assert set(aside["scope"]) <= {"row"}, id
        assert set(aside["reason"]) <= {"orang_tak_ditemukan"}, id
        truth = {"riwayat-anak": "histories", "layanan": "services", "persetujuan": "consents"}.get(id)
        if truth:
            about = pd.read_parquet(district.truth(truth))
            assert read.summary.rows_read == len(about)
            lost = about.iloc[aside["source_row"].to_numpy(dtype=int) - 2]
            assert (lost["nik"].isin(never) | lost["name"].str.startswith("BY NY ")).all(), id
            assert len(lost) >= about["nik"].isin(never).sum(), id
        else:
            assert aside.empty, id


def test_women_of_all_groups_come_over(district) -> None:
    women = tables(district).women
    contacts, couples = (pd.read_parquet(district.truth(name)) for name in ("contacts", "couples"))
    assert women["woman_id"].nunique() == contacts["nik"].nunique() + len(couples)
    counts = women["group"].value_counts()
    assert counts.to_dict() == contacts["group"].value_counts().to_dict() | {"catin": len(couples)}


def test_histories_are_of_the_right_child(district, by_nik) -> None:
    ids, history = by_nik, tables(district).child_history
    true = pd.read_parquet(district.truth("histories")).assign(child_id=lambda f: f["nik"].map(ids))
    both = history.merge(true, on="child_id", suffixes=("", "_true"))
    assert len(both) > 0.9 * len(history)
    assert (both["recorded_on"] == both["recorded_on_true"]).all()
    told = both["immunised_for_age"].notna()
    assert (both.loc[told, "immunised_for_age"] == both.loc[told, "immunised_for_age_true"]).all()


def test_children_of_one_family_have_its_household_and_mother(district, by_nik) -> None:
    children = tables(district).children
    ids = by_nik
    true = pd.read_parquet(district.truth("children")).assign(id=lambda f: f["nik"].map(ids)).dropna(subset="id")
    both = true.merge(children, left_on="id", right_on="child_id", suffixes=("_true", ""))
    linked = both.dropna(subset="household_id")
    assert len(linked) > 0.5 * len(both)
    assert (linked.groupby("household_id")["household_id_true"].nunique() == 1).all()  # noqa: PD101
    assert (linked.groupby("household_id_true")["household_id"].nunique() == 1).all()  # noqa: PD101
    mothers = linked.dropna(subset="mother_id")
    assert len(mothers) > 20
    names = district.border.identities.set_index("child_id")["name"]
    assert (names.loc[mothers["mother_id"]].to_numpy() == mothers["mother"].to_numpy()).all()


def test_who_is_gone_is_marked_and_nobody_else(district, by_nik) -> None:
    ids = by_nik
    gone = pd.read_parquet(district.truth("life")).assign(id=lambda f: f["nik"].map(ids)).dropna(subset="id")
    children, women = tables(district).children, tables(district).women
    marked = pd.concat(
        [
            children[["child_id", "life_status"]].set_axis(["id", "life_status"], axis=1),
            women[["woman_id", "life_status"]].set_axis(["id", "life_status"], axis=1),
        ]
    )
    marked = marked[marked["life_status"].notna() & marked["life_status"].ne("hidup")].drop_duplicates()
    assert set(zip(gone["id"], gone["status"], strict=True)) == set(marked.itertuples(index=False, name=None))
    assert len(gone) > 3
