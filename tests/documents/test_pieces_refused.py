"""A file in pieces: what is refused, who may send it, and that nothing is left behind."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.applications import actions as applications
from envportal.accounts.enums import EnterpriseKind
from envportal.accounts.models import User
from envportal.documents import actions, rules, tasks
from envportal.documents.guards import parts
from envportal.documents.models import Upload
from tests import builders, world
from tests.accounts.conftest import signed_in
from tests.documents.pieces import PIECE, begin, report, send, send_all, sent, ticket

pytestmark = pytest.mark.django_db
AT = builders.moment("2026-09-14", "11:00")


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.UPLOAD_PIECE_KB = 128
    return tmp_path / "files"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(AT, tick=True):
        yield


# WHAT IS REFUSED --------------------------------------------------------------
def test_a_bad_file_is_refused_in_a_sentence_each_time_and_its_bytes_are_gone(sender: Client, applicant: User) -> None:
    upload = sent(sender, applicant, b"%PDF-1.7\n" + bytes(2 * PIECE))
    url = reverse("documents:check_upload", args=[upload.pk])

    answers = [sender.post(url) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert {answer.json()["sentence"] for answer in answers} == {str(rules.BadFile("cut", "报告书.pdf"))}
    assert not parts.place(upload.pk).exists()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"size": 0}, "empty"),
        ({"size": "x"}, "empty"),
        ({"size": 2 << 30}, "too_big"),
        ({"name": "a.exe"}, "wrong_ending"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_a_byte_is_sent(
    sender: Client, applicant: User, changed: dict[str, object], why: str
) -> None:
    answer = begin(sender, ticket(applicant), report(), **changed)

    name = str(changed.get("name", "报告书.pdf"))
    assert (answer.status_code, answer.json()["sentence"]) == (422, str(rules.BadFile(why, name)))
    assert not Upload.objects.exists()


def test_five_at_once_and_sixty_in_an_hour_are_enough(sender: Client, applicant: User) -> None:
    content = report(1)
    for modified in range(1, 6):
        begin(sender, ticket(applicant), content, modified=modified)

    sixth = begin(sender, ticket(applicant), content, modified=6)
    Upload.objects.update(refused="cut")
    Upload.objects.bulk_create(
        Upload(user=applicant, name="a.pdf", size=1, begun_at=AT, expires_at=AT, refused="cut") for _ in range(55)
    )
    hasty = begin(sender, ticket(applicant), content, modified=7)

    assert (sixth.status_code, "5 个文件没有传完" in sixth.json()["sentence"]) == (429, True)
    assert (hasty.status_code, "次数太多" in hasty.json()["sentence"]) == (429, True)


def test_a_person_holds_no_more_than_three_of_the_largest(settings: LazySettings, sender: Client, applicant: User):
    settings.UPLOAD_MAX_MB = 1
    answers = [begin(sender, ticket(applicant), b"", size=1 << 20, modified=n).status_code for n in range(1, 5)]

    assert answers == [201, 201, 201, 429]


# WHO MAY ----------------------------------------------------------------------
def test_without_the_ticket_of_a_form_shown_to_them_nobody_begins(sender: Client, applicant: User) -> None:
    stranger = builders.applicant(builders.enterprise("别家有限公司", uscc=builders.USCCS[1]), "路人")

    answers = [begin(sender, signed, report()) for signed in ("", "x:y:z", ticket(stranger))]
    with time_machine.travel(AT + timedelta(hours=13)):
        late = begin(signed_in(applicant), _of_before(applicant), report())

    assert [answer.status_code for answer in (*answers, late)] == [403] * 4
    assert not Upload.objects.exists()


def _of_before(user: User) -> str:
    with time_machine.travel(AT):
        return ticket(user)


def test_for_everybody_else_an_upload_does_not_exist(sender: Client, applicant: User) -> None:
    content = report()
    upload = sent(sender, applicant, content)
    url = reverse("documents:upload", args=[upload.pk])
    stranger = builders.applicant(builders.enterprise("别家有限公司", uscc=builders.USCCS[1]), "路人")
    other = signed_in(stranger)

    answers = [other.get(url), send(other, url, content, 0), other.post(f"{url}check/"), other.delete(url)]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert actions.stand_in(upload.pk, page=upload.page, by=stranger) is None


def test_a_withdrawn_grant_ends_an_upload_at_its_next_piece() -> None:
    yunxi = world.world()
    draft, unit = world.draft(yunxi), world.drafting_unit(yunxi)
    agent = builders.applicant(unit, "编制人")
    held = world.grant(yunxi, agent)
    sender, content = signed_in(agent), report()
    url = begin(sender, ticket(agent, draft.case), content).json()["url"]
    before = send(sender, url, content, 0)

    held.delete()
    answer = send(sender, url, content, PIECE)

    assert unit.kind == EnterpriseKind.CONSULTANT
    assert (before.status_code, answer.status_code) == (200, 403)


# NOTHING IS LEFT BEHIND -------------------------------------------------------
def test_a_cancelled_upload_is_gone_but_not_the_document_made_of_it(store: Path) -> None:
    yunxi = world.world()
    draft, sender, content = world.draft(yunxi), signed_in(yunxi.applicant), report()
    upload = sent(sender, yunxi.applicant, content, draft.case)
    url = reverse("documents:upload", args=[upload.pk])
    sender.post(f"{url}check/")
    file = actions.stand_in(upload.pk, page=upload.page, by=yunxi.applicant)
    assert file is not None
    document = applications.attach(draft.pk, file=file, kind="table", by=yunxi.applicant, at=AT)
    file.close()

    answer = sender.delete(url)

    assert (answer.status_code, Upload.objects.count(), parts.place(upload.pk).exists()) == (204, 0, False)
    assert (store / document.path).read_bytes() == content


def test_an_upload_nobody_went_on_with_is_swept_after_a_day(sender: Client, applicant: User, store: Path) -> None:
    upload = sent(sender, applicant, report())

    with time_machine.travel(AT + timedelta(hours=23)):
        tasks.sweep()
        stays = Upload.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        tasks.sweep()

    assert (stays, Upload.objects.exists(), parts.place(upload.pk).exists()) == (True, False, False)


def test_a_disk_nearly_full_is_told_before_a_byte_is_sent(
    settings: LazySettings, sender: Client, applicant: User
) -> None:
    settings.UPLOAD_RESERVE_MB = 10**9

    answer = begin(sender, ticket(applicant), report())

    assert (answer.status_code, "存储空间不足" in answer.json()["sentence"]) == (507, True)
    assert not Upload.objects.exists()


@contextmanager
def short_of_disk() -> Iterator[None]:
    """No file of this process may grow beyond 100 KiB: a disk that fills while a file comes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100 << 10, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_too_full_for_the_file_leaves_no_part_of_it(applicant: User, store: Path) -> None:
    asked = rules.Ticket(applicant.pk, "/my/somewhere/", "application.edit_draft", None)

    with short_of_disk(), pytest.raises(rules.BadFile, match="存储空间不足"):
        actions.begin(asked, name="a.pdf", size=50 << 20, modified=1, by=applicant, at=AT)

    assert [path for path in store.rglob("*") if path.is_file()] == []


def test_a_disk_that_fills_between_two_pieces_takes_the_piece_again_later(sender: Client, applicant: User) -> None:
    content = report()
    url = begin(sender, ticket(applicant), content).json()["url"]
    send(sender, url, content, 0)
    upload = Upload.objects.get()

    with short_of_disk(), pytest.raises(rules.BadFile, match="存储空间不足"):
        actions.put(upload.pk, PIECE, content[PIECE : 2 * PIECE], at=AT)
    send_all(sender, url, content, PIECE)

    assert parts.place(upload.pk).read_bytes() == content
