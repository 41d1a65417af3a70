"""Who sees which case, code by code."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from envportal.accounts import actions
from envportal.accounts.models import AgentGrant, Bureau, User
from envportal.audit import log
from envportal.cases import queries, rules
from envportal.cases.models import Case
from tests import builders as a

pytestmark = pytest.mark.django_db
AT = a.moment("2026-10-16")
TODAY = timezone.localdate(AT)


def opened(number: str = "云环收〔2026〕137号", **fields: object) -> Case:
    return a.case(**{"number": number, "opened_on": TODAY, "enterprise": a.enterprise(), **fields})


def sees(person: User, case: Case) -> bool:
    seen = queries.visible_to(person, TODAY).filter(pk=case.pk).exists()
    assert rules.may(person, queries.scopes.SEE, case, TODAY) is seen
    return seen


def elsewhere() -> Bureau:
    return a.bureau("dongling", "东岭市生态环境局", "东环")


def test_an_enterprise_sees_its_own_cases_and_drafts_only():
    own, draft = opened(), a.case(enterprise=a.enterprise())
    stranger = a.applicant(a.enterprise("别家", uscc=a.USCCS[2]))

    assert [sees(a.applicant(), case) for case in (own, draft)] == [True, True]
    assert [sees(stranger, case) for case in (own, draft)] == [False, False]


def test_a_drafting_unit_sees_a_clients_cases_from_the_first_to_the_last_day_and_not_once_revoked():
    case, owner = opened(), a.applicant()
    unit = a.enterprise("云溪清源环境咨询有限公司", "consultant", a.USCCS[1])
    agent = a.applicant(unit)
    grant = AgentGrant.objects.create(
        owner=a.enterprise(), consultant=unit, valid_from=TODAY, valid_to=TODAY + timedelta(days=1),
        granted_by=owner, granted_at=AT,
    )  # fmt: skip
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 1, 2)]

    while_valid = [rules.may(agent, "application.edit_draft", case, day) for day in days]
    submitting = rules.may(agent, "application.submit", case, TODAY)
    actions.revoke_grant(grant.pk, by=owner, at=AT)

    assert while_valid == [False, True, True, False]
    assert submitting is False
    assert not sees(agent, case)


def test_an_officer_sees_what_they_hold_or_handled():
    officer, other = a.staff("officer"), a.staff("officer")
    case = opened(holder=officer)

    before = (sees(officer, case), sees(other, case))
    log.record(case, "noted", by=other, at=AT)

    assert before == (True, False)
    assert sees(other, case)


def test_an_officer_acts_only_on_the_cases_in_hand():
    officer, before = a.staff("officer"), a.staff("officer")
    case = opened(holder=officer)
    log.record(case, "noted", by=before, at=AT)

    assert rules.may(officer, "review.write_opinion", case, TODAY)
    assert not rules.may(before, "review.write_opinion", case, TODAY)


@pytest.mark.parametrize("name", ["put_on_agenda", "meeting_resolved", "meeting_minuted"])
def test_who_takes_the_minutes_of_a_meeting_does_not_handle_its_cases(name: str):
    taker = a.staff("officer")
    case = opened(holder=a.staff("officer"))

    log.record(case, name, by=taker, at=AT)

    assert not sees(taker, case)


def test_who_declared_a_conflict_neither_acts_nor_reads():
    officer = a.staff("officer")
    case = opened(holder=officer)

    log.record(case, queries.CONFLICT, by=officer, at=AT)

    assert not rules.may(officer, "review.write_opinion", case, TODAY)
    assert not sees(officer, case)


def test_a_section_head_sees_the_section_and_no_other():
    section, other = a.section(), a.section(name="另一科")
    head = a.staff("section_head", in_section=section)

    assert sees(head, opened(section=section))
    assert not sees(head, opened("云环收〔2026〕138号", section=other))
    assert not sees(head, opened("云环收〔2026〕139号"))


@pytest.mark.parametrize("role", ["clerk", "leader", "supervisor"])
def test_window_leader_and_supervisor_see_the_whole_bureau_but_no_other_and_no_drafts(role):
    person = a.staff(role)

    assert sees(person, opened())
    assert not sees(person, opened("东环收〔2026〕1号", bureau=elsewhere()))
    assert not sees(person, a.case(enterprise=a.enterprise()))


def test_the_draft_typed_at_the_counter_is_seen_by_every_clerk_of_the_bureau_and_no_other_staff():
    draft = a.case(enterprise=a.enterprise(), assisted=True)
    others = [a.staff(role) for role in ("officer", "section_head", "leader", "supervisor")]

    assert sees(a.staff("clerk"), draft)
    assert not sees(a.staff("clerk", at=elsewhere()), draft)
    assert not any(sees(person, draft) for person in others)


def test_a_draft_made_online_stays_shut_for_a_clerk_who_noted_something_on_it():
    clerk = a.staff("clerk")
    draft = a.case(enterprise=a.enterprise())

    log.record(draft, "looked", by=clerk, at=AT)

    assert not sees(clerk, draft)


@pytest.mark.parametrize(("role", "looks"), [("supervisor", True), ("leader", True), ("clerk", False)])
def test_a_superior_reads_the_cases_below_and_does_nothing_with_them(role, looks):
    above = a.bureau("jiangyuan", "江原省生态环境厅", "江环")
    below = a.bureau()
    below.parent = above
    below.save()
    person = a.staff(role, at=above)
    case = opened(bureau=below)

    assert sees(person, case) is looks
    assert not rules.may(person, "case.recuse_other", case, TODAY)
    assert not rules.may(person, "decision.sign", case, TODAY)


@pytest.mark.parametrize("role", ["sysop", "secadm", "auditor", "finance", "editor", "inspector"])
def test_nobody_else_sees_a_case(role):
    assert not sees(a.staff(role), opened())


def test_nobody_signed_in_sees_a_case():
    case = opened()

    assert not rules.may(AnonymousUser(), "application.view", case, TODAY)
    assert not queries.visible_to(AnonymousUser(), TODAY).exists()


def test_a_refusal_names_the_action_and_hides_whether_there_is_a_case():
    case, stranger = opened(), a.applicant(a.enterprise("别家", uscc=a.USCCS[2]))

    with pytest.raises(rules.NotYours) as refused:
        rules.require(stranger, "application.view", case, TODAY)
    with pytest.raises(rules.NotYours) as foreign:
        rules.find(stranger, "application.view", case.pk, TODAY)
    with pytest.raises(rules.NotYours) as missing:
        rules.find(stranger, "application.view", 99999, TODAY)

    assert refused.value.action == "application.view"
    assert str(foreign.value) == str(missing.value)


def test_an_unknown_action_is_an_error():
    with pytest.raises(KeyError):
        rules.may(a.staff("clerk"), "no.such", opened(), TODAY)


@pytest.mark.parametrize("n", [1, 3])
def test_a_list_of_cases_asks_the_database_equally_often(django_assert_num_queries, n):
    officer = a.staff("officer")
    for number in range(n):
        opened(f"云环收〔2026〕{number}号", holder=officer)

    with django_assert_num_queries(2):
        for case in queries.visible_to(officer, TODAY):
            assert all((case.bureau, case.enterprise, case.holder))
