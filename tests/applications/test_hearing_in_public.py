"""A hearing in public is announced, who asked too late is told by letter, and the desk says that a hearing runs."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from approvals.applications import actions
from approvals.applications.actions.hearing import NoticeNotServed
from approvals.applications.models import Application, Hearing, HearingRequest
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.documents import letters
from envportal.documents.models import Letter
from tests import world
from tests.accounts.conftest import just_confirmed
from tests.builders import moment

if TYPE_CHECKING:
    from typing import Any

    from tests.world import World

pytestmark = pytest.mark.django_db
PENDING = board.State.PENDING


def arranged(of: World, closed_why: str = "", **answers: Any) -> Application:
    """Asked for on 13 October, to be held on the 27th; arranged on the 14th."""
    application = world.heard(of, world.proposed(of, **answers))
    actions.arrange_hearing(
        application.pk, held_on=date(2026, 10, 27), held_at=time(9, 30), place="三楼第一会议室", chair=world.chair(of),
        closed_why=closed_why, by=of.officer, at=moment("2026-10-14"),
    )  # fmt: skip
    return application


def announcement(state: str = PENDING) -> Notice | None:
    return Notice.objects.filter(kind=Notice.Kind.HEARING, state=state).first()


def test_a_hearing_in_public_is_announced_by_a_second_person() -> None:
    yunxi = world.world()
    application = arranged(yunxi)

    waiting = announcement()
    assert waiting is not None
    facts = dict(waiting.facts)
    assert (facts["听证时间"], facts["听证地点"]) == ("2026年10月27日09:30", "三楼第一会议室")
    assert facts["旁听"].startswith("公开举行")
    world.publish(yunxi, application, Notice.Kind.HEARING, moment("2026-10-14", "15:00"))
    assert announcement(board.State.PUBLISHED) is not None


def test_who_asked_stands_in_no_announcement() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    world.ask_on_paper(yunxi, application, "2026-10-13", moment("2026-10-13"))
    actions.confirm_hearing(application.pk, planned_days=35, by=yunxi.head, at=moment("2026-10-13", "15:00"))
    world.arrange(yunxi, application, "2026-10-27", moment("2026-10-14"))

    waiting = announcement()
    assert waiting is not None
    assert "方某" not in str(waiting.facts) + waiting.search


def test_a_hearing_that_is_not_public_is_announced_nowhere_and_its_notice_says_why() -> None:
    yunxi = world.world()
    arranged(yunxi, closed_why="涉及申请人的商业秘密")

    assert announcement() is None
    letter = Letter.objects.get(kind="hearing_notice")
    assert "不公开举行：涉及申请人的商业秘密" in letters.html(letter)


def test_a_hearing_put_off_is_announced_anew_and_one_that_is_off_is_said_to_be() -> None:
    yunxi = world.world()
    application = arranged(yunxi)
    world.publish(yunxi, application, Notice.Kind.HEARING, moment("2026-10-14", "15:00"))
    world.arrange(yunxi, application, "2026-10-28", moment("2026-10-15"), chaired_by=Hearing.objects.get().chair)
    world.publish(yunxi, application, Notice.Kind.HEARING, moment("2026-10-15", "15:00"))

    actions.withdraw_hearing(application.pk, reason="已谈妥", by=yunxi.applicant, at=moment("2026-10-16"))

    last = announcement()
    assert last is not None
    assert (last.version, dict(last.facts)["旁听"]) == (3, "听证不再举行")


def test_an_announcement_nobody_read_leaves_the_board_with_the_hearing() -> None:
    yunxi = world.world()
    application = arranged(yunxi)

    actions.withdraw_hearing(application.pk, reason="已谈妥", by=yunxi.applicant, at=moment("2026-10-16"))

    assert announcement() is None
    assert announcement(board.State.WITHDRAWN) is not None


# TOO LATE -------------------------------------------------------------------------
def test_an_applicant_too_late_is_told_by_a_letter() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    actions.ask_hearing(application.pk, reason="条件过严", by=yunxi.applicant, at=moment("2026-10-20"))

    request = HearingRequest.objects.get()
    letter = request.notice_letter
    assert letter is not None
    assert (letter.to, letter.served_on, letter.fields["late_why"]) == (
        yunxi.owner, date(2026, 10, 20), request.refused_why,
    )  # fmt: skip
    assert "听证申请逾期告知书" in letter.title
    assert "不组织这次听证" in letters.html(letter)


def test_a_neighbour_too_late_is_told_by_a_letter_on_paper() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    world.ask_on_paper(yunxi, application, "2026-10-20", moment("2026-10-20"))

    letter = HearingRequest.objects.get().notice_letter
    assert letter is not None
    assert (letter.to, letter.served_on, letter.fields["addressee"]) == (None, None, "青石村村民方某")


# THE DESK -------------------------------------------------------------------------
def test_the_desk_says_what_a_hearing_waits_for() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    desk = just_confirmed(yunxi.head)

    def shown() -> str:
        return str(desk.get(reverse("applications:desk")).content.decode())

    with time_machine.travel(moment("2026-10-14"), tick=True):
        assert "公示期满后签发" in shown()
        actions.ask_hearing(application.pk, reason="条件过严", by=yunxi.applicant, at=moment("2026-10-13"))
        assert "公示期满后签发" not in shown()
        assert "决定组织听证" in shown()
        actions.confirm_hearing(application.pk, planned_days=35, by=yunxi.head, at=moment("2026-10-13", "15:00"))
        assert "通知听证的时间和地点" in shown()
        world.arrange(yunxi, application, "2026-10-27", moment("2026-10-14"))
        assert "举行听证，登记笔录" in shown()


def test_no_transcript_is_filed_while_the_notice_of_the_hearing_is_not_served() -> None:
    yunxi = world.world()
    application = arranged(yunxi, portal_service=False)

    with pytest.raises(NoticeNotServed):
        world.transcript(yunxi, application, "2026-10-27", moment("2026-10-27", "16:00"))
