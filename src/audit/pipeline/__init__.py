"""Params, plan, run: the only clock, environment and processes. Floor 8."""
