"""What a forum reads: blocks of the pack of a mini lokakarya and of a rembuk, in the order of their pages."""
