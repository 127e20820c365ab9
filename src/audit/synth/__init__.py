"""Synthetic registers: no real child is ever needed. Floor 7."""

from audit.reference.sample_registers import SAMPLE_REGISTERS, DistrictSpec
from audit.synth.register import RegisterSummary, make_register

__all__ = ["SAMPLE_REGISTERS", "DistrictSpec", "RegisterSummary", "make_register"]
