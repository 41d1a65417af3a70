"""The virus scanner: a file is clean, infected or not scanned, and never called clean by nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.audit.models import Event
from envportal.cases.models import Case
from envportal.documents import actions, rules, tasks
from envportal.documents.enums import ScanState
from envportal.documents.guards import parts, scanner
from envportal.documents.models import Document
from tests import builders, world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.documents import clamd, corpus, specimens
from tests.documents.hostile.broken import by_hand
from tests.documents.pieces import report, sent

pytestmark = pytest.mark.django_db
AT = builders.moment("2026-09-14", "11:00")
NOWHERE = "tcp:127.0.0.1:9"


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def receive(content: bytes, name: str = "报告表.pdf", case: Case | None = None) -> Document:
    of = case or specimens.case()
    return actions.receive(corpus.upload(content, name), case=of, owner=of.enterprise, kind="eia", by=None, at=AT)


def infected() -> bytes:
    """A sound PDF with the test virus in it as it is, where saving it would squeeze it."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(clamd.EICAR), clamd.EICAR)
    return by_hand(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream)


@pytest.mark.parametrize("path", ["", "clamd.ctl"])
def test_a_clean_file_is_marked_as_scanned(settings: LazySettings, tmp_path: Path, path: str) -> None:
    with clamd.running(path=str(tmp_path / path) if path else "") as address:
        settings.CLAMD = address
        document = receive(corpus.pdf())

    assert (document.scan, document.scan_note, document.scanned_at) == (ScanState.CLEAN, "", AT)


def test_a_virus_is_refused_in_a_sentence_and_logged_and_leaves_nothing(settings: LazySettings, store: Path) -> None:
    with clamd.running() as address:
        settings.CLAMD = address
        with pytest.raises(rules.BadFile, match="查出病毒") as refusal:
            receive(infected())

    event = Event.objects.get(name="file_infected")
    assert refusal.value.why == "infected"
    assert event.facts == {"file": "报告表.pdf", "signature": clamd.SIGNATURE}
    assert [path for path in store.rglob("*") if path.is_file()] == []


def test_a_virus_in_pieces_is_refused_too(settings: LazySettings, store: Path) -> None:
    applicant = builders.applicant()
    upload = sent(signed_in(applicant), applicant, report())

    with clamd.running(lambda content: b"stream: X.Y FOUND") as address:
        settings.CLAMD = address
        answer = signed_in(applicant).post(reverse("documents:check_upload", args=[upload.pk]))

    assert (answer.status_code, "查出病毒" in answer.json()["sentence"]) == (422, True)
    assert (Event.objects.get(name="file_infected").facts["signature"], parts.place(upload.pk).exists()) == (
        "X.Y",
        False,
    )


@pytest.mark.parametrize(
    ("answer", "limit", "note"),
    [
        (clamd.by_content, 100, "too_large"),
        (lambda _content: b"stream: Can't allocate memory ERROR", 1 << 30, "failed"),
        (lambda _content: b"", 1 << 30, "failed"),
        (lambda _content: b"stream: " + b"x" * 9000, 1 << 30, "failed"),
    ],
)
def test_a_scanner_that_does_not_decide_leaves_the_file_not_scanned(
    settings: LazySettings, answer: Callable[[bytes], bytes], limit: int, note: str
) -> None:
    with clamd.running(answer, limit=limit) as address:
        settings.CLAMD = address
        document = receive(corpus.pdf())

    assert (document.scan, document.scan_note) == (ScanState.NOT_SCANNED, note)


@pytest.mark.parametrize(
    ("address", "note"),
    [
        ("", "off"),
        (NOWHERE, "down"),
        ("unix:/nowhere/clamd.ctl", "down"),
        ("tcp:127.0.0.1:port", "down"),
        ("x", "down"),
    ],
)
def test_without_a_scanner_a_file_is_taken_and_marked_as_not_scanned(
    settings: LazySettings, address: str, note: str
) -> None:
    settings.CLAMD = address

    document = receive(corpus.pdf())

    assert (document.scan, document.scan_note) == (ScanState.NOT_SCANNED, note)


def test_a_scanner_that_says_nothing_for_too_long_is_not_waited_for(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(scanner, "ANSWER_SECONDS", 0.05)
    file = tmp_path / "x"
    file.write_bytes(b"x")

    with clamd.running() as address:
        settings.CLAMD = address
        with scanner._connected() as held:
            outcome = scanner.scan(file)
            held.sendall(b"zPING\0")

    assert (outcome.state, outcome.note) == (ScanState.NOT_SCANNED, "slow")


def test_once_the_scanner_is_back_files_are_scanned_later_and_a_virus_stops_the_download(
    settings: LazySettings,
) -> None:
    settings.CLAMD = NOWHERE
    case = specimens.case()
    good, bad = receive(corpus.pdf(), case=case), receive(infected(), "有毒.pdf", case)
    tasks.scrub(limit=10)

    with clamd.running() as address:
        settings.CLAMD = address
        tasks.scrub(limit=10)
    settings.CLAMD = NOWHERE
    tasks.scrub(limit=10)

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.scan, bad.scan, bad.scan_note) == (ScanState.CLEAN, ScanState.INFECTED, clamd.SIGNATURE)
    assert Event.objects.filter(name="file_infected").count() == 1
    answers = [browser.get(reverse("documents:download", args=[bad.pk])) for browser in (_clerk(), _owner())]
    assert [answer.status_code for answer in answers] == [403, 404]
    assert "后来查出病毒" in answers[0].content.decode()


def _clerk() -> Client:
    client: Client = just_confirmed(builders.staff(Role.CLERK))
    return client


def _owner() -> Client:
    client: Client = signed_in(builders.applicant())
    return client


def test_a_file_too_large_for_the_scanner_is_not_sent_to_it_again(settings: LazySettings) -> None:
    with clamd.running(limit=100) as address:
        settings.CLAMD = address
        document = receive(corpus.pdf())
    with clamd.running() as address:
        settings.CLAMD = address
        tasks.scrub(limit=10)

    document.refresh_from_db()
    assert document.scan_note == "too_large"


def test_staff_see_that_a_file_was_not_scanned_and_why(settings: LazySettings) -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    address = reverse("applications:case", args=[application.pk])

    page = _page(yunxi.clerk, address)
    with translation.override("en"):
        english = _page(yunxi.clerk, f"/en{address}")

    assert "未扫描（没有设置查毒程序）" in page
    assert "Not scanned (no virus scanner is set up)" in english


def _page(person: User, address: str) -> str:
    return str(just_confirmed(person).get(address).content.decode())
