"""What ``aks bench`` measures: seeded children and models, the peers, the rows of its table, their history and gate."""

from audit.cli.speed.gate import FALL, Compared, compared
from audit.cli.speed.history import FILE, Measured, load_now, measured, read_history, record
from audit.cli.speed.rows import Row, measure, measure_risk

__all__ = [
    "FALL", "FILE", "Compared", "Measured", "Row", "compared", "load_now", "measure", "measure_risk", "measured",
    "read_history", "record",
]  # fmt: skip
