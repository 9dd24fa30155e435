"""Rules over many cases: the same expression tree on columns instead of single values."""
