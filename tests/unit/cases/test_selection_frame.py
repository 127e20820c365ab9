"""What people change on top of a proposal is kept with its reason and moves nobody else."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.cases.selection_frame import Selection, read_selection, write_selection
from audit.errors import InputError
from audit.schemas import OVERRIDES, SELECTION_FRAME


def proposal() -> Selection:
    rows = [("a", 1, "score", False), ("b", 2, "score", False), ("c", 3, None, True), ("d", 4, "random", False)]
    frame = pd.DataFrame(rows, columns=["person_id", "rank", "proposed_by", "near_miss"])
    frame = frame.assign(
        cycle="2025-2", group="baduta", area_code="64.74.01.1001", score=0.5, threshold=0.5, drawn_probability=0.1,
        chosen_by=frame["proposed_by"],
    )  # fmt: skip
    return Selection(SELECTION_FRAME.conform(frame))


def overrides(*rows: tuple[str, str | None, str | None]) -> pd.DataFrame:
    made = [(f"{who}:baduta", "2025-2", who, "baduta", said, why) for who, said, why in rows]
    return OVERRIDES.conform(pd.DataFrame(made, columns=list(OVERRIDES.names)))


def how(selection: Selection) -> list[str | None]:
    return [None if pd.isna(said) else said for said in selection.frame["chosen_by"]]


def test_in_and_out_with_a_reason_are_kept_and_nobody_moves_up():
    changed = proposal().with_overrides(overrides(("a", "out", "Sudah ditangani RSUD"), ("c", "in", "Temuan bidan")))
    assert how(changed) == [None, "score", "override", "random"]
    assert changed.frame["override"].fillna("").tolist() == ["out", "", "in", ""]
    assert changed.frame["override_reason"].fillna("").tolist() == ["Sudah ditangani RSUD", "", "Temuan bidan", ""]
    kept = ["rank", "score", "threshold", "drawn_probability", "proposed_by"]
    pd.testing.assert_frame_equal(changed.frame[kept], proposal().frame[kept])
    assert changed.near_misses.empty


def test_whoever_was_proposed_stays_what_they_were_when_put_in():
    assert how(proposal().with_overrides(overrides(("a", "in", "Setuju"))))[0] == "score"


@pytest.mark.parametrize("why", [None, "", "   "])
def test_a_change_without_a_reason_does_nothing(why):
    changes = overrides(("a", "out", why))
    assert proposal().unfit_overrides(changes).tolist() == [True]
    assert how(proposal().with_overrides(changes)) == ["score", "score", None, "random"]


def test_a_change_about_nobody_eligible_or_with_another_word_does_nothing():
    changes = overrides(("z", "in", "Alasan"), ("a", "mungkin", "Alasan"), ("b", None, None))
    assert proposal().unfit_overrides(changes).all()
    assert how(proposal().with_overrides(changes)) == ["score", "score", None, "random"]


def test_a_change_that_was_taken_back_leaves_no_trace_in_the_proposal():
    changed = proposal().with_overrides(overrides(("a", "out", "Alasan")))
    pd.testing.assert_frame_equal(changed.with_overrides(overrides()).frame, proposal().frame)


def test_only_the_lot_may_be_read_as_a_pattern():
    changed = proposal().with_overrides(overrides(("c", "in", "Alasan")))
    assert changed.by_lot["person_id"].tolist() == ["d"]
    assert proposal().with_overrides(overrides(("d", "out", "Alasan"))).by_lot.empty


def test_a_list_holds_only_who_is_still_there():
    assert proposal().of({"b", "d"}).frame["person_id"].tolist() == ["b", "d"]


def test_the_frame_is_kept_whole(tmp_path):
    assert read_selection(tmp_path) is None
    changed = proposal().with_overrides(overrides(("a", "out", "Alasan")))
    write_selection(changed, tmp_path)
    kept = read_selection(tmp_path)
    assert kept is not None
    pd.testing.assert_frame_equal(kept.frame, changed.frame)


def test_a_damaged_frame_is_refused(tmp_path):
    write_selection(proposal(), tmp_path)
    (path,) = tmp_path.glob("*.parquet")
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(InputError):
        read_selection(tmp_path)
