"""Pages as a browser without scripts meets them: what is read, and what is sent."""

import re
from html import unescape
from typing import Any

from django.test import Client

from tests.web.decision.ready import Ready


def page(client: Client, ready: Ready, step: str, status: int = 200) -> str:
    """The text of a page."""
    response = client.get(address(ready, step))
    assert response.status_code == status
    return str(unescape(response.content.decode())).replace("\xa0", " ")


def address(ready: Ready, step: str) -> str:
    """The address of a step."""
    return f"/sak/{ready.case.number}/{step}/"


def typed(html: str) -> dict[str, Any]:
    """What a browser would send of the page's main form, as it stands."""
    form = html[html.index('id="sheet"') :]
    form = form[: form.index("</form>")]
    found: dict[str, Any] = {}
    for field in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', field), re.search(r'value="([^"]*)"', field)
        kind = re.search(r'type="(\w+)"', field)
        if not name or (kind and kind[1] in ("radio", "checkbox") and "checked" not in field):
            continue
        absent = "on" if kind and kind[1] == "checkbox" else ""
        found.setdefault(name[1], []).append(value[1] if value else absent)
    for name_, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name_] = text.strip("\n")
    for name_, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name_] = chosen[1] if chosen else ""
    return found
