"""Every figure with its source: WHO tables, cut-offs, areas, groups. Floor 0; no constants stand anywhere else."""
