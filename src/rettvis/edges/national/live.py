"""The live interface of Statistics Norway (PxWebApi 2): the metadata first, then the data that is wanted.

Nothing is fetched unless somebody asks for it, and a table is asked for by the codes that its own metadata
gives. Source: PxWebApi 2.0, OpenAPI description of PxTools.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from rettvis.edges.national.json_stat import Dimension, read_dataset
from rettvis.edges.national.profile import NationalTable
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence

ADDRESS = "https://data.ssb.no/api/pxwebapi/v2"
MOST_CELLS = 800_000
"""The most cells that Statistics Norway gives in one answer."""
SECONDS = 60
LARGEST = 256 * 1024 * 1024


def data_of(table: NationalTable, address: str = ADDRESS, language: str = "no") -> str:
    """The JSON-stat text of ``table``, with only the categories that its profile names.

    Two requests. Raises ``Faulty`` where there is no way there, no such table, or too much at once.
    """
    base = f"{address.rstrip('/')}/tables/{quote(table.table, safe='')}"
    asked = {"lang": language, "outputFormat": "json-stat2"}
    metadata = read_dataset(table.file, _with_values(_fetch(f"{base}/metadata?{urlencode(asked)}", table)))
    metrics = metadata.roles.get("metric", ())
    chosen = {
        dimension.code: _chosen(dimension, table, measured=dimension.code in metrics)
        for dimension in metadata.dimensions
    }
    cells = 1
    for codes in chosen.values():
        cells *= len(codes)
    if cells > MOST_CELLS:
        message = sentence(
            "The table would give {cells:number} cells, and at most {most:number} are given at a time. "
            "Choose fewer under “where” or “groups”.",
            cells=cells,
            most=MOST_CELLS,
        )
        raise Faulty([Fault(table.file, message)])
    codes = {f"valueCodes[{code}]": ",".join(found) for code, found in chosen.items()}
    return _fetch(f"{base}/data?{urlencode({**asked, **codes})}", table)


def _chosen(dimension: Dimension, table: NationalTable, *, measured: bool) -> list[str]:
    """The codes that are asked for: those the profile names, otherwise all of them."""
    names = {dimension.label.casefold(), dimension.code.casefold()}
    wanted: list[str] = [str(label) for label in table.measures] if measured else []
    for source in (table.where, table.groups):
        for name, value in source.items():
            if str(name).casefold() in names:
                wanted += [str(one) for one in (value if isinstance(value, Mapping) else [value])]
    folded = {one.casefold() for one in wanted}
    if any(".." in one for one in wanted):
        return list(dimension.categories)
    found = [
        code for code, label in dimension.categories.items() if {code.casefold(), label.casefold()} & folded
    ]
    return found or list(dimension.categories)


def _with_values(text: str) -> str:
    """Metadata has no values; a dataset is read with none."""
    try:
        data: Any = json.loads(text)
    except ValueError:
        return text
    if isinstance(data, dict):
        data["value"] = {}
    return json.dumps(data)


def _fetch(address: str, table: NationalTable) -> str:
    """The text behind an address. Raises ``Faulty``, in words that say what to do."""
    request = Request(address, headers={"Accept": "application/json", "User-Agent": "rettvis"})
    try:
        with urlopen(request, timeout=SECONDS) as answer:
            content = answer.read(LARGEST + 1)
    except HTTPError as error:
        raise _refused(table, _said(error.code)) from None
    except (URLError, OSError, ValueError):
        message = sentence(
            "There is no way to Statistics Norway from here. Fetch the table on another machine, as "
            "json-stat2, and put the file in the folder."
        )
        raise _refused(table, message) from None
    if len(content) > LARGEST:
        raise _refused(table, sentence("The answer is too large to be read."))
    return str(content.decode("utf-8", errors="replace"))


def _said(status: int) -> Sentence:
    """What an answer of refusal means."""
    if status == 404:
        return sentence("Statistics Norway has no such table.")
    if status == 429:
        return sentence("Statistics Norway has been asked too often. Wait a minute, then try again.")
    return sentence("Statistics Norway answered {status}, and gave no table.", status=str(status))


def _refused(table: NationalTable, message: Sentence) -> Faulty:
    return Faulty([Fault(f"{table.file} ({table.table})", message)])
