"""The fixed words around a document: the same on paper and on the screen."""

from rettvis.rulekit.wording import sentence

PAGE, PAGES = "{page}", "{pages}"


def labels(language: str) -> dict[str, str]:
    """The words by their use, in ``language``; ``page_of`` keeps ``{page}`` and ``{pages}`` open."""
    words = {
        "date": sentence("Date"),
        "case_number": sentence("Case number"),
        "contact": sentence("Contact"),
        "exempt": sentence("Exempt from public access"),
        "synthetic": sentence("SYNTHETIC – not a real letter"),
        "page_of": sentence("Page {page} of {pages}", page=PAGE, pages=PAGES),
    }
    return {use: word.say(language) for use, word in words.items()}
