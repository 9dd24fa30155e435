"""pbrl § 2-1 d as a place in the law: every citation of this section is made here."""

from dataclasses import replace

from rettvis.lawbook import references
from rettvis.rulekit.basis import LegalBasis

SECTION: LegalBasis = references.RIGHT_TO_BPA.versions.all[-1].value


def part(words: str) -> LegalBasis:
    """A part of the section: "fourth paragraph first sentence"."""
    return replace(SECTION, part=words)
