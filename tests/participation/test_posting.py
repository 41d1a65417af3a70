"""A comment is taken in once, numbered, hashed; its author is sealed; nobody floods."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pikepdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from disclosure.board import board
from disclosure.board.models import Attempt, Notice
from disclosure.board.rules import limits
from disclosure.participation import actions, guards
from disclosure.participation.actions import Typed
from disclosure.participation.guards import AttachmentUnfit
from disclosure.participation.models import Author, Original, Submission
from disclosure.participation.queries import public
from disclosure.participation.queries.submissions import code_matches
from envportal.audit import log
from envportal.audit.models import Event
from envportal.documents.guards import children
from tests import world
from tests.accounts.conftest import signed_in
from tests.board.rows import ID_NUMBER
from tests.board.test_papers import paper
from tests.builders import moment
from tests.documents import corpus
from tests.participation import rows

pytestmark = pytest.mark.django_db


def test_a_comment_gets_number_and_code_and_its_hash_stands_in_the_log():
    application = world.proposed(world.world())

    made = rows.comment(application, name="方晓", contact="13912345678")

    event = Event.objects.get(name="comment_received")
    assert made.number == "云环意见〔2026〕1号"
    assert made.sha256 == hashlib.sha256(rows.TEXT.encode()).hexdigest() == event.facts["sha256"]
    assert (event.case, event.actor) == (application.case, None)
    assert "方晓" not in str(event.facts)
    assert Author.objects.get(submission=made).contact == "13912345678"
    assert code_matches(made, actions.code_of(made.key).lower().replace("-", " "))
    assert not code_matches(made, "AAAA-AAAA")
    assert not code_matches(None, actions.code_of(made.key))
    assert log.verify() == []


def test_the_same_form_sent_twice_is_one_comment():
    application, key = world.proposed(world.world()), str(uuid4())
    notice = rows.notice_of(application)

    both = [
        actions.post_comment(notice, Typed(rows.TEXT), key=key, address="10.0.0.1", at=rows.IN_WINDOW) for _n in "ab"
    ]

    assert both[0] == both[1]
    assert (Submission.objects.count(), Attempt.objects.count()) == (1, 1)


def test_without_name_and_contact_nothing_is_kept_of_the_author():
    rows.comment(world.proposed(world.world()))

    assert not Author.objects.exists()


def test_what_was_typed_is_never_changed():
    made = rows.comment(world.proposed(world.world()))

    with pytest.raises(DatabaseError), transaction.atomic():
        Original.objects.filter(submission=made).update(text="没有意见")

    assert Original.objects.get(submission=made).text == rows.TEXT


@pytest.mark.parametrize(
    ("day", "clock", "late"),
    [("2026-10-12", "17:30", False), ("2026-10-19", "23:59", False), ("2026-10-20", "00:00", True)],
)
def test_the_window_takes_the_whole_of_its_last_day(day: str, clock: str, late: bool):
    made = rows.comment(world.proposed(world.world()), at=moment(day, clock))

    assert made.is_late is late


def test_a_comment_on_the_earlier_notice_counts_to_the_one_that_is_open():
    application = world.proposed(world.world())
    earlier = Notice.objects.get(kind=Notice.Kind.ACCEPTANCE)

    made = actions.post_comment(earlier, Typed("x"), key=str(uuid4()), address="a", at=rows.IN_WINDOW)

    assert made.notice == rows.notice_of(application)
    assert not made.is_late


def test_nothing_is_taken_in_once_the_decision_is_public():
    yunxi = world.world()
    application = world.proposed(yunxi)
    notice = rows.notice_of(application)
    world.sign(yunxi, application, moment("2026-10-20"))
    world.publish(yunxi, application, Notice.Kind.DECISION, moment("2026-10-20", "11:00"))

    with pytest.raises(guards.NotOpen):
        actions.post_comment(notice, Typed("x"), key=str(uuid4()), address="a", at=moment("2026-10-21"))

    assert not Submission.objects.exists()


def test_one_address_sends_three_in_an_hour():
    application = world.proposed(world.world())
    for minute in ("10:00", "10:10", "10:20"):
        rows.comment(application, at=moment("2026-10-14", minute), address="10.0.0.1")

    with pytest.raises(board.TooManyPosts):
        rows.comment(application, at=moment("2026-10-14", "10:59"), address="10.0.0.1")
    rows.comment(application, at=moment("2026-10-14", "10:59"), address="10.0.0.2")
    rows.comment(application, at=moment("2026-10-14", "11:00"), address="10.0.0.1")

    assert Submission.objects.count() == 5


def test_a_household_with_ipv6_is_one_address():
    application = world.proposed(world.world())
    for n in range(3):
        rows.comment(application, address=f"2001:db8:1:2::{n + 1:x}")

    with pytest.raises(board.TooManyPosts):
        rows.comment(application, address="2001:db8:1:2:ffff::9")
    # A server that listens on IPv6 names the addresses of IPv4 so: strangers to each other.
    for n in range(limits.POSTS_OF_AN_ADDRESS + 1):
        rows.comment(application, address=f"::ffff:192.0.2.{n}")


def test_everybody_together_is_slowed_down():
    application = world.proposed(world.world())
    Attempt.objects.bulk_create(Attempt(address=str(n), at=rows.IN_WINDOW) for n in range(limits.POSTS_OF_ALL - 1))
    rows.comment(application)

    with pytest.raises(board.TooManyPosts):
        rows.comment(application)


def test_guessing_codes_is_slowed_down_and_a_wrong_code_opens_nothing():
    made = rows.comment(world.proposed(world.world()))
    at, right = rows.IN_WINDOW, actions.code_of(made.key)
    wrong = [actions.ask(made.number, f"2222-{n:04d}", address="a", at=at) for n in range(10)]

    with pytest.raises(board.TooManyTries):
        actions.ask(made.number, right, address="a", at=at)

    assert set(wrong) == {None}
    assert actions.ask(made.number, right, address="b", at=at) == made
    assert actions.ask(made.number, right, address="a", at=moment("2026-10-14", "10:06")) == made


# A FILE ------------------------------------------------------------------------------
def test_the_file_of_a_comment_is_kept_inside_and_public_only_once_it_was_released():
    yunxi = world.world()
    application = world.proposed(yunxi)
    pdf = pikepdf.open(io.BytesIO(corpus.pdf()))
    pdf.docinfo["/Author"] = "Wang Xiaoming"
    made = rows.comment(application, file=corpus.upload(corpus.saved(pdf), "王小明的照片.pdf"))
    notice = rows.notice_of(application)
    who: dict[str, Any] = {"by": yunxi.editor, "at": rows.IN_WINDOW}
    address = f"/board/{notice.public_id}/comments/{made.pk}/attachment.pdf"
    assert made.attachment is not None
    assert (made.attachment.case, made.attachment.is_inside, made.attachment.uploaded_by) == (
        application.case, True, None,
    )  # fmt: skip

    def seen() -> tuple[int, bool]:
        file, page = Client().get(address), Client().get(f"/board/{notice.public_id}/")
        assert b"".join(file)
        return file.status_code, address in page.content.decode()

    with time_machine.travel(rows.IN_WINDOW, tick=False):
        assert seen() == (404, False)
        actions.moderate(made.pk, hidden_why="", moderation_note="", also="", **who)
        assert seen() == (404, False)
        with pytest.raises(AttachmentUnfit, match="第 1 页：图片"):
            actions.moderate(made.pk, hidden_why="", moderation_note="", also="", with_attachment=True, **who)
        assert seen() == (404, False)
        told: dict[str, Any] = {**who, "with_attachment": True, "looked": True}
        actions.moderate(made.pk, hidden_why="", moderation_note="", also="", **told)
        assert seen() == (200, True)
        answer = Client().get(address)
        content = b"".join(answer)
        assert (content.startswith(b"%PDF"), b"Wang" in content) == (True, False)
        assert public.attachment(Notice(case=application.case, state="withdrawn"), made.pk) is None
        assert "王小明" not in unquote(answer["Content-Disposition"])
        actions.moderate(made.pk, hidden_why="insult", moderation_note="", also="", with_attachment=True, **who)
        assert seen() == (404, False)

        bad = rows.comment(application, file=corpus.upload(paper(f"A number {ID_NUMBER} in words."), "b.pdf"))
        answer = signed_in(yunxi.editor).post(
            f"/desk/comments/{bad.pk}/moderate/", {"what": "show", "with_attachment": "on", "looked": "on"}
        )
        assert (answer.status_code, "这份附件不能公开" in answer.content.decode()) == (422, True)
        bad = Submission.objects.get(pk=bad.pk)
        assert (bad.state, bad.public_attachment) == ("received", None)


def test_a_copy_for_the_public_keeps_no_author_and_no_place_of_a_photograph(tmp_path: Path):
    pdf = pikepdf.open(io.BytesIO(corpus.pdf()))
    pdf.docinfo["/Author"] = "Wang Xiaoming"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["Wang Xiaoming"]
    exif = b"Exif\0\0GPS 30.1 103.2"
    photo = b"\xff\xd8\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + b"\xff\xda\x00\x02rest\xff\xd9"
    stream = pikepdf.Stream(pdf, photo, Subtype=pikepdf.Name.Image, Filter=pikepdf.Name.DCTDecode)
    note = pikepdf.Dictionary(
        Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=pikepdf.String("Wang Xiaoming"), Contents=pikepdf.String("here")
    )
    pdf.pages[0].obj["/Photo"], pdf.pages[0].obj["/Annots"] = stream, pikepdf.Array([note])
    source, target = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(corpus.saved(pdf, compress_streams=False))

    assert children.strip_pdf(source, target) == {"pages": 1}

    kept = target.read_bytes()
    assert [word in source.read_bytes() for word in (b"Wang", b"GPS", b"rest", b"here")] == [True] * 4
    assert [word in kept for word in (b"Wang", b"GPS", b"rest")] == [False, False, True]
    with pikepdf.open(target) as copy:
        assert ("/Info" in copy.trailer, "/Metadata" in copy.Root) == (False, False)
        assert "/T" not in copy.pages[0].obj["/Annots"][0]


def test_a_file_that_is_no_pdf_is_said_beside_it_and_nothing_typed_is_lost():
    yunxi = world.world()
    notice = rows.notice_of(world.proposed(yunxi))
    page = f"/board/{notice.public_id}/comment/"

    with time_machine.travel(rows.IN_WINDOW, tick=False):
        client = Client()
        typed = {**rows.asked(client.get(page).content.decode()), "text": rows.TEXT}
        wrong = client.post(page, {**typed, "file": SimpleUploadedFile("a.pdf", b"MZ no pdf")})
        counted = Attempt.objects.count()
        right = client.post(page, {**typed, "file": corpus.upload(corpus.pdf(), "a.pdf")})

    assert (wrong.status_code, rows.TEXT in wrong.content.decode()) == (422, True)
    assert (counted, Attempt.objects.count()) == (1, 2)  # what was refused was sent, too
    assert (right.status_code, Submission.objects.get().attachment is not None) == (200, True)
