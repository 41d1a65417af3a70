"""委托: written, of one named power, for thirty days at most, never handed on; over when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from approvals.applications import actions
from envportal.accounts import queries
from envportal.accounts.enums import DelegatedKind, Power, Role
from envportal.accounts.models import Delegation, User
from envportal.accounts.rules import delegation as rules
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import builders
from tests.accounts.conftest import just_confirmed
from tests.builders import moment

pytestmark = pytest.mark.django_db
NINE, ON, LAST = moment("2026-10-12", "09:00"), date(2026, 10, 12), date(2026, 10, 23)
TABLES = [DelegatedKind.TABLE]


@dataclass(frozen=True)
class People:
    leader: User
    head: User
    lawyer: User
    officer: User
    supervisor: User
    second: User  # another leader


def everybody() -> People:
    review = builders.section()
    return People(
        leader=builders.staff(Role.LEADER, "韩松年"),
        head=builders.staff(Role.SECTION_HEAD, "许望舒", in_section=review),
        lawyer=builders.staff(Role.LEGAL, "方正言"),
        officer=builders.staff(Role.OFFICER, "宋知遥", in_section=review),
        supervisor=builders.staff(Role.SUPERVISOR, "顾怀瑾"), second=builders.staff(Role.LEADER, "高秉文"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def people(kept_for_the_module: None) -> People:
    return everybody()


def give(by: User, to: User, power: str = Power.SIGN, **changes: Any) -> Delegation:
    told = {
        "kinds": TABLES, "valid_from": ON, "valid_to": LAST, "basis": "云环委〔2026〕3号", "why": "出差", "at": NINE
    } | changes  # fmt: skip
    return actions.delegate(by.bureau_id or 0, holder=to, power=power, by=by, **told)  # type: ignore[arg-type]


def holds(person: User, on: date) -> bool:
    return queries.opens(person, "decision.sign", on)


def test_a_leaders_delegation_holds_from_its_first_day_to_its_last_and_not_after(people: People) -> None:
    give(people.leader, people.lawyer, valid_from=date(2026, 10, 13))

    days = (date(2026, 10, 12), date(2026, 10, 13), LAST, date(2026, 10, 24))
    assert [holds(people.lawyer, day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(("last", "allowed"), [(date(2026, 11, 10), True), (date(2026, 11, 11), False)])
def test_it_lasts_thirty_days_at_most(people: People, last: date, allowed: bool) -> None:
    if allowed:
        assert (give(people.leader, people.lawyer, valid_to=last).valid_to - ON).days == 29
    else:
        with pytest.raises(rules.NotDelegable, match="30"):
            give(people.leader, people.lawyer, valid_to=last)


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": date(2026, 10, 11)}, {"valid_to": date(2026, 10, 11)},
        {"kinds": [DelegatedKind.TABLE, DelegatedKind.REPORT]},
    ],
)  # fmt: skip
def test_no_day_gone_by_no_end_before_its_beginning_and_no_report_to_sign(
    people: People, changes: dict[str, Any]
) -> None:
    with pytest.raises(rules.NotDelegable):
        give(people.leader, people.lawyer, **changes)


def test_a_report_may_be_proposed_under_a_delegation(people: People) -> None:
    assert give(people.head, people.officer, Power.PROPOSE, kinds=[DelegatedKind.REPORT]).pk


@pytest.mark.parametrize("whom", ["supervisor", "second", "leader"])
def test_nobody_who_watches_has_the_power_or_gives_it_is_named(people: People, whom: str) -> None:
    with pytest.raises(rules.NotDelegable):
        give(people.leader, getattr(people, whom))


def test_nobody_of_another_bureau_or_without_an_authenticator_is_named(people: People) -> None:
    elsewhere = builders.staff(Role.LEGAL, at=builders.bureau("dongling", "东岭市生态环境局", "东环"))
    people.officer.authenticator_set.all().delete()

    for whom in (elsewhere, people.officer):
        with pytest.raises(rules.NotDelegable):
            give(people.leader, whom)


def test_only_ones_own_power_is_delegated_and_what_was_delegated_is_not_handed_on(people: People) -> None:
    give(people.leader, people.head)

    with pytest.raises(NotYours):
        give(people.head, people.lawyer)
    with pytest.raises(NotYours):
        give(people.officer, people.lawyer, Power.PROPOSE)
    assert Power.SIGN not in rules.own_powers(people.head)


def test_the_same_power_goes_to_the_same_person_once_for_the_same_days(people: People) -> None:
    give(people.leader, people.lawyer)

    with pytest.raises(rules.NotDelegable):
        give(people.leader, people.lawyer, valid_from=LAST, valid_to=date(2026, 10, 30))
    assert give(people.leader, people.lawyer, valid_from=date(2026, 10, 24), valid_to=date(2026, 10, 30)).pk


def test_what_a_section_head_delegates_waits_for_a_leader_who_is_neither_of_the_two(people: People) -> None:
    given = give(people.head, people.second, Power.PROPOSE)
    action = "decision.approve_first"
    assert not queries.opens(people.second, action, ON)

    for nobody in (people.second, people.officer):
        with pytest.raises(NotYours):
            actions.agree_delegation(given.pk, by=nobody, at=NINE)
    actions.agree_delegation(given.pk, by=people.leader, at=NINE)

    assert queries.opens(people.second, action, ON)
    with pytest.raises(rules.NotOpen):
        actions.decline_delegation(given.pk, reason="不必", by=people.leader, at=NINE)


def test_what_a_leader_turned_down_does_nothing(people: People) -> None:
    given = give(people.head, people.officer, Power.PROPOSE)
    actions.decline_delegation(given.pk, reason="科长在岗", by=people.leader, at=NINE)

    assert not queries.opens(people.officer, "decision.approve_first", ON)
    assert not queries.waiting(people.leader, ON).exists()


@pytest.mark.parametrize("who", ["leader", "lawyer", "second"])
def test_it_is_ended_early_at_once_by_either_of_the_two_or_a_leader(people: People, who: str) -> None:
    given = give(people.leader, people.lawyer)
    actions.end_delegation(given.pk, reason="提前返回", by=getattr(people, who), at=NINE)

    assert not holds(people.lawyer, ON)
    with pytest.raises(rules.NotOpen):
        actions.end_delegation(given.pk, reason="再一次", by=people.leader, at=NINE)


def test_nobody_else_ends_it(people: People) -> None:
    with pytest.raises(NotYours):
        actions.end_delegation(give(people.leader, people.lawyer).pk, reason="不要", by=people.officer, at=NINE)


def test_it_is_void_once_whoever_gave_it_has_the_power_no_longer(people: People) -> None:
    give(people.leader, people.lawyer)
    people.leader.grants.all().delete()
    assert not holds(people.lawyer, ON)

    people.leader.grants.create(role=Role.LEADER)
    assert holds(people.lawyer, ON)
    User.objects.filter(pk=people.leader.pk).update(is_active=False)
    assert not holds(people.lawyer, ON)


def test_it_is_void_once_whoever_holds_it_handles_no_approvals_or_watches_over_them(people: People) -> None:
    give(people.leader, people.lawyer)
    grant = people.lawyer.grants.get()
    grant.delete()
    assert not holds(people.lawyer, ON)

    people.lawyer.grants.create(role=Role.LEGAL)
    assert holds(people.lawyer, ON)
    people.lawyer.grants.create(role=Role.SUPERVISOR)
    assert not holds(people.lawyer, ON)
    assert people.lawyer not in queries.substitutes(people.leader)
    with pytest.raises(rules.NotDelegable):
        give(people.leader, people.lawyer, Power.EXTEND)


def test_pressed_twice_it_is_given_and_told_once(people: People) -> None:
    key = str(uuid4())

    assert give(people.leader, people.lawyer, key=key) == give(people.leader, people.lawyer, key=key)
    assert told() == [("delegation_given", "方正言")]


def test_whom_a_delegation_touches_is_told_of_each_step(people: People) -> None:
    asked = give(people.head, people.officer, Power.PROPOSE)
    assert told() == [("delegation_waits", "韩松年"), ("delegation_waits", "高秉文")]
    actions.agree_delegation(asked.pk, by=people.leader, at=NINE)
    assert told() == [("delegation_given", "宋知遥"), ("delegation_given", "许望舒")]
    actions.end_delegation(asked.pk, reason="提前返回", by=people.head, at=NINE)
    assert told() == [("delegation_ended", "宋知遥")]
    declined = give(people.head, people.officer, Power.PAUSE)
    told()
    actions.decline_delegation(declined.pk, reason="科长在岗", by=people.leader, at=NINE)
    assert "科长在岗" in Message.objects.get().body
    assert told() == [("delegation_declined", "许望舒")]


def told() -> list[tuple[str, str]]:
    """What was posted since this was last asked."""
    found = sorted(Message.objects.values_list("template", "to_user__name"))
    Message.objects.all().delete()
    return found


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("nobody_delegates_to_themselves", {"holder": "leader"}),
        ("delegation_ends_after_it_begins", {"valid_to": date(2026, 10, 11)}),
        ("delegation_names_document_and_kinds", {"basis": ""}),
        ("delegation_is_decided_by_a_third_person", {"decided_by": "lawyer", "decided_at": NINE}),
        ("delegation_ends_early_for_a_reason", {"ended_by": "leader", "ended_at": NINE}),
    ],
)
def test_the_table_keeps_what_its_constraints_say(people: People, name: str, wrong: dict[str, object]) -> None:
    given = give(people.leader, people.lawyer)
    values = {
        field: getattr(people, value) if isinstance(value, str) and value else value for field, value in wrong.items()
    }

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Delegation.objects.filter(pk=given.pk).update(**values)


def test_from_the_form_to_the_list_and_back_again(people: People) -> None:
    said = {
        "power": "sign", "holder": people.lawyer.pk, "kinds": ["eia_table"], "valid_from": "2026-10-12",
        "valid_to": "2026-10-23", "basis": "云环委〔2026〕3号", "why": "出差",
    }  # fmt: skip
    with time_machine.travel(NINE, tick=True):
        leader, lawyer = just_confirmed(people.leader), just_confirmed(people.lawyer)
        nothing = leader.post(reverse("applications:delegate"), {**said, "basis": "", "_key": str(uuid4())})
        too_long = leader.post(
            reverse("applications:delegate"), {**said, "valid_to": "2026-12-23", "_key": str(uuid4())}
        )
        assert (nothing.status_code, too_long.status_code) == (422, 409)
        assert "2026-12-23" in too_long.content.decode()
        assert leader.post(reverse("applications:delegate"), {**said, "_key": str(uuid4())}).status_code == 302
        listed = lawyer.get(reverse("applications:delegations")).content.decode()
        assert "云环委〔2026〕3号" in listed
        assert lawyer.get(reverse("applications:delegate")).status_code == 403
        assert "受韩松年委托" in lawyer.get("/desk/").content.decode()
        given = Delegation.objects.get()
        done = lawyer.post(
            reverse("applications:end_delegation", args=[given.pk]), {"reason": "另有任务", "_key": str(uuid4())}
        )
        assert done.status_code == 302
        assert "另有任务" in leader.get(reverse("applications:delegations")).content.decode()


def test_a_section_heads_delegation_waits_on_the_leaders_desk(people: People) -> None:
    with time_machine.travel(NINE, tick=True):
        given = give(people.head, people.officer, Power.PAUSE)
        leader = just_confirmed(people.leader)
        assert "1 项委托等您同意" in leader.get("/desk/").content.decode()
        page = leader.get(reverse("applications:agree_delegation", args=[given.pk])).content.decode()
        assert "云环委〔2026〕3号" in page
        assert (
            leader.post(reverse("applications:agree_delegation", args=[given.pk]), {"_key": str(uuid4())}).status_code
            == 302
        )
    assert queries.opens(people.officer, "clock.confirm_pause", ON)
