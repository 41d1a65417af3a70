"""The same-day track: only from the bureau's list, answered by a numbered letter before closing, or explained."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from approvals.applications import actions
from approvals.applications.actions.same_day import DoneAlready, NotOnTheDayList, NotTakenUp, TooLittleKnown
from approvals.applications.models import Application, SameDay
from approvals.applications.queries import same_day as reads
from approvals.applications.states import State
from envportal.deadlines.actions import set_hours
from envportal.documents import actions as documents
from envportal.documents.enums import Library
from envportal.documents.models import Letter
from envportal.documents.queries import wording as words
from envportal.refusals import NotYours
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment

pytestmark = pytest.mark.django_db
MORNING = moment("2026-09-14", "09:00")


def published(of: world.World, since: date = date(2026, 9, 1)) -> None:
    """Restaurants are answered on the day they come, agreed on by two people; the counter closes at 17:30."""
    at = moment("2026-08-20")
    told: Any = {
        "text": "不产生异味的小型餐饮，不在名录里，不需要办理环评。", "industries": "H62", "title": "小型餐饮",
        "rule": "云溪市生态环境局当天办结清单（2026 年）", "valid_from": since, "why": "试行",
    }  # fmt: skip
    proposal = documents.propose_wording(words.new_entry(Library.SAME_DAY), by=of.officer, at=at, **told)
    documents.agree_wording(proposal.pk, by=of.leader, at=at)
    set_hours(of.bureau, time(17, 30), valid_from=date(2026, 1, 1), notice="公告", by=None, at=at)


def draft(of: world.World, industry: str = "H6210", kind: str = "registration", **told: Any) -> Application:
    """Typed at the counter for the enterprise that stands there."""
    application = actions.create_draft(
        of.owner, of.bureau, document_kind=kind, project_name="青石镇小面馆", by=of.clerk, at=MORNING
    )
    typed: dict[str, Any] = {
        "project_code": "2609-990102-07-02-418823", "project_place": "青石镇老街 3 号", "project_division": "青石镇",
        "project_industry": industry, "nature": "new", "investment": 8, "environmental_investment": 1,
        "starts_on": date(2027, 3, 1), "overview": "开一家面馆，六张桌子。", "impacts": "油烟经净化后排放。",
        "contact_name": "沈雁", "contact_phone": "09990000123", "portal_service": False, **told,
    }  # fmt: skip
    actions.save_step(application.pk, by=of.clerk, at=MORNING, **typed)
    return Application.objects.get(pk=application.pk)


def taken(of: world.World, **told: Any) -> Application:
    published(of)
    return actions.take_up_same_day(draft(of, **told).pk, by=of.clerk, at=moment("2026-09-14", "09:20"))


def test_the_list_holds_from_its_day_and_for_its_industries() -> None:
    yunxi = world.world()
    published(yunxi, since=date(2026, 9, 15))
    application = draft(yunxi)

    with pytest.raises(NotOnTheDayList):
        actions.take_up_same_day(application.pk, by=yunxi.clerk, at=moment("2026-09-14"))
    actions.take_up_same_day(application.pk, by=yunxi.clerk, at=moment("2026-09-15"))
    with pytest.raises(NotOnTheDayList):
        actions.take_up_same_day(draft(yunxi, "C2231").pk, by=yunxi.clerk, at=moment("2026-09-15"))


def test_the_clock_ends_at_closing_time() -> None:
    yunxi = world.world()
    row = taken(yunxi).same_day

    assert (row.came_on, row.closes_at) == (date(2026, 9, 14), time(17, 30))
    assert [reads.minutes_left(row, moment("2026-09-14", clock)) for clock in ("17:29", "17:30", "17:31")] == [1, 0, -1]


def test_the_reply_is_a_letter_with_number_and_code_and_the_case_is_closed() -> None:
    yunxi = world.world()
    application = taken(yunxi)
    at = moment("2026-09-14", "10:00")

    actions.reply_not_needed(application.pk, reasons="不在名录里。", by=yunxi.clerk, at=at, key="reply")
    actions.reply_not_needed(application.pk, reasons="不在名录里。", by=yunxi.clerk, at=at, key="reply")

    application = Application.objects.get(pk=application.pk)
    letter = Letter.objects.get(case=application.case, kind="not_needed")
    assert (application.state, application.case.closed_on) == (State.DECLINED, date(2026, 9, 14))
    assert (bool(letter.number), bool(letter.code)) == (True, True)
    assert (application.same_day.letter, application.same_day.is_kept) == (letter, True)


def test_a_table_that_was_not_needed_is_answered_the_same_way() -> None:
    yunxi = world.world()
    application = taken(yunxi, kind="table")

    actions.reply_not_needed(application.pk, reasons="不在名录里。", by=yunxi.clerk, at=moment("2026-09-14", "10:00"))

    assert Application.objects.get(pk=application.pk).state == State.DECLINED


def test_nothing_is_answered_off_the_track_or_of_an_unknown_project() -> None:
    yunxi = world.world()
    published(yunxi)
    application = draft(yunxi, overview="")
    at = moment("2026-09-14", "10:00")

    with pytest.raises(NotTakenUp):
        actions.reply_not_needed(application.pk, reasons="不在名录里。", by=yunxi.clerk, at=at)
    actions.take_up_same_day(application.pk, by=yunxi.clerk, at=at)
    with pytest.raises(TooLittleKnown):
        actions.reply_not_needed(application.pk, reasons="不在名录里。", by=yunxi.clerk, at=at)


def test_what_the_day_was_not_enough_for_says_why_and_is_no_day_kept() -> None:
    yunxi = world.world()
    application = taken(yunxi)

    actions.say_why_unfinished(
        application.pk, why="缺项目代码，请到发改窗口赋码后再来", by=yunxi.clerk, at=moment("2026-09-14", "17:20")
    )
    actions.reply_not_needed(application.pk, reasons="不在名录里。", by=yunxi.clerk, at=moment("2026-09-15", "09:00"))

    row = SameDay.objects.get()
    assert (row.done_on, row.is_kept) == (date(2026, 9, 15), False)
    with pytest.raises(DoneAlready):
        actions.say_why_unfinished(application.pk, why="晚了", by=yunxi.clerk, at=moment("2026-09-15", "10:00"))


def test_only_the_window_has_the_track_and_not_for_an_applicants_own_draft() -> None:
    yunxi = world.world()
    published(yunxi)
    application, own = draft(yunxi), world.filled(yunxi, project_industry="H6210")

    for person in (yunxi.officer, yunxi.leader, yunxi.applicant):
        with pytest.raises(NotYours):
            actions.take_up_same_day(application.pk, by=person, at=moment("2026-09-14"))
    with pytest.raises(NotYours):
        actions.take_up_same_day(own.pk, by=yunxi.clerk, at=moment("2026-09-14"))


def test_the_screen_has_every_step_and_the_public_reads_list_and_count(client: Any) -> None:
    yunxi = world.world()
    published(yunxi)
    with time_machine.travel(moment("2026-09-14", "11:00"), tick=True):
        application = draft(yunxi)
        clerk = signed_in(yunxi.clerk)
        screen = reverse("applications:same_day")
        before = clerk.get(screen).content.decode()
        first = post(clerk, "take_up_same_day", application.pk)
        during = clerk.get(screen).content.decode()
        empty = post(clerk, "reply_not_needed", application.pk, reasons="")
        reply = post(clerk, "reply_not_needed", application.pk, reasons="不在名录里。")
        after = clerk.get(screen).content.decode()
        public = client.get("/same-day/").content.decode()
        outsider = signed_in(yunxi.officer).get(screen).status_code

    assert reverse("applications:take_up_same_day", args=[application.pk]) in before
    assert (first, empty, reply) == (302, 422, 302)
    assert "6 小时 29 分" in during or "6 小时 30 分" in during
    assert application.case.title in after
    assert Letter.objects.get(kind="not_needed").number in after
    assert "小型餐饮" in public
    assert "不足 5 件，不显示" in public
    assert outsider in (403, 404)


def post(client: Any, name: str, pk: int, **typed: Any) -> int:
    url = reverse(f"applications:{name}", args=[pk])
    status: int = client.post(url, {**typed, "_key": str(uuid4())}).status_code
    return status
