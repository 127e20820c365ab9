"""What ``aks bench`` measures: seeded children, the peers, the rows of its table."""

from audit.cli.speed.rows import Row, measure

__all__ = ["Row", "measure"]
