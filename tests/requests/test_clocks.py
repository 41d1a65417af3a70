"""When the answer is due: from which day, what is left out, how much longer, and what begins anew."""

from datetime import date

import pytest

from disclosure.requests import actions, guards
from disclosure.requests.models import Extension, Request
from disclosure.requests.queries.requests import reply_clock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.deadlines.rules.extensions import ExtensionTooLate
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from envportal.refusals import NotYours, Refused
from tests.builders import moment
from tests.requests import rows

pytestmark = pytest.mark.django_db
THIRD = {"party": "third", "name": "云溪纸业有限公司", "what": "监测报告中的工艺参数。"}


def due(request: Request) -> date | None:
    return clocks.due_on(request.case, Matter.INFORMATION_REPLY)


def test_the_day_at_the_counter_counts_and_what_both_confirm_counts_from_then(of, one):
    online = rows.sent(of)
    assert (one.received_on, due(one)) == (date(2026, 10, 12), date(2026, 11, 9))  # 20 working days
    assert (online.received_on, online.state) == (None, "sent")
    assert due(online) is None
    assert clocks.due_on(online.case, Matter.INFORMATION_CONFIRM) == date(2026, 10, 13)

    for wrong in ("2026-10-11", "2026-10-15"):  # before it was sent, after today
        with pytest.raises(guards.NotPossible):
            actions.confirm(
                online.pk, on=date.fromisoformat(wrong), confirmed_how="telephone", by=of.clerk, at=moment("2026-10-14")
            )
    confirmed = actions.confirm(
        online.pk, on=date(2026, 10, 13), confirmed_how="telephone", by=of.clerk, at=moment("2026-10-14")
    )

    assert (confirmed.received_on, due(confirmed)) == (date(2026, 10, 13), date(2026, 11, 10))
    assert clocks.open_clock(confirmed.case, Matter.INFORMATION_CONFIRM) is None


def test_what_is_unclear_is_asked_once_within_seven_working_days_and_the_time_begins_anew(of, one):
    asked = {"items": "哪一家企业？", "guidance": "写明企业名称和月份。", "by": of.editor}
    with pytest.raises(guards.AskedTooLate):
        actions.ask_clarification(one.pk, until=date(2026, 11, 6), at=moment("2026-10-22"), **asked)
    with pytest.raises(guards.NotPossible):  # the bureau's own rule: five working days at least
        actions.ask_clarification(one.pk, until=date(2026, 10, 27), at=moment("2026-10-21"), **asked)

    actions.ask_clarification(one.pk, until=date(2026, 11, 4), at=moment("2026-10-21"), **asked)  # the seventh
    assert due(one) is None
    with pytest.raises(guards.StillTime):
        actions.give_up(one.pk, reasons="没有回音", by=of.editor, at=moment("2026-11-04"))
    actions.clarified(one.pk, text="云溪纸业，九月。", on=date(2026, 11, 3), by=of.clerk, at=moment("2026-11-04"))

    assert due(one) == date(2026, 12, 1)  # 20 working days from 3 November
    with pytest.raises(guards.OutOfOrder):
        actions.ask_clarification(one.pk, until=date(2026, 11, 30), at=moment("2026-11-05"), **asked)


def test_who_does_not_clarify_has_given_up_the_day_after_and_not_before(of, one):
    actions.ask_clarification(
        one.pk, items="哪一家？", guidance="写名称。", until=date(2026, 10, 22), by=of.editor, at=moment("2026-10-13")
    )

    ended = actions.give_up(one.pk, reasons="两次电话未接", by=of.editor, at=moment("2026-10-23"))

    assert (ended.state, ended.answer_given.outcome) == ("ended", "given_up")
    assert ended.case.closed_on == date(2026, 10, 23)


def test_the_time_stands_still_for_a_third_party_and_no_longer_than_its_fifteen_days(of, one):
    drafted = actions.consult(one.pk, by=of.editor, at=moment("2026-10-13"), **THIRD)
    assert due(one) == date(2026, 11, 9)  # nobody has confirmed it: the clock runs
    with pytest.raises(guards.SamePerson):
        actions.send_consultation(one.pk, consultation=drafted.pk, by=_leads(of.editor), at=moment("2026-10-13"))
    actions.send_consultation(one.pk, consultation=drafted.pk, by=of.leader, at=moment("2026-10-14"))
    assert reply_clock(one).state == "paused"

    reached = actions.reached(
        one.pk, consultation=drafted.pk, on=date(2026, 10, 15), by=of.editor, at=moment("2026-10-16")
    )

    assert reached.due_on == date(2026, 11, 5)
    # 14 October to 5 November are 17 working days that do not count; then it runs by itself.
    assert (reply_clock(one).state, due(one)) == ("running", date(2026, 12, 2))
    with pytest.raises(guards.StillConsulting):
        actions.draft(one.pk, outcome="refused", ground="secret", reasons="x", by=of.editor, at=moment("2026-11-05"))
    with pytest.raises(guards.StillTime):
        actions.opinion(
            one.pk, consultation=drafted.pk, opinion="silent", on=date(2026, 11, 5), by=of.editor,
            at=moment("2026-11-05"),
        )  # fmt: skip
    # Silent: the bureau decides by itself, and nothing hangs on somebody noting it.
    silent = rows.answered(of, one, moment("2026-11-06"))
    assert silent.state == "answered"


