"""The calculation of a case on the web: the choices, and the rows that explain the hours."""
