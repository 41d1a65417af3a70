"""Who cannot come says so in writing; the papers go out as one package; what was closed by mistake goes on."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
import time_machine
from django.urls import reverse

from approvals.applications.models import Application
from approvals.meetings import actions, queries, resolutions, rules
from approvals.meetings.actions.minutes import fields
from approvals.meetings.models import Meeting, Opinion
from approvals.meetings.queries.papers import package
from approvals.meetings.states import Conclusion, State, View
from envportal.audit import log
from envportal.audit.models import Event
from envportal.cases.queries import CONFLICT
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment
from tests.meetings import rows
from tests.meetings.rows import Room

pytestmark = pytest.mark.django_db
BEFORE, IN, AFTER = moment("2026-09-17", "18:00"), moment("2026-09-18", "08:05"), moment("2026-09-18", "08:25")


@pytest.fixture(scope="module")
def room(kept_for_the_module: None) -> Room:
    return rows.room()


@pytest.fixture(scope="module")
def report(room: Room) -> Application:
    return rows.report(room)


@pytest.fixture
def meeting(room: Room, report: Application) -> Meeting:
    return rows.convened(room, report)


def write(meeting: Meeting, by: Any, view: str = View.REFUSE, words: str = "缺枯水期预测", at: Any = BEFORE) -> None:
    actions.write(meeting.items.get().pk, view=view, words=words, by=by, at=at)


def opened(room: Room, meeting: Meeting, absent: dict[int, str]) -> Meeting:
    actions.attend(meeting.pk, absent=absent, by=room.world.clerk, at=IN)
    return actions.open_meeting(meeting.pk, by=room.world.clerk, at=IN)


def conclude(room: Room, meeting: Meeting, conclusion: str = Conclusion.APPROVE) -> None:
    item = meeting.items.get()
    actions.conclude(item.pk, conclusion=conclusion, text="讨论了本件。", by=room.world.clerk, at=IN)


# IN WRITING ---------------------------------------------------------------------
def test_an_absent_members_written_opinion_stands_in_the_minutes_as_read_aloud(room: Room, meeting: Meeting):
    write(meeting, room.law)
    opened(room, meeting, {room.law.pk: "出差"})
    rows.speak(room, meeting.items.get(), IN, law=("", ""))
    conclude(room, meeting)
    actions.close(meeting.pk, by=room.world.clerk, at=AFTER)

    resolutions_told: Any = fields(Meeting.objects.get(pk=meeting.pk))["resolutions"]
    told = resolutions_told[0]

    assert told["opinions"].startswith("陆九思（书面意见，会上宣读）：不同意，缺枯水期预测；")
    assert told["dissent"] == "陆九思（书面意见，会上宣读）：不同意，缺枯水期预测"


def test_it_makes_no_quorum_and_holds_nobody_up(room: Room, meeting: Meeting):
    write(meeting, room.law)
    write(meeting, room.water)

    with pytest.raises(rules.NoQuorum):
        opened(room, meeting, {room.law.pk: "出差", room.water.pk: "生病"})
    opened(room, meeting, {room.law.pk: "出差"})
    item = queries.items_of(meeting)[0]
    assert room.law not in rules.silent(item, queries.present(meeting))


def test_who_comes_after_all_speaks_and_the_writing_is_not_read(room: Room, meeting: Meeting):
    write(meeting, room.law)
    opened(room, meeting, {})

    actions.opine(meeting.items.get().pk, view=View.AGREE, by=room.law, at=IN)

    assert [(one.view, one.is_written) for one in Opinion.objects.filter(user=room.law)] == [("agree", False)]


def test_the_chair_those_present_strangers_and_the_recused_write_nothing(room: Room, meeting: Meeting):
    with pytest.raises(rules.ChairLast):
        write(meeting, room.chair)
    with pytest.raises(rules.NotAMember):
        write(meeting, room.world.officer)
    with pytest.raises(rules.SaysTooLittle):
        write(meeting, room.law, words="")
    write(meeting, room.law)
    with pytest.raises(rules.SpokenBefore):
        write(meeting, room.law)
    actions.recuse(meeting.items.get().pk, user=room.water, reason="亲属", by=room.water, at=BEFORE)
    with pytest.raises((rules.NotAMember, NotYours)):
        write(meeting, room.water)
    opened(room, meeting, {room.law.pk: "出差"})
    with pytest.raises(rules.NotAMember):
        write(meeting, room.world.head, at=IN)


def test_who_wrote_and_is_recused_afterwards_is_not_read_aloud(room: Room, meeting: Meeting):
    item = meeting.items.get()
    write(meeting, room.law)

    actions.recuse(item.pk, user=room.law, reason="亲属", by=room.law, at=BEFORE)

    assert not item.opinions.exists()
    with pytest.raises(rules.NotAMember):
        rules.may_write(room.law, item, [])


def test_who_wrote_and_declares_a_conflict_on_the_case_elsewhere_is_left_out_of_the_minutes(
    room: Room, report: Application, meeting: Meeting
):
    write(meeting, room.law)
    opened(room, meeting, {room.law.pk: "出差"})
    log.record(report.case, CONFLICT, by=room.law, at=IN, facts={"reason": "亲属"})
    rows.speak(room, meeting.items.get(), IN, law=("", ""))
    conclude(room, meeting)

    told: Any = fields(Meeting.objects.get(pk=meeting.pk))["resolutions"]

    assert "陆九思" not in told[0]["opinions"]
    assert "陆九思（已声明利害关系）" in told[0]["recused"]


def test_who_came_meanwhile_speaks_when_an_item_is_discussed_once_more_and_the_officer_is_told(
    room: Room, meeting: Meeting
):
    write(meeting, room.law)
    opened(room, meeting, {room.law.pk: "出差"})
    item = meeting.items.get()
    rows.speak(room, item, IN, law=("", ""))
    conclude(room, meeting)
    actions.attend(meeting.pk, absent={}, by=room.world.clerk, at=IN)

    actions.reopen_item(item.pk, reason="又来了一位", by=room.world.clerk, at=IN)

    assert not item.opinions.filter(user=room.law).exists()
    assert Message.objects.get(template="meeting_item_reopened").to_user == item.case.holder


# PAPERS -------------------------------------------------------------------------
def test_the_package_holds_all_papers_of_all_items_but_those_one_is_recused_from(
    room: Room, report: Application, meeting: Meeting
):
    papers = queries.papers_of([report.case])[report.pk]

    whole = package(meeting, room.water)
    actions.recuse(meeting.items.get().pk, user=room.law, reason="亲属", by=room.law, at=BEFORE)
    without = package(meeting, room.law)

    assert [paper for _name, paper in whole.files] == papers
    assert [name.split("/")[0] for name, _paper in whole.files] == [f"01 {report.case.title}"] * len(papers)
    assert (without.files, without.withheld) == ([], 1)


def test_the_papers_are_sent_to_the_members_beforehand_once_a_form(room: Room, meeting: Meeting):
    key = str(uuid4())
    for _twice in range(2):
        actions.send_papers(meeting.pk, by=room.world.clerk, at=BEFORE, key=key)

    told = Message.objects.filter(template="meeting_papers")
    assert {one.to_user for one in told} == set(room.members)
    assert told.count() == len(room.members)
    opened(room, meeting, {})
    with pytest.raises(rules.OutOfOrder):
        actions.send_papers(meeting.pk, by=room.world.clerk, at=IN)


def test_papers_of_one_item_or_of_two_are_read_under_the_same_number_of_queries(room: Room, meeting: Meeting):
    address = reverse("meetings:papers", args=[meeting.pk])
    with time_machine.travel(BEFORE, tick=True):
        page = signed_in(room.water)
        one = queries_of(page, address)
        other = rows.report(room, at=moment("2026-09-17", "11:00"))
        actions.put_on(meeting.pk, cases=[other.pk], by=room.world.clerk, at=BEFORE)

        assert queries_of(page, address) == one


def test_a_member_takes_them_as_one_file_which_is_noted_and_nobody_else_does(room: Room, meeting: Meeting):
    address = reverse("meetings:papers", args=[meeting.pk])
    with time_machine.travel(BEFORE, tick=True):
        page = signed_in(room.water)
        assert "会前材料" in page.get(address).content.decode()
        sent = b"".join(page.post(address, {"_key": str(uuid4())}))
        strangers = [signed_in(one).get(address).status_code for one in (room.world.officer, room.world.applicant)]

    with ZipFile(io.BytesIO(sent)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert "SHA-256" in archive.read("目录.txt").decode()
    assert names[1:] == [name for name, _paper in package(meeting, room.water).files]
    assert strangers == [403, 404]
    assert Event.objects.get(name="meeting_papers_taken").actor == room.water


# THE WAY BACK -------------------------------------------------------------------
def test_a_meeting_closed_by_mistake_goes_on_with_a_reason_until_its_minutes_are_confirmed(
    room: Room, report: Application, meeting: Meeting
):
    opened(room, meeting, {})
    item = meeting.items.get()
    rows.speak(room, item, IN)
    conclude(room, meeting, Conclusion.REFUSE)
    actions.close(meeting.pk, by=room.world.clerk, at=AFTER)

    with pytest.raises(rules.NotAMember):
        actions.reopen(meeting.pk, reason="记错了", by=room.world.head, at=AFTER)
    again = actions.reopen(meeting.pk, reason="第 1 项结论记错了", by=room.world.clerk, at=AFTER)
    assert (again.state, again.closed_at) == (State.SITTING, None)
    actions.reopen_item(item.pk, reason="应为同意", by=room.world.clerk, at=AFTER)
    assert resolutions.is_owed(report.case)
    conclude(room, meeting)
    actions.close(meeting.pk, by=room.world.clerk, at=AFTER)
    actions.confirm(meeting.pk, by=room.chair, at=AFTER)

    assert log.history(meeting.case).get(name="meeting_reopened").facts["reason"] == "第 1 项结论记错了"
    assert log.history(report.case).get(name="meeting_item_reopened").facts["reason"] == "应为同意"
    found = resolutions.resolution(report.case)
    assert found is not None
    assert found.conclusion == Conclusion.APPROVE
    with pytest.raises(rules.OutOfOrder):
        actions.reopen(meeting.pk, reason="再改", by=room.world.clerk, at=AFTER)


def test_an_item_put_off_is_not_reopened_once_it_stands_on_another_agenda(room: Room, meeting: Meeting):
    opened(room, meeting, {})
    item = meeting.items.get()
    actions.postpone(item.pk, reason="等资料", by=room.world.clerk, at=IN)
    rows.convened(room, item.case.application, on=rows.MONDAY, at=IN)

    with pytest.raises(rules.OutOfOrder):
        actions.reopen_item(item.pk, reason="资料到了", by=room.world.clerk, at=AFTER)


def test_the_pages_lead_there_and_back(room: Room, meeting: Meeting):
    item = meeting.items.get()
    page = reverse("meetings:meeting", args=[meeting.pk])
    with time_machine.travel(BEFORE, tick=True):
        law = signed_in(room.law)
        assert "提交书面意见" in law.get(reverse("meetings:item", args=[item.pk])).content.decode()
        typed = {"view": "refuse", "words": "", "_key": str(uuid4())}
        address = reverse("meetings:write", args=[item.pk])
        assert law.post(address, typed).status_code == 422
        assert law.post(address, typed | {"words": "缺枯水期预测"}).status_code == 302
        assert "已经发表过意见" in law.get(address).content.decode()
    opened(room, meeting, {room.law.pk: "出差"})
    rows.speak(room, item, IN, law=("", ""))
    with time_machine.travel(IN, tick=True):
        clerk = signed_in(room.world.clerk)
        assert "请宣读书面意见" in clerk.get(page).content.decode()
        conclude(room, meeting)
        assert "重新讨论" in clerk.get(page).content.decode()
        actions.close(meeting.pk, by=room.world.clerk, at=IN)
        assert "散会有误，继续开会" in clerk.get(page).content.decode()
        reopen = reverse("meetings:reopen", args=[meeting.pk])
        assert clerk.post(reopen, {"reason": "", "_key": str(uuid4())}).status_code == 422
        assert clerk.post(reopen, {"reason": "记错了", "_key": str(uuid4())}).url == page
        again = {"reason": "应为不同意", "_key": str(uuid4())}
        assert clerk.post(reverse("meetings:reopen_item", args=[item.pk]), again).url == page
        assert "请宣读书面意见" in clerk.get(page).content.decode()
