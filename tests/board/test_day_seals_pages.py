"""The daily seals of the log, as anybody may keep them."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.test import Client

from envportal.audit import log
from tests import builders

pytestmark = pytest.mark.django_db


def sealed(days: int) -> None:
    for day in range(1, days + 1):
        at = builders.moment(f"2026-10-{day:02d}", "00:10")
        log.record(None, "something_done", by=None, at=at)
        log.seal(at=at)


def test_anybody_computes_every_seal_again_from_the_file_and_finds_the_chain_unbroken() -> None:
    sealed(3)

    seals = Client().get("/seals.json").json()["seals"]

    before = ""
    for seal in seals:
        told = seal.pop("hash")
        text = json.dumps(seal, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert (hashlib.sha256(text.encode()).hexdigest(), seal["previous"]) == (told, before)
        before = told
    assert [seal["number"] for seal in seals] == [1, 2, 3]


def test_the_page_lists_the_latest_seal_first_and_names_no_chain() -> None:
    sealed(2)
    seals = Client().get("/seals.json").json()["seals"]

    shown = Client().get("/seals/").content.decode()

    assert shown.index(seals[1]["hash"]) < shown.index(seals[0]["hash"])
    assert "case:" not in shown
    assert "user:" not in shown


def test_without_seals_the_page_says_so() -> None:
    assert "还没有封存过" in Client().get("/seals/").content.decode()
