"""The minutes, and the versions of the rule."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms

from approvals.meetings import actions, resolutions, rules
from approvals.meetings.actions.settings import RuleInThePast, TooFewMembers
from approvals.meetings.forms import AttendForm, ConcludeForm, OpinionForm
from approvals.meetings.states import Conclusion, Quorum, State, View
from envportal.accounts.enums import Role
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import builders
from tests.builders import moment
from tests.meetings import rows
from tests.meetings.rows import Room

pytestmark = pytest.mark.django_db
EIGHT = moment("2026-09-18", "08:00")


@pytest.fixture
def room() -> Room:
    return rows.room()


def names(template: str) -> set[str]:
    return set(Message.objects.filter(template=template).values_list("to_user__name", flat=True))


# MINUTES ----------------------------------------------------------------------
def test_the_minutes_are_a_letter_with_a_number_of_its_own_confirmed_by_the_chair(room: Room) -> None:
    meeting = rows.resolved(room, rows.report(room), Conclusion.REVISE)

    letter = Letter.objects.get(kind=Letter.Kind.MINUTES)
    assert (meeting.state, meeting.minutes) == (State.MINUTED, letter)
    assert (letter.number, letter.title) == ("云环会纪〔2026〕1号", "云溪市生态环境局2026年第1次会审会纪要")
    assert letter.fields["resolutions"][0]["conditions"] == "补充枯水期预测\n在线监测联网"
    assert letter.fields["presided_by"] == "韩松年"
    assert names("meeting_minuted") == {"周明远"}


def test_dissent_stands_in_the_minutes(room: Room) -> None:
    meeting = rows.opened(room, rows.report(room))
    item = meeting.items.get()
    rows.speak(room, item, EIGHT, water=(View.REFUSE, "排口上游有取水口"), law=(View.REVISE, "条件引用新条文"))
    actions.conclude(item.pk, conclusion=Conclusion.APPROVE, text="同意", by=room.world.clerk, at=EIGHT)
    actions.close(meeting.pk, by=room.world.clerk, at=EIGHT)
    actions.confirm(meeting.pk, by=room.chair, at=EIGHT)

    said = Letter.objects.get(kind=Letter.Kind.MINUTES).fields["resolutions"][0]
    assert said["dissent"] == "程砚秋：不同意，排口上游有取水口；陆九思：修改后同意，条件引用新条文"
    assert said["opinions"].startswith("许望舒：同意；程砚秋：不同意")


def test_only_the_chair_confirms_and_nothing_stands_before(room: Room) -> None:
    application = rows.report(room)
    meeting = rows.opened(room, application)
    item = meeting.items.get()
    rows.speak(room, item, EIGHT)
    actions.conclude(item.pk, conclusion=Conclusion.APPROVE, text="同意", by=room.world.clerk, at=EIGHT)
    actions.close(meeting.pk, by=room.world.clerk, at=EIGHT)

    with pytest.raises(rules.NotAMember):
        actions.confirm(meeting.pk, by=room.world.head, at=EIGHT)
    with pytest.raises(resolutions.NotDiscussed, match="纪要还没有确认"):
        resolutions.discussed(application.case)
    actions.confirm(meeting.pk, by=room.chair, at=EIGHT)
    resolutions.discussed(application.case)


def test_the_longest_words_the_forms_let_in_are_still_confirmed(room: Room) -> None:
    """Twelve members with the longest names, five away, the others disagreeing at length; a list of conditions."""
    long = [builders.staff(Role.LEGAL, f"{n}{'名' * 59}", at=room.world.bureau) for n in range(8)]

    def most(form: forms.Form, name: str) -> int:
        field = form.fields[name]
        assert isinstance(field, forms.CharField)
        assert field.max_length
        return field.max_length

    day = rows.MONDAY
    actions.set_rule(
        room.world.bureau.pk, members=[*room.members, *long], by=room.chair, at=moment("2026-09-18"),
        **rows.facts(valid_from=day, quorum=Quorum.HALF),
    )  # fmt: skip
    away = {one.pk: "差" * most(AttendForm(members=[one]), f"absent_{one.pk}") for one in long[:5]}
    meeting = rows.opened(room, rows.report(room), on=day, absent=away)
    item, at = meeting.items.get(), moment("2026-09-21", "08:00")
    there = [room.world.head, room.water, room.law, *long[5:], room.chair]
    for one in there:
        words = "要" * most(OpinionForm(), "words")
        actions.opine(item.pk, view=View.REFUSE, words=words, by=one, at=at)
    told = {name: "会" * most(ConcludeForm(), name) for name in ("text", "conditions")}
    actions.conclude(item.pk, conclusion=Conclusion.REVISE, **told, by=room.world.clerk, at=at)
    actions.close(meeting.pk, by=room.world.clerk, at=at)

    letter = actions.confirm(meeting.pk, by=room.chair, at=at).minutes

    said = letter.fields["resolutions"][0]
    assert (len(said["text"]), len(said["conditions"])) == (4000, 8000)
    assert len(said["dissent"]) > 7000
    assert len(letter.fields["excused"]) > 1000


# SETTINGS ---------------------------------------------------------------------
def test_a_rule_begins_on_a_day_to_come_once_with_three_members_by_a_leader(room: Room) -> None:
    def again(by=room.chair, members=room.members, **changes):
        told = rows.facts(**({"valid_from": date(2026, 10, 1)} | changes))
        return actions.set_rule(
            room.world.bureau.pk, members=members, by=by, at=moment("2026-09-02"), **told
        )  # fmt: skip

    with pytest.raises(RuleInThePast):
        again(valid_from=date(2026, 9, 1))
    with pytest.raises(TooFewMembers):
        again(members=room.members[:2])
    with pytest.raises(NotYours):
        again(by=room.world.head)
    assert again(weekdays="1").days == frozenset({1})
    with pytest.raises(RuleInThePast):
        again()
