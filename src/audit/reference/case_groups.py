"""How the cases of an audit are split in tables: group, way of being chosen, review, cause, shift of risk.

Every cell about cases has the attribute ``review``: the cases of a cycle are not the people who were measured in it.
Ids of levels; their labels are in the catalogue (``review.level.<attribute>.<level>``).
"""

from __future__ import annotations

from audit.reference.rule_sets import GROUPS
from audit.results import Partition

__all__ = ["CASE_GROUP", "CHOSEN", "CONFIRMED", "PREVENTABLE", "REMEASURED", "REVIEW", "SHIFT", "cause_partition"]

CASE_GROUP = Partition("group", {"": GROUPS})
CHOSEN = Partition("chosen", {"": ("random", "score", "override", "chosen.unknown")})
# Waiting: the expert that the group asks for has not reviewed it ("belum ditelaah"). Not traced: not found, moved,
# refused. Both say how far the work is and nothing about a person, hence the name of a record's state.
REVIEW = Partition(
    "review",
    {
        "": ("case", "no_case"),
        "case": ("reviewed", "review.unknown"),
        "review.unknown": ("waiting", "not_traced"),
    },
)
# By a doctor, in a child's case; apart from what was measured (reference/practice.md C22).
CONFIRMED = Partition("confirmed", {"": ("confirmed", "not_confirmed", "not_examined")})
# Who could have prevented a cause: never who is to blame. "differs": the experts do not agree, which is kept.
PREVENTABLE = ("keluarga", "layanan", "lintas_sektor", "tidak", "differs", "not_graded")
SHIFT = Partition("shift", {"": ("reassessed", "not_assessable"), "reassessed": ("reduced", "same", "increased")})
REMEASURED = Partition("remeasured", {"": ("every_month", "some", "never")})


def cause_partition(code: str) -> Partition:
    """How reviewed cases are split by one cause, ``cause.<code>``; those with it by who could have prevented it.

    The grade is of one cause: a case with two causes may have two, so that grades of all causes add up to nothing.
    """
    return Partition(f"cause.{code}", {"": ("present", "not_present"), "present": PREVENTABLE})
