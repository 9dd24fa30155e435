"""The measures of publications, computed from a municipality's own decisions in force."""
