"""The description of the interface is whole, and true whatever is asked."""

from __future__ import annotations

import json
import random
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from tests.board import rows

pytestmark = pytest.mark.django_db
ROUNDS = 60
ODD = (
    "", "0", "-1", "1", "all", "\x00", "%00", "甲" * 500, "😀", "\ud83d".encode("utf-8", "replace").decode(), "9" * 400,
    "1e99", "null", "true", "a~b~c", "c~2026-01-01~x", "p~2026-01-01~x", "p~9999-99-99T00:00~x", "' OR 1=1 --", "../..",
    "<script>", "2026-02-30", "2026-09-14", "working_day", "deadline", "window", "hours", "0001-01-01", "9999-12-31",
    "2026-10-01/2026-10-07", "2026-10-07/2026-10-01", "/", "٣", "\u202e", "\ufeff",
)  # fmt: skip


@pytest.fixture
def described() -> dict[str, Any]:
    told: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    return told


def operations(described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(path, told) for path, methods in described["paths"].items() for told in methods.values()]


def resolved(described: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = described["components"]["schemas"][name] if name else schema
    return found


# DESCRIBED ------------------------------------------------------------------------
def test_every_address_says_what_it_is_for_and_what_each_parameter_means(described):
    silent = [path for path, told in operations(described) if not told.get("summary")]
    unexplained = [
        f"{path} {parameter['name']}"
        for path, told in operations(described)
        for parameter in told.get("parameters", [])
        if not (parameter.get("description") or parameter["schema"].get("description"))
        or not (parameter.get("examples") or parameter["schema"].get("examples"))
    ]

    assert silent + unexplained == []


def test_every_answer_has_its_form_and_every_refusal_a_sentence(described):
    for path, told in operations(described):
        for status, answer in told["responses"].items():
            schema = resolved(described, answer["content"]["application/json"]["schema"])
            if int(status) >= 400:
                assert "error" in schema["properties"], (path, status)


def test_only_reading_is_described(described):
    assert {method for methods in described["paths"].values() for method in methods} == {"get"}


# TRUE -----------------------------------------------------------------------------
def asked(path: str, told: dict[str, Any], source: random.Random, known: list[str]) -> tuple[str, dict[str, str]]:
    """An address made of the description: each parameter left out, odd, as in its example, or one that exists."""
    query: list[tuple[str, str]] = []
    headers: dict[str, str] = {}
    for parameter in told.get("parameters", []):
        values = [*ODD, *known, *(str(one) for one in parameter["schema"].get("examples", []))]
        value = source.choice(values)
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(value or "x", safe=""))
        elif parameter["in"] == "header":
            headers[parameter["name"]] = re.sub(r"[^ -~]", "", value)
        elif source.random() < 0.5:
            query += [(parameter["name"], value)] * source.choice((1, 1, 1, 2))
    return f"{path}?{urlencode(query)}", headers


def test_whatever_is_asked_is_answered_as_described_and_never_breaks(described):
    notice = rows.published()
    source, wrong = random.Random(2010), []
    client = Client(raise_request_exception=False)
    for path, told in operations(described):
        for _round in range(ROUNDS):
            address, headers = asked(path, told, source, [notice.public_id])
            answer = client.get(address, headers=headers)
            if not fits(described, told, answer):
                wrong.append((answer.status_code, address))

    assert wrong == []


def fits(described: dict[str, Any], told: dict[str, Any], answer: Any) -> bool:
    """A documented status, JSON, and every field its form demands; an address no route has is the portal's own 404."""
    if answer.status_code == 404 and answer["Content-Type"].startswith("text/html"):
        return True
    documented = told["responses"].get(str(answer.status_code))
    if documented is None:
        return False
    schema = resolved(described, documented["content"]["application/json"]["schema"])
    return set(schema.get("required", [])) <= set(json.loads(answer.content))


def test_the_crawler_would_notice(described):
    told = described["paths"]["/api/v1/notices/{public_id}"]["get"]
    del told["responses"]["404"]

    assert not fits(described, told, Client().get("/api/v1/notices/nothing"))


def test_other_methods_are_refused():
    assert {Client().post("/api/v1/notices").status_code, Client().delete("/api/v1/notices/x").status_code} == {405}
