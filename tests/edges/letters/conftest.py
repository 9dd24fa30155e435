"""The example letters, made once."""

import pytest

from rettvis.edges.letters import render_pdf
from rettvis.journey.decision.document import Document
from tests.edges.letters import examples

EXAMPLES = {
    "refusal": examples.refusal,
    "short_letter": examples.short_letter,
    "long_letter": examples.long_letter,
    "internal_record": examples.internal_record,
}


@pytest.fixture(scope="session", params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> tuple[Document, bytes]:
    """Each example document and its PDF."""
    document = EXAMPLES[request.param]()
    return document, render_pdf(document)
