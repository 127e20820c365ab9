"""The command line: one file a verb. Floor 9."""
