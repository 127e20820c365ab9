"""Arrays in, arrays out: z-scores, classes, flags. Floor 1."""
