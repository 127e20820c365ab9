"""Prevalence with its uncertainty. Floor 2."""
