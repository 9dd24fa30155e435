"""Time norms by municipality: guidance with its source, a range and never a ceiling.

The law sets no norms. A municipality's norm is evidence of its practice; each person's need decides, and a
norm is never itself the reason for a number of hours. The norms lie in the TOML files of this folder.
"""

from rettvis.lawbook.norms.norm import ACTIVITIES, Norm
from rettvis.lawbook.norms.reading import MUNICIPALITIES, at, every_norm, norms_of

__all__ = ["ACTIVITIES", "MUNICIPALITIES", "Norm", "at", "every_norm", "norms_of"]
