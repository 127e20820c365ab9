"""What ``aks bench`` measures: seeded children and models, the peers, the rows of its table."""

from audit.cli.speed.rows import Row, measure, measure_risk

__all__ = ["Row", "measure", "measure_risk"]