def test_an_early_answer_of_the_third_party_ends_the_stop_early(of, one):
    drafted = actions.consult(one.pk, by=of.editor, at=moment("2026-10-14"), **THIRD)
    actions.send_consultation(one.pk, consultation=drafted.pk, by=of.leader, at=moment("2026-10-14"))
    actions.reached(one.pk, consultation=drafted.pk, on=date(2026, 10, 15), by=of.editor, at=moment("2026-10-15"))

    actions.opinion(
        one.pk, consultation=drafted.pk, opinion="agrees", on=date(2026, 10, 16), by=of.editor, at=moment("2026-10-19")
    )

    assert due(one) == date(2026, 11, 12)  # 14, 15 and 16 October do not count


def test_what_one_third_party_says_does_not_end_the_wait_for_another(of, one):
    early, late = (
        actions.consult(one.pk, by=of.editor, at=moment("2026-10-14"), **{**THIRD, "name": name}) for name in "甲乙"
    )
    for drafted in (early, late):  # both on one day
        actions.send_consultation(one.pk, consultation=drafted.pk, by=of.leader, at=moment("2026-10-14"))
    actions.reached(one.pk, consultation=early.pk, on=date(2026, 10, 15), by=of.editor, at=moment("2026-10-15"))
    said = {"opinion": "agrees", "by": of.editor}
    actions.opinion(one.pk, consultation=early.pk, on=date(2026, 10, 16), at=moment("2026-10-16"), **said)
    assert reply_clock(one).state == "paused"  # the other letter has not even arrived

    actions.reached(one.pk, consultation=late.pk, on=date(2026, 10, 19), by=of.editor, at=moment("2026-10-19"))
    actions.opinion(one.pk, consultation=late.pk, on=date(2026, 10, 20), at=moment("2026-10-20"), **said)

    # 14 to 20 October are five working days that do not count.
    assert (reply_clock(one).state, due(one)) == ("running", date(2026, 11, 16))


def test_a_letter_sent_once_the_first_was_answered_stops_the_time_for_its_own_days_alone(of, one):
    first = actions.consult(one.pk, by=of.editor, at=moment("2026-10-14"), **THIRD)
    actions.send_consultation(one.pk, consultation=first.pk, by=of.leader, at=moment("2026-10-14"))
    actions.reached(one.pk, consultation=first.pk, on=date(2026, 10, 15), by=of.editor, at=moment("2026-10-15"))
    second = actions.consult(one.pk, by=of.editor, at=moment("2026-10-19"), **{**THIRD, "name": "乙"})
    actions.send_consultation(one.pk, consultation=second.pk, by=of.leader, at=moment("2026-10-19"))

    # Entered while the second is out: it ends the first, on its own day.
    said = {"opinion": "agrees", "by": of.editor}
    actions.opinion(one.pk, consultation=first.pk, on=date(2026, 10, 15), at=moment("2026-10-20"), **said)
    assert reply_clock(one).state == "paused"
    actions.reached(one.pk, consultation=second.pk, on=date(2026, 10, 20), by=of.editor, at=moment("2026-10-20"))
    actions.opinion(one.pk, consultation=second.pk, on=date(2026, 10, 20), at=moment("2026-10-20"), **said)

    assert due(one) == date(2026, 11, 13)  # 14, 15, 19 and 20 October; the 16th between them counts


def test_the_applicant_is_to_be_reminded_once_two_working_days_before_the_last_day_to_clarify(of, one):
    asked = {"items": "哪一家企业？", "guidance": "写明企业名称。", "by": of.editor, "at": moment("2026-10-13")}
    actions.ask_clarification(one.pk, until=date(2026, 10, 26), **asked)  # a Monday
    other = rows.received(of)
    actions.ask_clarification(other.pk, until=date(2026, 10, 26), **asked)
    actions.clarified(other.pk, text="云溪纸业。", on=date(2026, 10, 20), by=of.clerk, at=moment("2026-10-20"))

    told = [actions.remind(at=moment(day)) for day in ("2026-10-21", "2026-10-22", "2026-10-23", "2026-10-26")]

    assert told == [0, 1, 0, 0]
    messages = Message.objects.filter(template="request_clarify_soon")
    assert {message.to_user for message in messages} == {of.editor, of.clerk}
    assert all("10月26日" in message.body and rows.NAME not in message.body for message in messages)


def _leads(user):
    """The drafter in both roles: four eyes are two people, not two roles."""
    from envportal.accounts.models import RoleGrant  # noqa: PLC0415

    RoleGrant.objects.get_or_create(user=user, role="leader")
    return user


