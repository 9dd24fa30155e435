"""Publications: folders of tables with published figures, read where the meaning is certain."""

from rettvis.edges.publications.folder import read_comparison, read_publication

__all__ = ["read_comparison", "read_publication"]
