"""The border: real files in, tidy records out, nothing lost. Floor 2."""
