"""A rule is changed by two people, who see before what it touches; its officers hear of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.access import actions, queries
from approvals.access.actions.versions import touched
from approvals.access.models import Rule, Sheet
from approvals.access.rules import changes
from envportal.audit.models import Event
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import builders, world
from tests.access.rows import ORDER, plant, propose, rule
from tests.builders import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-09-18")


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def test_a_proposal_binds_nobody(yunxi):
    application = plant(yunxi)

    propose(yunxi, AT)

    assert queries.in_force(yunxi.bureau, date(2026, 12, 31)) == []
    assert Sheet.objects.filter(case=application.case).count() == 1


def test_who_proposed_does_not_agree_nor_another_bureau(yunxi):
    version = propose(yunxi, AT)
    there = world.world(code="dongling")

    with pytest.raises(changes.NeedsSecondPerson):
        actions.agree(version.pk, by=yunxi.head, at=AT)
    with pytest.raises(NotYours):
        actions.agree(version.pk, by=there.leader, at=AT)
    assert Rule.objects.get().number is None


def test_a_form_sent_twice_proposes_and_agrees_once(yunxi):
    key, other = "0b8f9a5e-6a2c-4a57-9d53-2f1f0b7f7a01", "0b8f9a5e-6a2c-4a57-9d53-2f1f0b7f7a02"
    told = {"key": "", "valid_from": date(2026, 9, 18), "why": "省厅来函", "by": yunxi.head, "at": AT, **ORDER}

    first = actions.propose(form=key, **told)
    again = actions.propose(form=key, **told)
    actions.agree(first.pk, by=yunxi.leader, at=AT, key=other)
    actions.agree(first.pk, by=yunxi.leader, at=AT, key=other)

    assert first == again
    assert Event.objects.filter(name="access_rule_agreed").count() == 1


def test_one_version_waits_at_a_time_and_a_declined_one_leaves_the_way_free(yunxi):
    first = rule(yunxi)
    waiting = propose(yunxi, AT, first.key, date(2026, 9, 20), text="另一种说法")

    with pytest.raises(changes.IsProposed):
        propose(yunxi, AT, first.key, date(2026, 9, 21), text="第三种说法")
    actions.decline(waiting.pk, answer="与来函不符", by=yunxi.leader, at=AT)
    with pytest.raises(changes.IsDecided):
        actions.agree(waiting.pk, by=yunxi.leader, at=AT)

    propose(yunxi, AT, first.key, date(2026, 9, 21), text="第三种说法")


def test_a_version_changes_something_and_begins_after_the_one_before(yunxi):
    first = rule(yunxi)

    with pytest.raises(changes.NothingChanges):
        propose(yunxi, AT, first.key, date(2026, 9, 20))
    for day in (date(2026, 9, 1), date(2026, 9, 2)):
        with pytest.raises(changes.BeginsTooEarly):
            propose(yunxi, AT, first.key, day, text="另一种说法")


def test_only_an_order_from_above_may_have_begun_already(yunxi):
    propose(yunxi, AT, since=date(2026, 9, 1))

    with pytest.raises(changes.BeginsTooEarly):
        propose(yunxi, AT, since=date(2026, 9, 17), kind="capacity")
    propose(yunxi, AT, since=date(2026, 9, 18), kind="capacity")


def test_the_old_version_stays_as_it_was(yunxi):
    first = rule(yunxi)
    rule(yunxi, AT, first.key, date(2026, 9, 20), text="另一种说法")

    told = [queries.standing(yunxi.bureau, first.key, date(2026, 9, day)) for day in (19, 20)]

    assert [(one.number, one.text) for one in told] == [(1, ORDER["text"]), (2, "另一种说法")]


def test_before_it_is_agreed_it_shows_whom_it_touches_and_agreeing_tells_them(yunxi):
    near, far = plant(yunxi), plant(yunxi, project_division="河口镇", project_place="河口镇 2 号")
    version = propose(yunxi, AT, since=date(2026, 9, 18))

    found = [(one.case.pk, one.before, one.after) for one in touched(version, date(2026, 9, 18))]
    assert found == [(near.pk, "met", "not_met")]

    actions.agree(version.pk, by=yunxi.leader, at=AT)

    assert [Sheet.objects.filter(case=one.case).count() for one in (near, far)] == [2, 1]
    message = Message.objects.get(template="access_rule_changed")
    assert (message.case_id, message.to_user, message.link) == (
        near.pk, near.case.holder, f"/desk/cases/{near.pk}/screening/",
    )  # fmt: skip
    assert "由“符合”变为“不符合”，自 2026年9月18日 起" in message.body
    assert Event.objects.get(name="access_rule_agreed").facts["touched"] == [near.case.number]


def test_whom_it_touches_is_found_in_as_many_questions_for_many_cases(yunxi, django_assert_num_queries):
    version = propose(yunxi, AT)
    plant(yunxi)
    with CaptureQueriesContext(connection) as one:
        touched(version, date(2026, 9, 18))
    plant(yunxi)
    plant(yunxi)

    with django_assert_num_queries(len(one)):
        assert len(touched(version, date(2026, 9, 18))) == 3


def test_a_case_that_is_over_is_not_touched(yunxi):
    application = plant(yunxi)
    application.case.closed_on = date(2026, 9, 17)
    application.case.save()

    assert touched(propose(yunxi, AT), date(2026, 9, 18)) == []


def test_a_lifted_suspension_is_told_with_its_days_and_one_ordered_again_stands_twice(yunxi):
    first = rule(yunxi)
    rule(yunxi, AT, first.key, date(2026, 9, 20), is_retired=True)
    rule(yunxi, moment("2026-10-01"), first.key, date(2026, 10, 8))

    assert [(one.since, one.lifted_on) for one in queries.suspensions(yunxi.bureau)] == [
        (date(2026, 10, 8), None), (date(2026, 9, 2), date(2026, 9, 20)),
    ]  # fmt: skip


def test_a_branch_keeps_the_city_s_rules_and_others_do_not(yunxi):
    rule(yunxi)
    branch = builders.bureau("hekou", "云溪市生态环境局河口分局", "云环河", parent=yunxi.bureau, is_branch=True)
    other = builders.bureau("dongling", "东岭市生态环境局", "东环", parent=yunxi.bureau)

    assert [len(queries.in_force(one, date(2026, 9, 18))) for one in (branch, other)] == [1, 0]
