"""From the report to the answer: what it is by law, each limit at its edge, who does what."""

from datetime import date
from typing import Any

import pytest

from enforcement.petitions import actions, guards
from enforcement.petitions.models import Answer, Petition, Reporter
from enforcement.petitions.states import State
from envportal.audit import log
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.documents.models import Letter
from envportal.refusals import NotYours
from tests.builders import bureau, moment
from tests.petitions import rows

pytestmark = pytest.mark.django_db


def running(petition):
    found = Clock.objects.filter(case=petition.pk).exclude(state="stopped").order_by("matter")
    return {clock.matter: clock.due_on for clock in found}


def letters(petition):
    return list(Letter.objects.filter(case=petition.pk).order_by("pk").values_list("kind", flat=True))


@pytest.fixture(name="of")
def _of():
    return rows.office()


def test_a_tip_off_and_a_petition_have_each_their_own_limits(of):
    tip = rows.reported(of)
    petition = rows.reported(of, "k2", kind="petition")

    # 15 calendar days from Monday the 2nd: Tuesday the 17th; three working days: Thursday the 5th.
    assert running(tip) == {Matter.HOTLINE_ACCEPTANCE: date(2026, 11, 17), Matter.HOTLINE_TRANSFER: date(2026, 11, 5)}
    assert running(petition) == {Matter.PETITION_ROUTING: date(2026, 11, 17)}
    assert tip.case.number == "云环访〔2026〕1号"
    assert tip.case.title == "青石镇异味、噪声问题"
    assert letters(tip) == [Letter.Kind.PETITION_REGISTERED]


def test_the_same_form_twice_is_one_petition(of):
    again = actions.report(of.bureau, rows.told(what="另一句"), key="k1", address="x", at=rows.CAME)

    assert actions.report(of.bureau, rows.told(), key="k1", address="x", at=rows.CAME).pk == again.pk
    assert Petition.objects.count() == 1


def test_routing_and_taking_up_end_one_limit_and_begin_the_next(of):
    one = rows.routed(of)
    assert running(one) == {Matter.HOTLINE_ACCEPTANCE: date(2026, 11, 17)}

    one = actions.accept(one.pk, by=of.officer, at=rows.TAKEN)

    # 60 calendar days from the 4th of November end on Sunday the 3rd of January: the next working day.
    assert running(one) == {Matter.HOTLINE_REPLY: date(2027, 1, 4)}
    assert (one.state, one.case.holder) == (State.HANDLING, of.officer)
    assert letters(one)[1:] == [Letter.Kind.PETITION_ROUTED, Letter.Kind.PETITION_ACCEPTED]


def test_the_answer_says_what_was_found_and_done_and_ends_every_limit(of):
    one = rows.answered(of)

    answer = Answer.objects.get(petition=one)
    assert (answer.round, answer.finding, answer.answered_by, answer.review_until) == (1, "true", of.officer, None)
    assert running(one) == {}
    assert one.case.closed_on == date(2026, 11, 20)
    letter = answer.letter
    assert (letter.fields["finding"], letter.fields["answered_for"]) == ("属实", "执法大队")
    assert letter.title == "举报事项答复意见书"


def test_a_petition_tells_until_when_a_review_can_be_asked_for(of):
    one = rows.answered(of, kind="petition")

    assert one.answers.get().review_until == date(2026, 12, 21)  # the 20th is a Sunday


def test_another_kind_by_law_has_the_other_limits_from_the_same_day(of):
    one = rows.reported(of)
    told: Any = {
        "division": "青石镇",
        "pollution": ["water"],
        "enterprise": None,
        "is_dispute": False,
        "reason": "要求赔偿",
    }

    one = actions.correct(one.pk, kind="petition", by=of.clerk, at=moment("2026-11-05"), **told)
    assert running(one) == {Matter.PETITION_ROUTING: date(2026, 11, 17)}
    assert one.case.title == "青石镇水问题"

    one = actions.correct(one.pk, kind="tip_off", by=of.clerk, at=moment("2026-11-06"), **told)
    assert running(one) == {Matter.HOTLINE_ACCEPTANCE: date(2026, 11, 17), Matter.HOTLINE_TRANSFER: date(2026, 11, 5)}


