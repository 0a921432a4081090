"""One source, five file formats."""
