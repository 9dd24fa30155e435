"""The list of cases that a person works from."""
