"""Statistics Norway's figures: JSON-stat files and the live interface, read by their own metadata."""

from rettvis.edges.national.json_stat import Dataset, Dimension, read_dataset
from rettvis.edges.national.live import data_of
from rettvis.edges.national.observed import Observed, observe
from rettvis.edges.national.profile import NationalProfile, NationalTable, read_profile

__all__ = [
    "Dataset",
    "Dimension",
    "NationalProfile",
    "NationalTable",
    "Observed",
    "data_of",
    "observe",
    "read_dataset",
    "read_profile",
]
