"""The programme around the children: coverage, targets, what to decide. Floor 4."""
