"""Can these measurements be believed? One check a file. Floor 3."""
