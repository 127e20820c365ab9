"""A twin is made of counts of single columns and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from extract_universe import universe

from audit.disclosure.extract_schema import require_allowed
from audit.pipeline.extract_tables import make_tables
from audit.pipeline.extract_twin import marginals, twin

LISTS = {"area_code": ["64.74"]}


@pytest.fixture(scope="module")
def real():
    return make_tables(universe(z="half", z_agreed="Pasal 3"), b"kunci").tables


def test_it_has_the_tables_columns_and_types_of_the_extract(real):
    drawn = twin(marginals(real), lists=LISTS, seed=0)
    assert list(drawn) == list(real)
    for name, frame in drawn.items():
        require_allowed(name, frame, LISTS)
        assert list(frame.columns) == list(real[name].columns)
        assert frame.dtypes.astype(str).to_dict() == real[name].dtypes.astype(str).to_dict()


def test_it_does_not_change_when_every_column_is_shuffled_by_itself(real):
    """So no row can have reached it: what stands together in a row has no part in it."""
    rng = np.random.default_rng(1)
    torn = {name: f.apply(lambda column: column.array.take(rng.permutation(len(column)))) for name, f in real.items()}
    assert not torn["persons"].equals(real["persons"])
    for name, frame in twin(marginals(torn), lists=LISTS, seed=3).items():
        assert frame.equals(twin(marginals(real), lists=LISTS, seed=3)[name])


def test_one_person_more_or_less_changes_no_count_by_one(real):
    counts = [n for values in marginals(real).counts.values() for n in values.values()]
    assert counts
    assert all(n >= 5 and n % 5 == 0 for n in counts)


def test_it_shares_no_id_with_the_extract_and_differs_by_seed(real):
    one, other = (twin(marginals(real), lists=LISTS, seed=seed)["persons"] for seed in (0, 1))
    assert set(one["person_id"]).isdisjoint(real["persons"]["person_id"])
    assert not one.equals(other)


def test_its_person_time_hangs_together(real):
    drawn = twin(marginals(real), lists=LISTS, seed=0)
    times, persons = drawn["person_time"], drawn["persons"].set_index("person_id")
    assert (times["stop"] > times["start"]).all()
    assert set(times["person_id"]) <= set(persons.index)
    begun = times[times["event"].eq("new_stunting").fillna(False)]
    assert begun["state"].eq("not_stunted").all()
    assert not times.duplicated(["person_id", "seq"]).any()


def test_where_nothing_could_be_counted_it_takes_what_is_listed(real):
    empty = {name: frame.iloc[:0] for name, frame in real.items()}
    assert (
        twin(marginals(empty), lists=LISTS, seed=0, people=7)["persons"][
            "sex" if "sex" in real["persons"] else "area_code"
        ]
        .notna()
        .all()
    )
