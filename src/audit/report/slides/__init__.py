"""Slides of a forum: what each shows, and the file that an office goes on editing."""
