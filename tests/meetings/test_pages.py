"""Every page of the meeting opens for those it is for, in both languages; forms do what they say."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from approvals.meetings import actions
from approvals.meetings.models import AgendaItem, Docket, Meeting, MeetingRule
from approvals.meetings.states import Conclusion, ItemState, State, View
from envportal.audit import log
from envportal.cases.queries import CONFLICT
from tests import builders
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment
from tests.meetings import rows
from tests.meetings.rows import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return rows.room()


def key() -> dict[str, str]:
    return {"_key": str(uuid4())}


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_open_in_both_languages(room: Room, language: str) -> None:
    done = rows.resolved(room, rows.report(room), Conclusion.REVISE)
    other = rows.report(room, at=moment("2026-09-17", "11:00"))
    meeting = rows.convened(room, other, on=rows.MONDAY, at=moment("2026-09-18"))
    item = meeting.items.get()
    pages = {
        room.chair: [
            "", "list/", "waiting/", "rules/", "rules/new/", "convene/", "?month=2026-02", "waiting/?show=overflows",
            *(f"{meeting.pk}/{page}" for page in ("", "put-on/", "cancel/")), f"{done.pk}/", f"{done.pk}/minutes/",
            *(f"items/{item.pk}/{page}" for page in ("", "recuse/", "take-off/", "read/")),
        ],
        room.world.clerk: [f"{meeting.pk}/attend/", f"{meeting.pk}/open/", f"{meeting.pk}/"],
        room.law: ["", f"items/{item.pk}/"],
        room.world.supervisor: ["", f"{done.pk}/minutes/"],
    }  # fmt: skip

    with time_machine.travel(moment("2026-09-18", "12:00"), tick=True):
        answers = {
            (person.name, page): signed_in(person).get(f"{language}/desk/meetings/{page}").status_code
            for person, paths in pages.items()
            for page in paths
        }

    assert set(answers.values()) == {200}, {page: code for page, code in answers.items() if code != 200}


def test_the_month_shows_the_holiday_where_its_slots_go_and_what_a_make_up_day_stands_for() -> None:
    room = rows.room(makeup_counts=True)
    with time_machine.travel(moment("2026-09-18"), tick=True):
        page = signed_in(room.chair).get("/desk/meetings/?month=2026-10").content.decode()

    assert "国庆节" in page
    assert "按周三" in page  # Saturday 10 October
    assert "10月9日（周五）" in page


def test_agenda_and_lists_are_read_with_one_row_and_with_three_under_the_same_number_of_queries(room: Room) -> None:
    meeting = rows.convened(room, rows.report(room))
    pages = (f"/desk/meetings/{meeting.pk}/", "/desk/meetings/waiting/", "/desk/meetings/list/", "/desk/meetings/")
    with time_machine.travel(moment("2026-09-17", "18:00"), tick=True):
        clerk = signed_in(room.world.clerk)
        one = [queries_of(clerk, page) for page in pages]
        more = [rows.report(room, at=moment("2026-09-17", hour)) for hour in ("11:00", "12:00")]
        actions.put_on(
            meeting.pk, cases=[case.pk for case in more], by=room.world.clerk, at=moment("2026-09-17", "17:40")
        )  # fmt: skip
        for day in (date(2026, 9, 21), date(2026, 9, 23)):
            rows.convened(room, on=day)
        three = [queries_of(clerk, page) for page in pages]

    assert three == one


def test_a_meeting_is_run_in_the_browser_item_by_item(room: Room) -> None:
    rows.report(room)
    with time_machine.travel(moment("2026-09-18", "07:45"), tick=True):
        clerk, chair = signed_in(room.world.clerk), signed_in(room.chair)
        said = {"on": "2026年9月18日", "chair": room.chair.pk, "minute_taker": room.world.clerk.pk,
                "cases": [Docket.objects.get().pk]}  # fmt: skip
        assert clerk.post("/desk/meetings/convene/", key() | said).status_code == 302
        meeting = Meeting.objects.get()
        home = f"/desk/meetings/{meeting.pk}/"
        clerk.post(f"{home}attend/", key() | {f"absent_{room.law.pk}": "病假"})
        clerk.post(f"{home}open/", key())
        item = AgendaItem.objects.get()
        one = f"/desk/meetings/items/{item.pk}/"
        assert "正在讨论" in clerk.get(home).content.decode()
        assert "您是主持人，最后发表意见" in chair.get(home).content.decode()
        signed_in(room.water).post(f"{one}opinion/", key() | {"view": View.REVISE, "words": "补充枯水期预测"})
        clerk.post(f"{one}record/", key() | {f"view_{room.world.head.pk}": View.AGREE})
        chair.post(f"{one}opinion/", key() | {"view": View.REVISE, "words": "先补预测"})
        page = clerk.get(home).content.decode()
        assert "补充枯水期预测\n先补预测" in page
        clerk.post(
            f"{one}conclude/", key() | {"conclusion": "revise", "text": "修改后同意", "conditions": "补充枯水期预测"}
        )
        clerk.post(f"{home}close/", key())
        chair.post(f"{home}confirm/", key())

    assert (Meeting.objects.get().state, AgendaItem.objects.get().state) == (State.MINUTED, ItemState.RESOLVED)


def test_what_is_wrong_is_said_in_place_and_nothing_typed_is_lost(room: Room) -> None:
    item = rows.opened(room, rows.report(room)).items.get()
    with time_machine.travel(moment("2026-09-18", "08:00"), tick=True):
        said = key() | {"view": View.REFUSE, "words": ""}
        refused = signed_in(room.water).post(f"/desk/meetings/items/{item.pk}/opinion/", said)
        early = signed_in(room.chair).post(f"/desk/meetings/items/{item.pk}/opinion/", key() | {"view": View.AGREE})
        nowhere = signed_in(room.world.clerk).post(
            "/desk/meetings/convene/",
            key()
            | {"on": "2026年9月20日", "chair": room.chair.pk, "minute_taker": room.world.clerk.pk, "place": "二楼"},
        )

    assert (refused.status_code, "写明理由或者要修改什么" in refused.content.decode()) == (422, True)
    assert (early.status_code, "主持人最后发表意见；还有 3 人没有发表。" in early.content.decode()) == (409, True)
    assert (nowhere.status_code, "这一天没有例会" in nowhere.content.decode()) == (409, True)
    assert 'value="二楼"' in nowhere.content.decode()


def test_who_is_recused_sees_the_item_on_the_agenda_and_none_of_its_papers(room: Room) -> None:
    meeting = rows.convened(room, rows.report(room))
    item = meeting.items.get()
    actions.recuse(item.pk, user=room.water, reason="配偶在该单位任职", by=room.water, at=moment("2026-09-17", "18:00"))

    with time_machine.travel(moment("2026-09-18", "07:40"), tick=True):
        water = signed_in(room.water)
        agenda = water.get(f"/desk/meetings/{meeting.pk}/").content.decode()
        answers = [water.get(f"/desk/meetings/items/{item.pk}/{page}").status_code for page in ("", "opinion/")]

    assert "您已回避，不看材料" in agenda
    assert answers == [404, 404]


def test_whoever_is_recused_once_or_in_conflict_sees_no_papers_at_a_later_meeting(room: Room) -> None:
    application = rows.report(room)
    first = rows.convened(room, application).items.get()
    at = moment("2026-09-17", "18:00")
    actions.recuse(first.pk, user=room.water, reason="利害关系", by=room.chair, at=at)
    actions.take_off(first.pk, reason="材料要补", by=room.world.clerk, at=at)
    log.record(application.case, CONFLICT, by=room.law, at=at)
    item = rows.convened(room, application, on=rows.MONDAY, at=at).items.get()

    with time_machine.travel(moment("2026-09-18", "07:40"), tick=True):
        pages = [signed_in(who).get(f"/desk/meetings/items/{item.pk}/").status_code for who in room.members]

    assert pages == [200, 200, 404, 404]


@pytest.mark.parametrize(
    ("day", "status", "sentence"), [("9999年12月30日", 422, "2100年12月31日"), ("2027年12月30日", 409, "400 天以内")]
)
def test_a_meeting_far_ahead_is_refused_in_a_sentence(room: Room, day: str, status: int, sentence: str) -> None:
    typed = {"on": day, "chair": room.chair.pk, "minute_taker": room.world.clerk.pk, "urgent_why": ""}
    with time_machine.travel(moment("2026-09-18", "07:40"), tick=True):
        answer = signed_in(room.world.clerk).post("/desk/meetings/convene/", {**typed, "_key": str(uuid4())})

    assert (answer.status_code, sentence in answer.content.decode()) == (status, True)


def test_papers_are_read_beforehand_by_members_and_marked(room: Room) -> None:
    application = rows.report(room)
    item = rows.convened(room, application).items.get()
    document = application.case.documents.first()
    with time_machine.travel(moment("2026-09-18", "07:30"), tick=True):
        law = signed_in(room.law)
        paper = law.get(f"/desk/meetings/items/{item.pk}/files/{document.pk}/")
        assert b"".join(paper.streaming_content).startswith(b"%PDF")
        law.post(f"/desk/meetings/items/{item.pk}/read/", key())
        foreign = law.get(f"/desk/meetings/items/{item.pk}/files/{document.pk + 1000}/")
        stranger = signed_in(builders.staff("officer", "宋知遥", at=room.world.bureau))
        outside = stranger.get(f"/desk/meetings/items/{item.pk}/files/{document.pk}/")

    assert (paper.status_code, paper["Content-Type"], foreign.status_code) == (200, "application/pdf", 404)
    assert outside.status_code == 403
    assert [one.user for one in item.readings.all()] == [room.law]


def test_others_have_no_meeting_here(room: Room) -> None:
    meeting = rows.convened(room, rows.report(room))
    for person, code in ((room.world.applicant, 404), (room.world.editor, 403)):
        assert signed_in(person).get(f"/desk/meetings/{meeting.pk}/").status_code == code


def test_a_leader_sets_a_new_version_in_the_browser(room: Room) -> None:
    typed = {
        "valid_from": "2026年10月1日", "weekdays": ["1", "3"], "starts": "14:30", "ends": "15:30", "capacity": "60",
        "per_item": "10", "place": "二楼会议室", "quorum": "half",
        "members": [one.pk for one in reversed(room.members)],
        "all_reports": "on", "industries": "26、3110", "investment_from": "30,000", "basis": "局务会议",
    }  # fmt: skip
    with time_machine.travel(moment("2026-09-18"), tick=True):
        chair = signed_in(room.chair)
        shown = chair.get("/desk/meetings/rules/new/").content.decode()
        answer = chair.post("/desk/meetings/rules/new/", key() | typed)
        bad = chair.post("/desk/meetings/rules/new/", key() | typed | {"ends": "14:00", "members": [room.chair.pk]})

    rule = MeetingRule.objects.latest("valid_from")
    assert 'value="07:50"' in shown
    assert (answer.status_code, rule.weekdays, rule.items) == (302, "13", 6)
    assert rule.members.all()[0].user == room.chair
    assert [row.words for row in rule.must_come.all()] == [
        "所有报告书",
        "行业代码属于 26 3110 的报告表",
        "总投资不少于 30000 万元的项目",
    ]
    assert bad.status_code == 422


def test_the_case_page_shows_the_rule_the_meetings_and_the_dissent(room: Room) -> None:
    application = rows.report(room)
    rows.resolved(room, application, Conclusion.REVISE)
    with time_machine.travel(moment("2026-09-19"), tick=True):
        page = signed_in(room.chair).get(f"/desk/cases/{application.pk}/").content.decode()
        moved = signed_in(room.chair).get(f"/desk/cases/{Meeting.objects.get().pk}/")
        write = signed_in(room.world.officer).get(f"/desk/cases/{application.pk}/opinion/").content.decode()

    assert "按规则须上会：" in page
    assert "云环会纪〔2026〕1号" in page
    assert moved["Location"].endswith(f"/desk/meetings/{Meeting.objects.get().pk}/")
    assert [line in write for line in ("补充枯水期预测", "在线监测联网")] == [True, True]