@pytest.mark.parametrize(
    ("verb", "told", "state", "kinds"),
    [
        ("decline", {"reason": "已经法院判决", "right_authority": "云溪市人民法院"}, "declined", ["petition_declined"]),
        ("direct", {"reason": "不服批复", "door": "reconsideration"}, "directed", ["petition_declined"]),
        (
            "send_out", {"reason": "属于住建部门职责。", "right_authority": "云溪市住房和城乡建设局"}, "transferred",
            ["petition_transfer", "petition_routed"],
        ),
    ],
)  # fmt: skip
def test_what_is_not_handled_here_says_why_and_where_to_go(of, verb, told, state, kinds):
    one = rows.routed(of)
    before = len(letters(one))

    one = getattr(actions, verb)(one.pk, by=of.clerk if verb == "send_out" else of.officer, at=rows.TAKEN, **told)

    assert one.state == state
    assert one.declined_why == told["reason"]
    assert letters(one)[before:] == kinds
    assert (running(one), one.case.closed_on) == ({}, date(2026, 11, 4))
    with pytest.raises(guards.OutOfOrder):
        actions.accept(one.pk, by=of.officer, at=rows.TAKEN)


def test_a_case_moves_to_another_bureau_of_the_portal_with_its_limits(of):
    one, county = rows.reported(of), bureau("qingshi", "青石县生态环境局", "青环")

    one = actions.move(one.pk, bureau=county, reason="在青石县境内", by=of.clerk, at=moment("2026-11-04"))

    assert (one.case.bureau, one.case.holder, one.state) == (county, None, State.REGISTERED)
    assert running(one) == {Matter.HOTLINE_ACCEPTANCE: date(2026, 11, 17)}
    with pytest.raises(NotYours):
        actions.route(one.pk, section=of.section, by=of.clerk, at=moment("2026-11-04"))


def test_a_hotline_order_comes_in_once_with_a_limit_of_its_own(of):
    way = {"channel": "hotline", "order_number": "YX12345-0001", "received_at": rows.CAME, "by": of.clerk}
    first = actions.register(rows.told(), key="a", at=rows.CAME, **way)

    second = actions.register(rows.told(), key="b", at=rows.ROUTED, **way)

    assert second.pk == first.pk
    assert running(first)[Matter.HOTLINE_ORDER] == date(2026, 11, 9)  # five working days
    assert Petition.objects.count() == 1


def test_more_time_is_asked_with_a_reason_and_granted_once_by_a_leader_before_the_end(of):
    one = rows.taken_up(of)
    told: Any = {"days": 30, "reason": "等待监测报告"}
    actions.ask_extension(one.pk, by=of.officer, at=moment("2026-12-01"), **told)

    one = actions.decide_extension(one.pk, is_granted=True, by=of.leader, at=moment("2026-12-02"))

    assert running(one) == {Matter.HOTLINE_REPLY: date(2027, 2, 2)}
    assert letters(one)[-1] == Letter.Kind.PETITION_EXTENDED
    with pytest.raises(guards.NotPossible):
        actions.ask_extension(one.pk, by=of.officer, at=moment("2026-12-03"), **told)


def test_no_more_time_is_asked_for_after_the_end(of):
    one = rows.taken_up(of)

    with pytest.raises(guards.NotPossible):
        actions.ask_extension(one.pk, days=10, reason="来不及", by=of.officer, at=moment("2027-01-05"))
    assert actions.ask_extension(one.pk, days=10, reason="来不及", by=of.officer, at=moment("2027-01-04")).pk


def test_what_is_refused_keeps_its_limit_and_only_a_leader_decides(of):
    one = rows.taken_up(of)
    actions.ask_extension(one.pk, days=10, reason="来不及", by=of.officer, at=moment("2026-12-01"))

    with pytest.raises(NotYours):
        actions.decide_extension(one.pk, is_granted=True, by=of.head, at=moment("2026-12-02"))
    one = actions.decide_extension(
        one.pk, is_granted=False, declined_why="人手足够", by=of.leader, at=moment("2026-12-02")
    )

    assert running(one) == {Matter.HOTLINE_REPLY: date(2027, 1, 4)}


