"""Behind a proxy of our own everybody comes from one address: limits count whom the proxy names, not the proxy."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.board import rows

pytestmark = pytest.mark.django_db
PROXY = "10.0.0.2"
# Where somebody without an account may ask, and how often before it is too often.
ASKED = {
    "progress": (lambda client: client.post("/progress/", {"no": "x", "code": "AAAA-BBBB"}), 10),
    "why": (lambda client: client.get("/api/v1/cases/x/why", headers={"X-Query-Code": "AAAA-BBBB"}), 10),
    "letter": (lambda client: client.get("/v/aaaaaaaaaaaa/"), 10),
    "letter by machine": (lambda client: client.get("/api/v1/letters/aaaaaaaaaaaa"), 10),
    "subscription": (lambda client: client.post("/subscribe/?q=x", {"address": "a@example.org"}), 10),
}


def of(reader: str) -> Client:
    return Client(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=reader)


@pytest.mark.parametrize("name", ASKED)
def test_who_asks_too_often_keeps_nobody_else_from_asking(name: str, settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    rows.published()
    ask, most = ASKED[name]
    eager = [ask(of("192.0.2.1")).status_code for _n in range(most + 1)]

    assert eager[-1] == 429
    assert ask(of("192.0.2.2")).status_code != 429


def test_an_address_a_reader_claims_is_not_believed(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    ask, most = ASKED["progress"]
    tries = [ask(of(f"198.51.100.{n}, 192.0.2.1")).status_code for n in range(most + 1)]

    assert tries[-1] == 429
