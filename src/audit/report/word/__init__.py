"""What an office goes on writing in: the report and its papers as Word documents."""
