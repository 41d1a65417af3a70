"""Not one of the people in the database is in anything the public can fetch: page, file, feed, API, dump or copy.

Fifty people by default; `CANARIES=1000` for the full size.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from approvals.applications.models import Application
from approvals.questions import actions as questions
from disclosure.board import actions as board_actions
from disclosure.board import board
from disclosure.board.models import Notice, ProgressTry
from disclosure.participation import actions as participation
from enforcement.incidents import actions as incidents
from envportal.accounts.models import Enterprise
from envportal.documents.models import Letter
from envportal.operations.actions import static_copy
from envportal.operations.queries import public_routes
from tests import canaries, test_crawl, world
from tests.appointments import rows as counter
from tests.board import rows
from tests.builders import moment
from tests.participation import rows as sent

pytestmark = pytest.mark.django_db
N = int(os.environ.get("CANARIES", "50"))
FORMS = ("csv", "xlsx", "json", "atom")
KINDS = re.compile(r"\(\?P<kind>([^)]*)\)")
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"


@pytest.fixture
def yunxi(tmp_path: Path, settings) -> world.World:
    """A bureau with notices live, amended, withdrawn and waiting, and people in every table."""
    settings.VAR_DIR = tmp_path
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi, withheld=canaries.person(0).whole))
    world.ask_on_paper(yunxi, application, "2026-10-15", moment("2026-10-15", "10:00"))
    gone = rows.published(rows.case("要撤回的项目"))
    amended = rows.published(rows.case("更正过的项目"))
    board.correct(amended.pk, title=amended.title, facts=dict(amended.facts), reason="写错", by=yunxi.editor,
                  at=moment("2026-09-18"))  # fmt: skip
    board.withdraw(gone.pk, by=yunxi.leader, at=moment("2026-09-20"), reason="公示中有个人信息")
    rows.pending(rows.case("还没有发布的项目"))
    ProgressTry.objects.create(address="x", at=timezone.now())
    send_in(Application.objects.get(pk=application.pk), amended)
    held = canaries.release(N, Application.objects.get(pk=application.pk).case)
    assert held > 9 * N
    return yunxi


def send_in(application: Application, notice: Notice) -> None:
    """What people send without an account: waiting, hidden, private, a request for a hearing, a notice said wrong."""
    one = canaries.person(0)
    hidden = sent.comment(application, one.whole, name=one.name, contact=one.phone)
    sent.comment(application, one.whole, name=one.name, contact=one.email)
    sent.hearing(application, name=one.name, contact=one.phone, address=one.address)
    sent.message(application.case.bureau, one.whole, name=one.name, contact=one.phone)
    incidents.report_publicly(
        application.case.bureau, key="canary", address="198.51.100.7", at=sent.IN_WINDOW,
        caller=incidents.Caller(one.name, one.phone), place="河口", what=one.whole,
    )  # fmt: skip
    asked = questions.Asked(topic="other", what=one.whole, name=one.name, contact=one.phone)
    questions.ask(application.case.bureau, asked, key="canary-asks", address="198.51.100.8", at=sent.IN_WINDOW)
    counter.booked(counter.desk())
    editor = rows.editor()
    participation.moderate(
        hidden.pk, hidden_why="insult", moderation_note="不宜公开", also="", by=editor, at=sent.LATE
    )  # fmt: skip
    board_actions.say_wrong(notice.pk, what=one.whole, contact=one.phone, at=sent.IN_WINDOW)


def unpacked(content: bytes) -> bytes:
    """What is inside a file: canaries hide well in what is compressed."""
    if content.startswith(GZIP):
        return gzip.decompress(content)
    if content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _plain(b"".join(packed.read(name) for name in packed.namelist()))
    return content


def _plain(xml: bytes) -> bytes:
    """A workbook writes Chinese as numbers of characters."""
    return html.unescape(xml.decode(errors="replace")).encode()


def fetched(client: Client, address: str) -> bytes:
    answer = client.get(address)
    return unpacked(b"".join(answer) if answer.streaming else answer.content)


def named() -> list[str]:
    """What public addresses name: notices, and enterprises."""
    firms = Enterprise.objects.filter(cases__number__isnull=False).values_list("uscc", flat=True)
    return [*(one.public_id for one in Notice.objects.all()), *firms.distinct()]


def addresses() -> Iterator[str]:
    """Every public address, in both languages, with each notice, dataset, dump and letter; and what is not there."""
    words = named() + [dataset.name for dataset in board.datasets()] + [
        letter.code for letter in Letter.objects.all() if letter.code
    ]  # fmt: skip
    for address in public_ones():
        yield from {test_crawl.filled_in(address, number, word) for word in words for number in ("0", "1", "2")}
    for kind in FORMS:
        yield from (f"/board.{kind}?t=all", f"/board.{kind}?t=all&q=项目", f"/board.{kind}?h=only&t=all")
    yield from (
        "/board/?t=all",
        "/board/?t=all&q=项目",
        "/api/v1/notices?t=all",
        "/nowhere/",
        "/open-data/dictionary.json",
    )
    yield from (f"/open-data/dumps/{dump.on}/{dump.name}" for dump in board_actions.dump(at=timezone.now()))


def public_ones() -> list[str]:
    return [one for one in test_crawl.ADDRESSES if not one.startswith(("/my/", "/desk/", "/accounts/"))]


def other_forms() -> Iterator[str]:
    """The same lists in every other form; a list that has no address for a form is asked by a question."""
    words = named()
    for address in public_ones():
        for form in in_each_form(address)[1:]:
            yield from {test_crawl.filled_in(form, "1", word) for word in words}
        if address.endswith("/") and not {"<", "("} & set(address):
            yield from (f"{address}?format={kind}" for kind in FORMS)


def in_each_form(address: str) -> list[str]:
    """`x.(?P<kind>csv|json)` is x.csv and x.json."""
    forms = KINDS.search(address)
    return [address.replace(forms[0], form) for form in forms[1].split("|")] if forms else [address]


def everything_public() -> Iterator[tuple[str, bytes]]:
    client = Client()
    for address in sorted(set(addresses())):
        for before in ("",) if address.startswith(("/api/", "/sitemap", "/robots")) else ("", "/en"):
            yield before + address, fetched(client, before + address)
    for address in sorted(set(other_forms())):
        yield address, fetched(client, address)
    yield "progress asked with a wrong code", client.post("/progress/", {"no": "x", "code": "y"}).content
    yield from copied()


def copied() -> Iterator[tuple[str, bytes]]:
    static_copy.copy_pages(at=timezone.now())
    for path in (static_copy.folder() / "current/").rglob("*"):
        if path.is_file():
            yield f"static copy {path.name}", unpacked(path.read_bytes())


def test_not_one_of_them_is_in_anything_the_public_can_fetch(yunxi: world.World):
    seen = 0
    leaks = []
    for address, body in everything_public():
        seen += 1
        leaks += [(address, found.group().decode()) for found in canaries.SIGN.finditer(body)][:3]

    assert leaks == []
    assert seen > 600


def test_one_on_a_public_page_is_found_on_every_way_out(yunxi: world.World):
    address = canaries.person(7).address
    Notice.objects.filter(state=Notice.State.PUBLISHED).update(place=address)

    notice = Notice.objects.filter(state=Notice.State.PUBLISHED).latest("pk").public_id
    ways = {f"/board/{notice}/", f"/en/board/{notice}/", f"/api/v1/notices/{notice}", "/api/v1/notices?t=all"}
    ways |= {f"/board.{kind}?t=all" for kind in ("csv", "xlsx", "json", "atom")}
    ways |= {
        f"/open-data/dumps/{dump.on}/{dump.name}"
        for dump in board_actions.dump(at=timezone.now())
        if "notices." in dump.name
    }
    copy = {where for where, body in copied() if canaries.SIGN.search(body)}

    assert [way for way in sorted(ways) if not canaries.SIGN.search(fetched(Client(), way))] == []
    assert {"static copy index.html", "static copy board.xlsx"} - copy == set()


def test_each_person_has_numbers_that_look_real():
    people = [canaries.person(n) for n in range(N)]

    assert len({value for one in people for value in vars(one).values()}) == 6 * N
    assert all(canaries.SIGN.search(value.encode()) for one in people for value in vars(one).values())
    assert canaries.SIGN.search(json.dumps(people[0].name).encode())


def test_every_public_route_is_among_the_addresses_looked_at():
    looked_at = set(test_crawl.ADDRESSES)
    known = {route.path.replace("^", "").replace("$", "").replace("\\.", ".") for route in public_routes()}

    assert known - {address.replace("\\.", ".") for address in looked_at} == set()
