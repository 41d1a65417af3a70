"""Every address, as everybody, with what nobody should type: a page or a refusal, never an error of ours.

Each person asks an address in a twentieth of the ways, and on the second engine in half as many; `CRAWL=all` has
everybody ask in all of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from approvals.applications.models import Application
from disclosure.board.models import Notice
from envportal.accounts.models import User
from tests import builders, world

pytestmark = pytest.mark.django_db
HUGE = "9" * 30
QUERIES = (
    "", "?page=-1&sort=pk&format=xml", "?page=99999999999999999999&sort=-case__number&format=csv", "?format=xlsx",
    "?q=%00&k=%00&no=%00&code=%00&t=x&s=x&o=x", "?q=%ff%fe&b=%F0%9F%98%80&state=%00&section=%00&matter=-1",
    f"?q={'甲' * 3000}&show=%00&page=x&no={'9' * 5000}", "?starts_on=0000-00-00&amount=1e99&unit=%00&kind=x&pauses=x",
    "?next=//evil.example&page=1.5&section=99999999999999999999999&bureau=x&colour=%00",
)  # fmt: skip
POSTS: tuple[dict[str, str], ...] = (
    {},
    {"_key": "\x00", "reason": "\x00", "code": "١٢٣٤٥٦", "facts": "x" * 70000, "_switch": "en"},
    {"_key": "no uuid", "reason": "x" * 9000, "code": "é" * 12, "days": "1e9", "ground": "9", "officer": HUGE,
     "title": "\ud7ff", "what_1": "x",
     "planned_days": "９９", "conclusion": "?", "uscc": "\x00", "login": "\x00", "password": "x" * 5000},
)  # fmt: skip


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The address of every route, as far as a pattern says it."""
    for pattern in patterns:
        part = before + re.sub(r"\\([./])", r"\1", str(pattern.pattern)).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, part)
        else:
            yield "/" + part


def filled_in(address: str, number: str, word: str) -> str:
    address = re.sub(r"\(\?P<kind>[^)]*\)", "csv", address)
    address = address.replace("(?:/)?", "")
    address = re.sub(r"\(\?P<\w+>[^)]*\)", word, address)
    address = re.sub(r"<(?:int:)(\w+)>", number, address)
    return re.sub(r"<(?:\w+:)?\w+>", word, address)


ADDRESSES = sorted(set(routes(get_resolver().url_patterns)))


def browser(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def everybody(yunxi: world.World) -> dict[str, User | None]:
    known: dict[str, User | None] = {
        "clerk": yunxi.clerk, "officer": yunxi.officer, "section_head": yunxi.head, "leader": yunxi.leader,
        "editor": yunxi.editor, "supervisor": yunxi.supervisor, "owner": yunxi.applicant, "nobody": None,
        "consultant": builders.applicant(world.drafting_unit(yunxi), "程以宁"),
    }  # fmt: skip
    others = {role: builders.staff(role) for role in ("sysop", "secadm", "auditor", "inspector")}
    return {**others, **known}


# One of every kind: what a page is asked for differs by kind, not by name.
PEOPLE = ("nobody", "owner", "consultant", "clerk", "leader", "secadm")


def visits(address: str, turn: int, number: str, word: str) -> Iterator[tuple[str, dict[str, str] | None]]:
    """A few ways to ask for an address; each person gets others, so that between them all are tried."""
    path = filled_in(address, number, word)
    for n in range(3):
        yield path + QUERIES[(turn + n * 3) % len(QUERIES)], None
    for missing in ("0", HUGE):
        yield filled_in(address, missing, word), None
    if "logout" not in address:
        yield path, POSTS[turn % len(POSTS)]
        yield filled_in(address, HUGE, word), {}


def status(client: Client, address: str, typed: dict[str, str] | None) -> int:
    answer = client.get(address) if typed is None else client.post(address, typed)
    if answer.streaming:
        b"".join(answer)
    return int(answer.status_code)


@pytest.mark.parametrize("who", PEOPLE)
def test_no_address_breaks_whatever_is_asked_of_it(who: str) -> None:
    yunxi = world.world()
    world.proposed(yunxi)
    there = str(Application.objects.get().pk)
    word = Notice.objects.filter(state="published").latest("pk").public_id
    client = browser(everybody(yunxi)[who])

    mine = PEOPLE.index(who)
    asked = [
        visit
        for n, address in enumerate(ADDRESSES)
        for way, visit in enumerate(visits(address, n + mine, there, word))
        if "CRAWL" in os.environ or (way + n + mine) % (20 if settings.EMBEDDED else 40) == 0
    ]
    broken = [visit for visit in asked if status(client, *visit) >= 500]

    assert broken == []
