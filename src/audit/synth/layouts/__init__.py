"""Writers of the files that districts have. They share neither code nor header strings with the reader."""
