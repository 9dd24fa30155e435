"""Files that are sent in: what they truly are, what they may be called, and the folder that keeps them.

A file is judged by its content, never by its name, and nothing in it is run or unpacked to disk.
"""

from rettvis.edges.received.filetypes import MOST_BYTES, FileType
from rettvis.edges.received.folder import Damaged, DocumentFolder, NoRoom
from rettvis.edges.received.names import LONGEST_SHOWN, clean_name
from rettvis.edges.received.sniffing import inspect

__all__ = [
    "LONGEST_SHOWN",
    "MOST_BYTES",
    "Damaged",
    "DocumentFolder",
    "FileType",
    "NoRoom",
    "clean_name",
    "inspect",
]
