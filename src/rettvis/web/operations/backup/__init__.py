"""A whole installation in one file, and back again: the database of one moment, and the documents."""
