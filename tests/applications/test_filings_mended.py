"""A number entered wrong is put right, and a registration its owner gave up is ended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from approvals.applications import actions
from approvals.applications.actions.filing_numbers import NothingMended, NumberIsOurs, NumberTaken
from approvals.applications.models import Application, Filing
from approvals.applications.rules import ActedBefore, OutOfOrder
from approvals.applications.states import RegistrationMode, State
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.audit.models import Event
from envportal.deadlines import clocks
from envportal.documents.models import Document, Letter
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.applications.test_bad_input import post
from tests.applications.test_registrations import NUMBER, TODAY, check, draft, enter, filed, handed_over, receipt
from tests.builders import moment
from tests.documents import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from tests.world import World

pytestmark = pytest.mark.django_db
RIGHT = "202699030300000081"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


def mend(of: World, pk: int, by: Any = None, **changed: Any) -> Application:
    typed = {"number": RIGHT, "filed_on": date(2026, 9, 15), "file": None, "reason": "数字写反了", **changed}
    return actions.mend_filing(pk, by=by or of.applicant, at=moment("2026-09-16", "11:00"), **typed)


# MENDED ---------------------------------------------------------------------------
@pytest.mark.parametrize("part", ["applicant", "officer", "clerk"])
def test_a_wrong_number_is_put_right_and_the_wrong_one_stays_behind_it(part: str) -> None:
    nanpu = world.world(code="nanpu")
    application = filed(nanpu)

    mend(nanpu, application.pk, by=getattr(nanpu, part))

    wrong, right = Filing.objects.order_by("pk")
    assert (wrong.number, wrong.stands, wrong.mended_why) == (NUMBER, False, "数字写反了")
    assert (right.number, right.stands, right.receipt) == (RIGHT, True, wrong.receipt)
    assert application.filing == right
    facts = Event.objects.get(name="filing_mended").facts
    assert (facts["before"], facts["number"], facts["reason"]) == (NUMBER, RIGHT, "数字写反了")


def test_the_clock_of_the_check_does_not_begin_anew() -> None:
    nanpu = world.world(code="nanpu")
    application = filed(nanpu)
    before = clocks.promised(application.case)

    mend(nanpu, application.pk)

    assert clocks.promised(application.case) == before


def test_the_number_given_up_is_free_for_whom_it_belongs_to_and_the_new_one_is_taken() -> None:
    nanpu = world.world(code="nanpu")
    mend(nanpu, filed(nanpu).pk)
    second = handed_over(nanpu)

    with pytest.raises(NumberTaken, match=RIGHT):
        enter(nanpu, second.pk, RIGHT)
    assert enter(nanpu, second.pk, NUMBER).filing.number == NUMBER


def test_nobody_mends_a_number_into_one_another_case_has() -> None:
    nanpu = world.world(code="nanpu")
    first = filed(nanpu)
    second = enter(nanpu, handed_over(nanpu).pk, RIGHT)

    with pytest.raises(NumberTaken, match=NUMBER):
        mend(nanpu, second.pk, number=NUMBER)

    assert (first.filing.stands, second.filing.number, Filing.objects.count()) == (True, RIGHT, 2)


def test_a_checked_filing_is_mended_by_nobody() -> None:
    nanpu = world.world(code="nanpu")
    pk = check(nanpu, filed(nanpu).pk).pk

    for person in (nanpu.applicant, nanpu.officer):
        with pytest.raises(OutOfOrder):
            mend(nanpu, pk, by=person)


def test_who_mends_a_number_may_still_check_the_filing() -> None:
    nanpu = world.world(code="nanpu")
    pk = mend(nanpu, filed(nanpu).pk, by=nanpu.officer).pk

    assert check(nanpu, pk).state == State.CHECKED


@pytest.mark.parametrize("part", ["head", "leader", "editor", "supervisor"])
def test_others_do_not_mend_a_number(part: str) -> None:
    nanpu = world.world(code="nanpu")
    pk = filed(nanpu).pk

    with pytest.raises(NotYours):
        mend(nanpu, pk, by=getattr(nanpu, part))


def test_mending_nothing_is_refused_and_so_is_a_number_of_our_own() -> None:
    nanpu = world.world(code="nanpu")
    with pytest.raises(NothingMended):
        mend(nanpu, filed(nanpu).pk, number=NUMBER)
    world.set_mode(nanpu.bureau, RegistrationMode.PORTAL)
    ours = actions.file_registration(draft(nanpu).pk, declared=True, by=nanpu.applicant, at=TODAY)

    with pytest.raises(NumberIsOurs):
        mend(nanpu, ours.pk)


def test_a_notice_that_is_out_stands_until_the_mended_one_is_published() -> None:
    nanpu = world.world(code="nanpu")
    application = filed(nanpu)
    out = world.publish(nanpu, application, Notice.Kind.FILING, moment("2026-09-16", "10:00"))

    mend(nanpu, application.pk)

    waiting = Notice.objects.get(state=board.State.PENDING)
    assert (waiting.version, waiting.document_number, waiting.supersedes) == (2, RIGHT, out)
    assert "数字写反了" not in waiting.correction_reason
    assert Notice.objects.get(pk=out.pk).state == board.State.PUBLISHED


def test_a_mended_row_neither_stands_nor_is_there_a_second_that_does() -> None:
    nanpu = world.world(code="nanpu")
    application = filed(nanpu)
    with pytest.raises(IntegrityError, match="mended_filing_neither_stands_nor_is_checked"), transaction.atomic():
        Filing.objects.update(mended_why="错了")
    row = application.filing
    row.pk, row.number = None, RIGHT
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_page_of_a_correction_comes_filled_in_and_shows_what_was_before() -> None:
    nanpu = world.world(code="nanpu")
    pk, client = filed(nanpu).pk, signed_in(nanpu.applicant)
    page = client.get(reverse("applications:mend_my_filing", args=[pk])).content.decode()
    assert NUMBER in page
    assert "回执.pdf" in page

    typed = {"number": RIGHT, "filed_on": "2026-09-15", "reason": "数字写反了"}
    assert post(client, "mend_my_filing", pk, **typed)[0] == 302
    mine = client.get(reverse("applications:mine_case", args=[pk])).content.decode()
    desk = just_confirmed(nanpu.officer).get(reverse("applications:case", args=[pk])).content.decode()
    for shown in (mine, desk):
        assert NUMBER in shown
        assert RIGHT in shown
        assert "数字写反了" in shown


# THE RECEIPT STAYS ----------------------------------------------------------------
@pytest.mark.parametrize("wrong", [{"number": "12"}, {"filed_on": "2026-09-17"}, {"filed_on": ""}])
def test_the_receipt_chosen_stays_while_number_or_day_are_mended(wrong: dict[str, str]) -> None:
    nanpu = world.world(code="nanpu")
    pk, client = handed_over(nanpu).pk, signed_in(nanpu.applicant)
    typed = {"number": NUMBER, "filed_on": "2026-09-15"}

    _status, page = post(client, "enter_my_filing", pk, **{**typed, "file": receipt(), **wrong})
    assert "回执.pdf" in page
    assert post(client, "enter_my_filing", pk, **typed)[0] == 302

    assert Application.objects.get(pk=pk).filing.receipt == Document.objects.get(kind="filing_receipt")


def test_a_receipt_taken_up_while_a_number_is_mended_takes_the_place_of_the_one_before() -> None:
    nanpu = world.world(code="nanpu")
    application = filed(nanpu)
    old = application.filing.receipt

    mend(nanpu, application.pk, number=NUMBER, file=corpus.upload(corpus.pdf(2), "新回执.pdf"))

    old.refresh_from_db()
    assert application.filing.receipt == old.replaced_by


# ENDED ----------------------------------------------------------------------------
def end(of: World, pk: int, by: Any = None, key: str = "") -> Application:
    return actions.end_filing(
        pk, reason="建设单位来电说项目不建了。", by=by or of.head, at=moment("2026-10-20"), key=key
    )


def test_the_section_ends_what_was_handed_over_and_never_filed() -> None:
    nanpu = world.world(code="nanpu")
    pk = handed_over(nanpu).pk

    end(nanpu, pk, key="one")
    end(nanpu, pk, key="one")

    application = Application.objects.get(pk=pk)
    assert (application.state, application.case.closed_on) == (State.TERMINATED, date(2026, 10, 20))
    letter = Letter.objects.get(case=application.case)
    assert (letter.kind, letter.fields["reasons"]) == ("ended", "建设单位来电说项目不建了。")
    assert Message.objects.filter(to_user=nanpu.applicant, template="ended").count() == 1
    assert not [clock for clock in clocks.of(application.case) if clock.state == "running"]
    with pytest.raises(OutOfOrder):
        enter(nanpu, pk)


@pytest.mark.parametrize("part", ["clerk", "officer", "leader", "editor", "supervisor", "applicant"])
def test_nobody_else_ends_it(part: str) -> None:
    nanpu = world.world(code="nanpu")
    pk = handed_over(nanpu).pk

    with pytest.raises(NotYours):
        end(nanpu, pk, by=getattr(nanpu, part))


def test_who_typed_it_at_the_window_does_not_end_it() -> None:
    nanpu = world.world(code="nanpu")
    pk = handed_over(nanpu).pk
    world.give_role(nanpu.head, Role.CLERK)
    actions.keep_receipt(pk, file=receipt(), verb="enter_filing", by=nanpu.head, at=TODAY)
    assert Application.objects.get(pk=pk).state == State.HANDED_OVER
    actions.enter_filing(pk, number=NUMBER, filed_on=date(2026, 9, 15), file=None, by=nanpu.head, at=TODAY)

    with pytest.raises((OutOfOrder, ActedBefore)):
        end(nanpu, pk)


def test_what_is_filed_is_checked_and_not_ended() -> None:
    nanpu = world.world(code="nanpu")
    pk = filed(nanpu).pk

    with pytest.raises(OutOfOrder):
        end(nanpu, pk)


@pytest.mark.parametrize(("day", "is_named"), [("2026-10-13", False), ("2026-10-14", True)])
def test_what_was_handed_over_thirty_days_ago_is_named_on_the_desk_of_the_section(day: str, *, is_named: bool) -> None:
    nanpu = world.world(code="nanpu")
    pk = handed_over(nanpu).pk  # on 14 September

    with time_machine.travel(moment(day), tick=True):
        page = just_confirmed(nanpu.head).get(reverse("applications:desk") + "?show=unfiled").content.decode()

    assert (f"/desk/cases/{pk}/" in page, "不再备案的终止办理" in page) == (is_named, is_named)


def test_ending_asks_for_a_reason_first_and_leads_back_to_the_case() -> None:
    nanpu = world.world(code="nanpu")
    pk, client = handed_over(nanpu).pk, just_confirmed(nanpu.head)
    page = client.get(reverse("applications:case", args=[pk])).content.decode()
    assert reverse("applications:end_filing", args=[pk]) in page

    assert post(client, "end_filing", pk)[0] == 422
    assert Application.objects.get(pk=pk).state == State.HANDED_OVER
    assert post(client, "end_filing", pk, reason="不建了")[0] == 302
    assert Application.objects.get(pk=pk).state == State.TERMINATED
    mine = signed_in(nanpu.applicant).get(reverse("applications:mine_case", args=[pk])).content.decode()
    assert "备案没有完成" in mine


# LATE -----------------------------------------------------------------------------
@pytest.mark.parametrize(("day", "words"), [("2026-09-30", "最迟"), ("2026-10-01", "已经超期")])
def test_a_check_that_is_late_is_called_late(day: str, words: str) -> None:
    nanpu = world.world(code="nanpu")
    pk = filed(nanpu).pk  # ten working days from 16 September end on the 30th

    with time_machine.travel(moment(day), tick=True):
        page = signed_in(nanpu.applicant).get(reverse("applications:mine_case", args=[pk])).content.decode()

    answer = page[page.index("ep-answer") : page.index("h-filing")]
    assert [word in answer for word in ("最迟", "已经超期")] == [words == "最迟", words == "已经超期"]