def test_the_answer_is_put_off_once_by_twenty_days_at_most_before_its_end_and_told_at_once(of, one):
    with pytest.raises(NotYours):
        actions.extend(one.pk, days=5, reasons="要汇总", by=of.editor, at=moment("2026-11-02"))
    actions.draft(one.pk, outcome="supplied", supplied="一份", by=of.editor, at=moment("2026-10-30"))
    both = _leads(of.editor)
    with pytest.raises(guards.SamePerson):  # who handles it does not agree to it
        actions.extend(one.pk, days=5, reasons="要汇总", by=both, at=moment("2026-11-02"))
    with pytest.raises(Refused):
        actions.extend(one.pk, days=21, reasons="要汇总", by=of.leader, at=moment("2026-11-02"))
    with pytest.raises(ExtensionTooLate):
        actions.extend(one.pk, days=20, reasons="要汇总", by=of.leader, at=moment("2026-11-10"))

    actions.extend(
        one.pk, days=20, reasons="要汇总三个科室的材料", by=of.leader, at=moment("2026-11-09")
    )  # the last day

    assert due(one) == date(2026, 12, 7)
    assert Extension.objects.get().due_before == date(2026, 11, 9)
    letter = Letter.objects.get(kind="info_extension")
    assert letter.fields["new_due_on"] == "2026-12-07"
    assert letter.served_on == date(2026, 11, 9)
    with pytest.raises(guards.OutOfOrder):
        actions.extend(one.pk, days=1, reasons="再延", by=of.leader, at=moment("2026-11-10"))


def test_reasons_asked_of_who_asks_too_much_stop_nothing(of, one):
    before = due(one)
    with pytest.raises(guards.AnswerWanting):
        actions.draft(one.pk, outcome="excessive", reasons="一月 300 件", by=of.editor, at=moment("2026-10-13"))
    actions.explain(one.pk, why="一个月 300 件", by=of.editor, at=moment("2026-10-13"))
    assert due(one) == before
    with pytest.raises(guards.AnswerWanting):  # nobody's reasons are weighed before they could be given
        actions.draft(one.pk, outcome="excessive", reasons="不合理", by=of.editor, at=moment("2026-10-20"))

    actions.explained(one.pk, text="做研究用", on=date(2026, 10, 14), by=of.clerk, at=moment("2026-10-14"))
    actions.draft(one.pk, outcome="excessive", reasons="与申请无关", by=of.editor, at=moment("2026-10-15"))
    assert Request.objects.get(pk=one.pk).state == "drafted"


def test_nobody_is_promised_a_last_day_while_a_letter_to_a_third_party_has_not_arrived(of, one):
    drafted = actions.consult(one.pk, by=of.editor, at=moment("2026-10-14"), **THIRD)
    actions.send_consultation(one.pk, consultation=drafted.pk, by=of.leader, at=moment("2026-10-14"))
    with pytest.raises(guards.StillConsulting):
        actions.extend(one.pk, days=5, reasons="要汇总", by=of.leader, at=moment("2026-10-15"))

    actions.reached(one.pk, consultation=drafted.pk, on=date(2026, 10, 15), by=of.editor, at=moment("2026-10-15"))
    actions.extend(one.pk, days=5, reasons="要汇总", by=of.leader, at=moment("2026-10-15"))

    assert Extension.objects.get().due_before == date(2026, 12, 2)


def test_a_letter_drafted_by_mistake_or_come_back_undelivered_holds_up_nothing(of, one):
    wrong, gone = (actions.consult(one.pk, by=of.editor, at=moment("2026-10-14"), **THIRD) for _n in range(2))
    actions.drop(one.pk, consultation=wrong.pk, why="写错了对象", by=of.editor, at=moment("2026-10-14"))
    assert (reply_clock(one).state, due(one)) == ("running", date(2026, 11, 9))
    with pytest.raises(guards.OutOfOrder):
        actions.send_consultation(one.pk, consultation=wrong.pk, by=of.leader, at=moment("2026-10-14"))

    actions.send_consultation(one.pk, consultation=gone.pk, by=of.leader, at=moment("2026-10-14"))
    actions.drop(one.pk, consultation=gone.pk, why="查无此人，退回", by=of.editor, at=moment("2026-10-16"))

    assert (reply_clock(one).state, due(one)) == ("running", date(2026, 11, 12))  # 14 to 16 October do not count
    assert rows.answered(of, one, moment("2026-10-19")).state == "answered"
    assert not Letter.objects.filter(kind="info_third_told").exists()


def test_a_last_day_to_clarify_years_away_is_a_slip(of, one):
    with pytest.raises(guards.NotPossible):
        actions.ask_clarification(
            one.pk, items="哪家？", guidance="写名称。", until=date(2027, 10, 30), by=of.editor, at=moment("2026-10-13")
        )


def test_who_works_on_a_request_holds_it_and_who_only_takes_in_does_not(of):
    other = rows.sent(of)
    first = other.case.holder
    actions.confirm(other.pk, on=date(2026, 10, 12), confirmed_how="telephone", by=of.clerk, at=moment("2026-10-12"))
    assert Request.objects.get(pk=other.pk).case.holder == first
    takes = of.second if first == of.editor else of.editor

    actions.draft(other.pk, outcome="supplied", supplied="一份", by=takes, at=moment("2026-10-13"))

    assert Request.objects.get(pk=other.pk).case.holder == takes
