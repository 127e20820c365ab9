"""Blocks and the files made of them. Floor 7."""
