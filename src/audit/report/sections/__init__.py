"""One block a file: the question it answers is its name."""
