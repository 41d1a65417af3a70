"""Every comment of the window is weighed before the signature, or the signatory says why not."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from approvals.applications import actions as applications
from approvals.applications import guards as gates
from approvals.applications import rules as application_rules
from approvals.applications.actions.public import NothingWaits
from disclosure.board.models import Notice
from disclosure.participation import actions, guards
from disclosure.participation.models import Submission, Topic
from disclosure.participation.queries.public import heard
from disclosure.participation.queries.submissions import unconsidered
from disclosure.participation.rules.conditions import conditions_of
from envportal.audit.models import Event
from envportal.cases.rules import NotYours
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.participation import rows

pytestmark = pytest.mark.django_db
SIGNING = moment("2026-10-20", "09:00")
SAID: dict[str, Any] = {
    "topic": None,
    "summary": "夜间印刷气味",
    "disposition": "adopted",
    "reason": "与监测数据一致。",
    "changed": "第2条：夜间不生产",
}


def consider(of: world.World, application, *comments: Submission, **said) -> Topic | None:
    by, at = of.officer, moment("2026-10-19", "15:00")
    return actions.consider(application.pk, comments=comments, by=by, at=at, **{**SAID, **said})


def test_the_decision_waits_for_a_comment_of_the_window():
    yunxi = world.world()
    application = world.proposed(yunxi)
    rows.comment(application)

    with pytest.raises(gates.CommentsNotConsidered) as refused:
        world.sign(yunxi, application, SIGNING)

    assert refused.value.article == "行政许可法第36条"
    assert "1 条" in str(refused.value)


def test_like_comments_are_considered_together_and_the_decision_opens():
    yunxi = world.world()
    application = world.proposed(yunxi)
    both = [rows.comment(application), rows.comment(application, "夜里有味道")]

    topic = consider(yunxi, application, *both)
    signed = world.sign(yunxi, application, SIGNING)

    assert signed.state == "approved"
    assert set(topic.comments.all()) == set(both)
    facts = Event.objects.get(name="comments_considered").facts
    assert facts["comments"] == [one.number for one in both]
    assert (facts["disposition"], facts["changed"]) == ("adopted", "第2条：夜间不生产")


def test_a_group_without_a_disposition_still_waits():
    yunxi = world.world()
    application = world.proposed(yunxi)

    consider(yunxi, application, rows.comment(application), disposition="", reason="", changed="")

    with pytest.raises(gates.CommentsNotConsidered):
        world.sign(yunxi, application, SIGNING)


def test_a_late_comment_does_not_hold_up_the_decision_and_is_answered_after_it():
    yunxi = world.world()
    application = world.proposed(yunxi)
    late = rows.comment(application, at=moment("2026-10-20", "08:00"))
    world.sign(yunxi, application, SIGNING)

    consider(yunxi, application, late, disposition="not", reason="与本项目无关。", changed="")

    late.refresh_from_db(fields=["topic"])
    assert late.topic.disposition == "not"


def test_what_became_of_a_comment_of_the_window_stands_once_the_case_is_decided():
    yunxi = world.world()
    application = world.proposed(yunxi)
    topic = consider(yunxi, application, rows.comment(application))
    world.sign(yunxi, application, SIGNING)

    with pytest.raises(guards.OutOfOrder):
        consider(yunxi, application, topic=topic, disposition="not", changed="")


@pytest.mark.parametrize(
    "said", [{"reason": ""}, {"changed": ""}, {"disposition": "partly", "changed": ""}, {"reason": "", "changed": ""}]
)
def test_a_disposition_gives_its_reason_and_an_adoption_says_what_changed(said: dict[str, str]):
    yunxi = world.world()
    application = world.proposed(yunxi)

    with pytest.raises(guards.SaysTooLittle):
        consider(yunxi, application, rows.comment(application), **said)


def test_an_identity_number_never_stands_in_a_reason_that_is_public():
    yunxi = world.world()
    application = world.proposed(yunxi)

    with pytest.raises(guards.StillPersonal):
        consider(yunxi, application, rows.comment(application), reason="11010519491231002X 说过")


def test_only_who_handles_the_case_considers():
    yunxi = world.world()
    application = world.proposed(yunxi)

    for person in (yunxi.clerk, yunxi.editor, yunxi.leader):
        with pytest.raises(NotYours):
            actions.consider(application.pk, comments=[rows.comment(application)], by=person, at=rows.IN_WINDOW, **SAID)


def test_the_signatory_goes_on_for_a_reason_that_stays_in_sight():
    yunxi = world.world()
    application = world.proposed(yunxi)
    made = rows.comment(application)
    at = moment("2026-10-20", "08:30")

    applications.go_on(application.pk, why="elsewhere", reason="信访件已于 10 月 16 日答复。", by=yunxi.leader, at=at)
    signed = world.sign(yunxi, application, SIGNING)

    event = Event.objects.get(name="went_on")
    assert (event.actor, event.facts["comments"]) == (yunxi.leader, [made.number])
    assert signed.state == "approved"
    assert [one.why for one in heard(application.case).went_on] == ["elsewhere"]


def test_going_on_covers_only_what_was_there():
    yunxi = world.world()
    application = world.proposed(yunxi)
    rows.comment(application)
    applications.go_on(application.pk, why="machine", reason="空白。", by=yunxi.leader, at=rows.IN_WINDOW)
    rows.comment(application, at=moment("2026-10-19", "23:00"))

    with pytest.raises(gates.CommentsNotConsidered):
        world.sign(yunxi, application, SIGNING)


def test_who_says_to_be_affected_must_be_heard_unless_they_withdraw():
    yunxi = world.world()
    application = world.proposed(yunxi)
    rows.comment(application, is_affected=True)

    with pytest.raises(guards.LawForbids):
        applications.go_on(application.pk, why="elsewhere", reason="答复过。", by=yunxi.leader, at=SIGNING)
    applications.go_on(application.pk, why="taken_back", reason="来信撤回。", by=yunxi.leader, at=SIGNING)

    assert world.sign(yunxi, application, SIGNING).state == "approved"


def test_nobody_but_the_signatory_goes_on_and_only_where_something_waits():
    yunxi = world.world()
    application = world.proposed(yunxi)
    with pytest.raises(NothingWaits):
        applications.go_on(application.pk, why="machine", reason="x", by=yunxi.leader, at=SIGNING)
    rows.comment(application)

    for person in (yunxi.officer, yunxi.head, yunxi.editor):
        with pytest.raises(NotYours):
            applications.go_on(application.pk, why="machine", reason="x", by=person, at=SIGNING)


def test_the_public_reads_figures_and_what_was_released():
    yunxi = world.world()
    application = world.proposed(yunxi)
    shown, hidden, late = (
        rows.comment(application, "方晓：晚上有气味，电话 13912345678", name="方晓"),
        rows.comment(application, "骂人的话"),
        rows.comment(application, at=moment("2026-10-20", "07:00")),
    )
    moderate: dict[str, Any] = {"moderation_note": "", "also": "", "by": yunxi.editor, "at": rows.IN_WINDOW}
    actions.moderate(shown.pk, hidden_why="", **moderate)
    actions.moderate(hidden.pk, hidden_why="insult", **moderate)
    consider(yunxi, application, shown, hidden)

    told = heard(application.case)

    assert (told.total, told.late, told.waiting, told.undecided) == (3, 1, 1, 1)
    assert told.hidden == [("侮辱、诽谤他人", 1)]
    assert dict(told.outcomes) == {"采纳": 2, "部分采纳": 0, "不采纳": 0}
    assert [one.public_text for one in told.groups[0].texts] == ["■■：晚上有气味，电话 ■■"]
    assert late.pk not in [one.pk for one in told.loose]


def test_the_gate_names_both_conditions_and_leads_to_the_pages():
    yunxi = world.world()
    application = world.proposed(yunxi)
    rows.comment(application)
    rows.hearing(application)

    unmet = [name for name, refusal in application_rules.unmet(application, SIGNING.date()) if refusal]

    assert unmet == ["comments_considered", "hearing_requests_taken"]


def test_a_refused_earlier_notice_changes_nothing_about_the_comments():
    """Sent back and proposed anew, what was said on the first proposal still counts."""
    yunxi = world.world()
    application = world.proposed(yunxi)
    rows.comment(application)
    applications.send_back(application.pk, reason="补充夜间条件。", by=yunxi.leader, at=moment("2026-10-20", "10:00"))
    notice = Notice.objects.filter(kind=Notice.Kind.PROPOSED_DECISION).latest("pk")

    assert notice.state == "withdrawn"
    assert unconsidered(application.case).count() == 1


def test_a_condition_that_changed_is_chosen_by_its_number_and_told_in_its_own_words():
    yunxi = world.world()
    application = world.proposed(yunxi)
    first = conditions_of(application.case)[0]

    topic = consider(yunxi, application, rows.comment(application), changed="改为夜间停产", condition=1)

    assert (topic.condition, topic.changed) == (1, f"第1条：{first}；改为夜间停产")
    for number in (0, len(conditions_of(application.case)) + 1):
        with pytest.raises(guards.OutOfOrder):
            consider(yunxi, application, topic=topic, condition=number)


def test_the_page_offers_the_conditions_to_be_decided():
    yunxi = world.world()
    application = world.proposed(yunxi)
    made = rows.comment(application)
    desk, page = signed_in(yunxi.officer), f"/desk/comments/case/{application.case.pk}/consider/"
    said = {"comments": made.pk, "summary": "气味", "disposition": "adopted", "reason": "属实。", "condition": "1"}

    with time_machine.travel(moment("2026-10-19", "15:00"), tick=False):
        assert conditions_of(application.case)[0][:20] in desk.get(page).content.decode()
        assert desk.post(page, {**said, "condition": ""}).status_code == 422
        assert desk.post(page, said).status_code == 302

    assert Topic.objects.get().condition == 1
