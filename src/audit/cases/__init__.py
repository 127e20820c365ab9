"""Who is stunted, where, and who is looked at. Floor 5."""
