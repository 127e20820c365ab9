"""Synthetic registers: no real child is ever needed. Floor 7."""
