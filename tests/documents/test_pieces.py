"""A file in pieces: each in its place, once; cut off, it goes on; whole, it stands in for the file of its form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from envportal.accounts.models import User
from envportal.documents import actions
from envportal.documents.guards import parts
from envportal.documents.models import Document, Upload
from tests import builders, world
from tests.accounts.conftest import signed_in
from tests.documents import corpus
from tests.documents.pieces import KEY, PIECE, attribute, begin, report, send, send_all, sent, ticket

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


# ALL GOES WELL ----------------------------------------------------------------
def test_pieces_make_the_file_and_its_room_is_taken_at_the_start(sender: Client, applicant: User) -> None:
    content = report()

    answer = begin(sender, ticket(applicant), content)
    upload = Upload.objects.get()
    room = parts.place(upload.pk).stat().st_size
    send_all(sender, answer.json()["url"], content)
    checked = sender.post(f"{answer.json()['url']}check/")

    assert (answer.status_code, answer["Upload-Offset"], room) == (201, "0", len(content))
    assert parts.place(upload.pk).read_bytes() == content
    assert (checked.status_code, checked.json()["ready"]) == (200, True)
    upload.refresh_from_db()
    assert (upload.sha256, upload.pages) == (hashlib.sha256(content).hexdigest(), 2)


def test_it_becomes_the_document_of_its_form_though_the_form_is_sent_twice(store: Path) -> None:
    yunxi = world.world()
    draft, sender, content = world.draft(yunxi), signed_in(yunxi.applicant), report()
    address = reverse("applications:step_document", args=[draft.pk])

    upload = begin(sender, attribute(sender.get(address).content.decode(), "data-ticket"), content).json()
    send_all(sender, upload["url"], content)
    sender.post(f"{upload['url']}check/")
    answers = [sender.post(address, {"file_upload": upload["token"], "_key": KEY}) for _ in range(2)]

    document = Document.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (store / document.path).read_bytes() == content
    assert (document.case_id, document.uploaded_by, document.pages) == (draft.pk, yunxi.applicant, 2)
    assert actions.scrub(document, at=AT) is True


def test_the_english_page_takes_what_was_sent_for_the_chinese_one() -> None:
    yunxi = world.world()
    draft, sender, content = world.draft(yunxi), signed_in(yunxi.applicant), report()
    address = reverse("applications:step_document", args=[draft.pk])

    upload = begin(sender, attribute(sender.get(address).content.decode(), "data-ticket"), content).json()
    send_all(sender, upload["url"], content)
    sender.post(f"{upload['url']}check/")
    sender.post(f"/en{address}", {"file_upload": upload["token"], "_key": KEY})

    assert Document.objects.get().name == "报告书.pdf"


# THE LINE BREAKS --------------------------------------------------------------
def test_how_far_it_is_can_be_asked(sender: Client, applicant: User) -> None:
    content = report()
    url = begin(sender, ticket(applicant), content).json()["url"]
    send(sender, url, content, 0)

    answers = [sender.get(url), sender.head(url)]

    assert [answer["Upload-Offset"] for answer in answers] == [str(PIECE)] * 2


def test_the_same_file_chosen_again_goes_on_where_it_was(sender: Client, applicant: User) -> None:
    content = report()
    first = begin(sender, ticket(applicant), content).json()
    send(sender, first["url"], content, 0)

    again = begin(sender, ticket(applicant), content).json()
    changed = begin(sender, ticket(applicant), content, modified=1).json()

    assert (again["url"], again["received"]) == (first["url"], PIECE)
    assert (changed["url"] == first["url"], changed["received"]) == (False, 0)


def test_a_piece_sent_twice_changes_nothing(sender: Client, applicant: User) -> None:
    content = report()
    url = begin(sender, ticket(applicant), content).json()["url"]

    answers = [send(sender, url, content, offset) for offset in (0, 0, PIECE, 0)]

    assert [(answer.status_code, answer.json()["received"]) for answer in answers] == [
        (200, PIECE), (200, PIECE), (200, 2 * PIECE), (200, 2 * PIECE),
    ]  # fmt: skip
    assert parts.place(Upload.objects.get().pk).read_bytes()[: 2 * PIECE] == content[: 2 * PIECE]


@pytest.mark.parametrize("offset", [PIECE, 2 * PIECE, 1, 100 << 20])
def test_a_piece_out_of_order_is_told_the_right_offset(sender: Client, applicant: User, offset: int) -> None:
    content = report()
    url = begin(sender, ticket(applicant), content).json()["url"]
    if offset == 1:
        send(sender, url, content, 0)

    answer = send(sender, url, content + bytes(PIECE), offset)

    assert (answer.status_code, answer["Upload-Offset"]) == (409, str(PIECE if offset == 1 else 0))


@pytest.mark.parametrize(("offset", "length"), [("", PIECE), ("-1", PIECE), ("1e3", PIECE), ("0", 1), ("0", 129 << 10)])
def test_a_piece_without_a_place_or_of_a_wrong_size_is_told_the_right_offset(
    sender: Client, applicant: User, offset: str, length: int
) -> None:
    url = begin(sender, ticket(applicant), report()).json()["url"]

    answer = sender.patch(url, bytes(length), content_type="x/y", headers={"upload-offset": offset})

    assert (answer.status_code, answer["Upload-Offset"]) == (409, "0")


def test_nobody_writes_while_the_file_is_checked_or_afterwards(sender: Client, applicant: User) -> None:
    content = report()
    upload = sent(sender, applicant, content)
    url = reverse("documents:upload", args=[upload.pk])

    with parts.locked(upload.pk):
        busy = [send(sender, url, b"x" * PIECE, 0, PIECE + 1).status_code, sender.post(f"{url}check/").status_code]
    sender.post(f"{url}check/")
    late = send(sender, url, content + bytes(PIECE), len(content))

    assert (busy, late.status_code) == ([423, 423], 409)
    assert parts.place(upload.pk).read_bytes() == content


def test_half_a_file_is_not_checked_and_stands_in_for_nothing(sender: Client, applicant: User) -> None:
    content = report()
    answer = begin(sender, ticket(applicant), content).json()
    send(sender, answer["url"], content, 0)

    checked = sender.post(f"{answer['url']}check/")

    assert (checked.status_code, checked["Upload-Offset"]) == (409, str(PIECE))
    assert actions.stand_in(Upload.objects.get().pk, page="/my/somewhere/", by=applicant) is None


# BESIDE OTHER ANSWERS ---------------------------------------------------------
def test_a_file_that_was_sent_stays_though_another_answer_is_to_be_mended() -> None:
    yunxi = world.world()
    draft, sender, content = world.draft(yunxi), signed_in(yunxi.applicant), report()
    address = reverse("applications:step_public", args=[draft.pk])
    upload = begin(sender, attribute(sender.get(address).content.decode(), "data-ticket"), content).json()
    send_all(sender, upload["url"], content)
    sender.post(f"{upload['url']}check/")

    answer = sender.post(address, {"file_upload": upload["token"], "_key": KEY})

    page = answer.content.decode()
    assert (answer.status_code, "选择公开本有没有删减" in page) == (422, True)
    assert f'name="file_upload" value="{upload["token"]}"' in page
    assert "已传好“报告书.pdf”，不必再选" in page


@pytest.mark.parametrize("token", ["x", KEY, ""])
def test_a_form_that_names_no_upload_of_its_own_asks_for_the_file(token: str) -> None:
    yunxi = world.world()
    draft, sender = world.draft(yunxi), signed_in(yunxi.applicant)

    answer = sender.post(reverse("applications:step_document", args=[draft.pk]), {"file_upload": token})

    assert (answer.status_code, "选择要上传的文件" in answer.content.decode()) == (422, True)


def test_a_file_in_the_form_itself_goes_before_one_sent_earlier() -> None:
    yunxi = world.world()
    draft, sender, content = world.draft(yunxi), signed_in(yunxi.applicant), report()
    address = reverse("applications:step_document", args=[draft.pk])
    upload = begin(sender, attribute(sender.get(address).content.decode(), "data-ticket"), content).json()
    send_all(sender, upload["url"], content)
    sender.post(f"{upload['url']}check/")

    sender.post(address, {"file_upload": upload["token"], "file": corpus.upload(corpus.pdf(3), "新的.pdf")})

    assert Document.objects.get().name == "新的.pdf"
