"""What may be shown to whom. Floor 6."""
