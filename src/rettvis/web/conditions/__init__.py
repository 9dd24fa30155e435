"""The conditions of a case on the web: the right tried, and what a person must answer."""