def test_of_two_reports_of_one_thing_each_reporter_is_answered(of):
    main, other = rows.taken_up(of), rows.reported(of, "k2", kind="petition")

    other = actions.merge(other.pk, into=main, reason="同一家厂的同一股气味", by=of.clerk, at=moment("2026-11-05"))
    assert (other.state, other.merged_into, other.case.holder) == (State.MERGED, main, of.officer)
    assert running(other) == {Matter.PETITION_REPLY: date(2027, 1, 4)}
    actions.answer(main.pk, by=of.officer, at=moment("2026-11-20"), **rows.SAID)

    other = Petition.objects.get(pk=other.pk)
    assert (other.answers.get().found, other.state) == (rows.SAID["found"], State.ANSWERED)
    assert running(other) == {}
    assert other.answers.get().review_until == date(2026, 12, 21)


def test_a_petition_is_merged_only_into_an_open_one_that_is_not_merged_itself(of):
    main, other = rows.answered(of), rows.reported(of, "k2")

    with pytest.raises(guards.NotPossible):
        actions.merge(other.pk, into=main, reason="同一件", by=of.clerk, at=moment("2026-11-21"))
    with pytest.raises(guards.NotPossible):
        actions.merge(other.pk, into=other, reason="同一件", by=of.clerk, at=moment("2026-11-21"))


# WHO REPORTED -------------------------------------------------------------------------
def test_who_reported_is_seen_for_a_reason_that_stays_on_the_log(of):
    one = actions.report(of.bureau, rows.named(), key="n", address="x", at=rows.CAME)
    actions.route(one.pk, section=of.section, holder=of.officer, by=of.clerk, at=rows.ROUTED)

    seen = actions.see_reporter(one.pk, reason="当面核实位置", by=of.officer, at=rows.TAKEN)

    assert (seen.name, seen.contact) == (rows.NAME, rows.CONTACT)
    event = list(log.history(one.case))[-1]
    assert (event.name, event.actor, event.facts) == ("petition_reporter_seen", of.officer, {"reason": "当面核实位置"})
    for stranger in (of.clerk, of.other, of.head, of.leader):
        with pytest.raises(NotYours):
            actions.see_reporter(one.pk, reason="看看", by=stranger, at=rows.TAKEN)


def test_no_paper_and_no_notice_may_name_who_reported(of):
    one = actions.report(of.bureau, rows.named(), key="n", address="x", at=rows.CAME)
    actions.route(one.pk, section=of.section, holder=of.officer, by=of.clerk, at=rows.ROUTED)
    actions.accept(one.pk, by=of.officer, at=rows.TAKEN)
    told = {**rows.SAID, "found": f"{rows.NAME}反映的情况属实。"}

    actions.answer(one.pk, by=of.officer, at=rows.TAKEN, **told)

    assert Answer.objects.get().found == "■■反映的情况属实。"
    assert rows.NAME not in str(Letter.objects.get(case=one.pk, kind=Letter.Kind.PETITION_ANSWER).fields)


def test_a_letter_to_another_authority_masks_who_reported(of):
    told = rows.named(what=f"我是{rows.NAME}，电话 {rows.CONTACT}，工地夜里施工。")
    one = actions.report(of.bureau, told, key="n", address="x", at=rows.CAME)

    actions.send_out(one.pk, right_authority="云溪市城管局", reason="建筑施工噪声。", by=of.clerk, at=rows.ROUTED)

    content = Letter.objects.get(case=one.pk, kind=Letter.Kind.PETITION_TRANSFER).fields["content"]
    assert "工地夜里施工" in content
    assert rows.NAME not in content
    assert rows.CONTACT not in content


def test_an_anonymous_report_keeps_no_row_of_its_reporter(of):
    one = rows.reported(of)

    assert one.is_anonymous
    assert not Reporter.objects.exists()
