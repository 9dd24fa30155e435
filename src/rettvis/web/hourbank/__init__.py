"""The hour bank: what is written in it, who reads it, and the settlement of a year."""
