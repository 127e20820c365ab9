"""Three files of one synthetic district, with errors put in at measured rates, read and linked as a run does."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.reference.sample_registers import district_spec
from audit.register.linkage import link_visits
from audit.register.read import read_visits
from audit.store import SAMPLE_KEY
from audit.synth import make_register

DISTRICT = "17.71"


@pytest.mark.slow
def test_files_that_overlap_and_differ_are_linked_without_nik(tmp_path, pairwise):
    make_register(district_spec(DISTRICT), tmp_path, dirt=True)
    truth = pd.read_parquet(tmp_path / "truth-visits.parquet").set_index(["file", "sheet_row"])["child_id"]
    files = sorted(set(truth.index.get_level_values("file")))
    records = pd.concat(
        [read_visits(tmp_path / file, district=DISTRICT).records.assign(source_file=file) for file in files]
    )
    linked = link_visits(records, key=SAMPLE_KEY, areas=areas_of(DISTRICT))
    where = ["source_file", "source_row"]
    found = pd.concat([linked.visits, linked.left_out]).set_index(where)["child_id"].rename_axis(truth.index.names)

    assert linked.summary.records == len(truth)
    precision, recall = pairwise(truth, found)
    assert precision >= 0.995
    assert recall >= 0.98
    assert linked.summary.to_decide <= 0.02 * len(truth)

    children = pd.read_parquet(tmp_path / "truth-children.parquet")
    ids = pd.DataFrame({"truth": truth, "found": found.reindex(truth.index)}).groupby("truth")["found"]
    ids = ids.agg(lambda s: frozenset(s))
    twins = children[children["twin"] & children["child_id"].isin(ids.index)]
    births = [
        birth.tolist() for _, birth in twins.groupby(["household_id", "birth_date"])["child_id"] if len(birth) == 2
    ]
    assert len(births) > 50
    assert not [birth for birth in births if ids[birth[0]] & ids[birth[1]]]
