"""The live interface is asked by the table's own codes, and every refusal is a sentence."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from rettvis.edges.national import NationalTable, data_of, observe, read_dataset
from rettvis.rulekit.faults import Faulty
from tests.edges.national.tables import a_table

TABLE = NationalTable("t.json", {"Brukere": "bpa_users"}, table="11642", units={"bpa_users": "persons"})


class Statistics(BaseHTTPRequestHandler):
    """A server that answers as PxWebApi 2 does, with one table."""

    asked: "list[str]" = []  # noqa: RUF012 - one list for the server of a test
    status = 200

    def do_GET(self) -> None:
        self.asked.append(self.path)
        address = urlsplit(self.path)
        query = parse_qs(address.query)
        data = a_table()
        if address.path.endswith("/metadata"):
            del data["value"], data["status"]
        else:
            codes = query["valueCodes[q2]"][0].split(",")
            data = chosen(data, codes)
        body = json.dumps(data).encode()
        self.send_response(self.status if "11642" in address.path else 404)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Nothing is written to the terminal."""


def chosen(data: dict, codes: list[str]) -> dict:
    """The table with only some of what it measures."""
    places = [
        place for place, code in enumerate(data["dimension"]["q2"]["category"]["index"]) if code in codes
    ]
    index = {code: place for place, code in enumerate(codes)}
    data["dimension"]["q2"]["category"]["index"] = index
    data["size"][1] = len(codes)
    old = data["value"]
    data["value"] = [
        old[region * 4 + place * 2 + year] for region in range(3) for place in places for year in (0, 1)
    ]
    data["status"] = {}
    return data


@pytest.fixture
def address() -> Iterator[str]:
    Statistics.asked, Statistics.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), Statistics)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_only_what_the_profile_names_is_fetched(address: str) -> None:
    text = data_of(TABLE, address)
    found = observe(read_dataset("t.json", text), TABLE, "ssb")
    assert found.faults == []
    assert {one.cell.measure for one in found.observations} == {"bpa_users"}
    metadata, data = (urlsplit(path) for path in Statistics.asked)
    assert metadata.path == "/tables/11642/metadata"
    assert parse_qs(data.query)["valueCodes[q2]"] == ["u"]
    assert parse_qs(data.query)["valueCodes[q1]"] == ["3033,3209,9999"]
    assert parse_qs(data.query)["outputFormat"] == ["json-stat2"]


@pytest.mark.parametrize(("status", "word"), [(404, "no such"), (429, "too often"), (500, "500")])
def test_a_refusal_is_said_in_a_sentence(address: str, status: int, word: str) -> None:
    Statistics.status = status
    with pytest.raises(Faulty) as refused:
        data_of(TABLE, address)
    assert word in refused.value.faults[0].say("en")


def test_no_way_there_says_what_to_do_instead() -> None:
    with pytest.raises(Faulty) as refused:
        data_of(TABLE, "http://127.0.0.1:9")
    assert "another machine" in refused.value.faults[0].say("en")


def test_a_number_with_other_signs_stays_one_part_of_the_address(address: str) -> None:
    with pytest.raises(Faulty):
        data_of(NationalTable("t.json", {"Brukere": "bpa_users"}, table="../../x"), address)
    assert Statistics.asked == ["/tables/..%2F..%2Fx/metadata?lang=no&outputFormat=json-stat2"]
