"""Statistics over the municipality's own decisions: pages, lists behind the numbers, and files."""
