"""Parquet with schema version, whole-folder swap, run lock, identity vault. Floor 1."""
