"""Review and section approval may be one person's for tables, where the bureau published that, and it is counted."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from approvals.applications import actions, queries, rules
from approvals.applications.actions.roles import RolesSet
from approvals.applications.models import Application, RolesSetting
from approvals.applications.states import DocumentKind, Part, State
from disclosure.board.models import Notice
from envportal.accounts.enums import DelegatedKind, Power, Role
from envportal.accounts.models import User
from envportal.audit import log
from envportal.cases.queries import COINCIDED
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from envportal.supervision.queries.cases import shared_out
from tests import builders, world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import moment

pytestmark = pytest.mark.django_db
SET, WRITTEN = moment("2026-08-31", "08:30"), moment("2026-10-09")
SINCE = date(2026, 9, 1)
BASIS = "云环发〔2026〕20号"


@pytest.fixture(scope="module")
def yunxi(kept_for_the_module: None) -> world.World:
    return world.world()


@pytest.fixture(scope="module")
def table(yunxi: world.World) -> Application:
    """Accepted and taken, its acceptance notice out."""
    application = world.accepted(yunxi)
    world.publish(yunxi, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    return application


def coincide(of: world.World, since: date = SINCE, *, may: bool = True, **changes: Any) -> RolesSetting:
    told: dict[str, Any] = {"basis": BASIS, "decided_by": "局务会议", "by": of.leader, "at": SET, **changes}
    return actions.set_roles(of.bureau.pk, may_coincide=may, valid_from=since, **told)


def write(application: Application, by: User, **changes: Any) -> Application:
    told: dict[str, Any] = {"conclusion": "approve", "text": "同意。", "at": WRITTEN, **changes}
    return actions.write_opinion(application.pk, by=by, **told)


def propose(application: Application, by: User) -> Application:
    return actions.propose(application.pk, by=by, at=moment("2026-10-12", "08:00"))


def test_without_a_setting_the_head_writes_no_opinion(yunxi: world.World, table: Application) -> None:
    with pytest.raises(NotYours):
        write(table, yunxi.head)
    assert "write_opinion" not in rules.available(yunxi.head, table, WRITTEN.date())


def test_where_it_is_set_the_head_reviews_and_proposes_and_it_is_marked_and_counted(
    yunxi: world.World, table: Application
) -> None:
    coincide(yunxi)
    write(table, yunxi.head)
    assert queries.coincidence(table.case) is None  # another head may still propose

    assert propose(table, yunxi.head).state == State.PROPOSED

    event = log.history(table.case).get(name=COINCIDED)
    assert (event.actor, event.facts["reason"]) == (yunxi.head, BASIS)
    assert shared_out(yunxi.supervisor) == {"by_one": 1, "delegated": 0}
    with time_machine.travel(moment("2026-10-12"), tick=True):
        supervisor = just_confirmed(yunxi.supervisor)
        listed = supervisor.get("/desk/supervision/cases/?state=by_one").content.decode()
        assert table.case.title in listed
        assert "审查和科室审核由同一人办理 1 件" in supervisor.get("/desk/supervision/").content.decode()
        assert BASIS in supervisor.get(f"/desk/cases/{table.pk}/").content.decode()


def test_under_a_delegation_review_and_section_are_never_one_persons(yunxi: world.World, table: Application) -> None:
    coincide(yunxi)
    lawyer = builders.staff(Role.LEGAL, "方正言", at=yunxi.bureau)
    for holder in (yunxi.officer, lawyer):
        given = actions.delegate(
            yunxi.bureau.pk, holder=holder, power=Power.PROPOSE, kinds=[DelegatedKind.TABLE],
            valid_from=WRITTEN.date(), valid_to=date(2026, 10, 30), basis="云环委〔2026〕3号", why="休假",
            by=yunxi.head, at=WRITTEN,
        )  # fmt: skip
        actions.agree_delegation(given.pk, by=yunxi.leader, at=WRITTEN)
    write(table, yunxi.officer)

    # Neither the officer's own opinion in the head's name,
    assert "propose" not in rules.available(yunxi.officer, table, WRITTEN.date())
    with pytest.raises(rules.ActedBefore):
        propose(table, yunxi.officer)
    # nor the head's own by somebody else in the head's name.
    write(table, yunxi.head)
    with pytest.raises(rules.ActedBefore, match="许望舒"):
        propose(table, lawyer)
    assert "opinion_written" in Message.objects.filter(to_user=lawyer).values_list("template", flat=True)


def test_what_was_done_in_the_heads_name_bars_from_review_though_it_is_set(
    yunxi: world.World, table: Application
) -> None:
    coincide(yunxi)
    at = moment("2026-09-23")
    world.commission(yunxi, table, at)
    other = builders.staff(Role.OFFICER, "陈同事", at=yunxi.bureau, in_section=yunxi.head.section)
    given = actions.delegate(
        yunxi.bureau.pk, holder=other, power=Power.PAUSE, kinds=[DelegatedKind.TABLE], valid_from=at.date(),
        valid_to=date(2026, 9, 30), basis="云环委〔2026〕2号", why="休假", by=yunxi.head, at=at,
    )  # fmt: skip
    actions.agree_delegation(given.pk, by=yunxi.leader, at=at)
    actions.confirm_expert_review(table.pk, by=other, at=at)

    for person in (other, yunxi.head):
        assert not rules.may_coincide("write_opinion", person, rules.deeds_of(person, table), table, at.date())


def test_who_draws_the_experts_reviews_and_an_expert_who_answers_does_not(
    yunxi: world.World, table: Application
) -> None:
    coincide(yunxi)
    expert = builders.staff(Role.EXPERT, "何专家", at=yunxi.bureau)
    for name, by in (("experts_drawn", yunxi.head), ("expert_answered", yunxi.officer), ("expert_answered", expert)):
        log.record(table.case, name, by=by, at=moment("2026-09-23"))

    parts = [rules.parts_of(person, table) for person in (yunxi.head, yunxi.officer, expert)]
    assert parts == [{Part.REVIEW}, {Part.REVIEW}, frozenset()]
    world.commission(yunxi, table, moment("2026-09-23", "10:00"))
    with pytest.raises(rules.ActedBefore):
        actions.confirm_expert_review(table.pk, by=yunxi.head, at=moment("2026-09-23", "11:00"))


def test_after_a_send_back_to_two_people_the_announcement_says_nothing_of_one(
    yunxi: world.World, table: Application
) -> None:
    coincide(yunxi)
    write(table, yunxi.head)
    propose(table, yunxi.head)
    actions.send_back(table.pk, reason="再看", by=yunxi.leader, at=moment("2026-10-12", "09:00"))
    write(table, yunxi.officer, at=moment("2026-10-12", "10:00"))
    actions.propose(table.pk, by=yunxi.head, at=moment("2026-10-12", "11:00"))

    assert queries.coincidence(table.case) is not None  # it was so once
    assert queries.shared_out(table) == ""


def test_the_announcement_of_the_decision_says_so(yunxi: world.World, table: Application) -> None:
    coincide(yunxi)
    write(table, yunxi.head)
    world.publish(yunxi, propose(table, yunxi.head), Notice.Kind.PROPOSED_DECISION, moment("2026-10-12", "17:00"))
    world.sign(yunxi, table, moment("2026-10-20"))

    facts = dict(Notice.objects.get(kind=Notice.Kind.DECISION).facts)
    assert facts["办理分工"] == f"审查和科室审核由同一人办理（{BASIS}）"


def test_two_people_are_two_people_though_it_is_set(yunxi: world.World, table: Application) -> None:
    coincide(yunxi)
    write(table, yunxi.officer)
    propose(table, yunxi.head)

    assert queries.coincidence(table.case) is None


def test_it_holds_on_the_day_of_the_act_and_a_later_version_ends_it(yunxi: world.World, table: Application) -> None:
    coincide(yunxi, date(2026, 10, 9))
    coincide(yunxi, date(2026, 10, 10), may=False)
    with pytest.raises(NotYours):
        write(table, yunxi.head, at=moment("2026-10-08"))

    write(table, yunxi.head)

    with pytest.raises(rules.ActedBefore):
        propose(table, yunxi.head)


def test_a_report_is_always_two_peoples(yunxi: world.World) -> None:
    coincide(yunxi)
    report = world.accepted(yunxi, kind=DocumentKind.REPORT, project_code="2609-990102-07-02-418825")

    with pytest.raises(NotYours):
        write(report, yunxi.head)


def test_intake_and_signature_stay_apart_from_both(yunxi: world.World, table: Application) -> None:
    coincide(yunxi)
    for role in (Role.LEADER, Role.CLERK):
        world.give_role(yunxi.head, role)
    world.give_role(yunxi.clerk, Role.SECTION_HEAD)
    User.objects.filter(pk=yunxi.clerk.pk).update(section=yunxi.head.section)
    clerk = User.objects.get(pk=yunxi.clerk.pk)

    with pytest.raises(rules.ActedBefore):
        write(table, clerk)
    write(table, yunxi.head)
    world.publish(yunxi, propose(table, yunxi.head), Notice.Kind.PROPOSED_DECISION, moment("2026-10-12", "17:00"))
    with pytest.raises(rules.ActedBefore):
        actions.send_back(table.pk, reason="再看", by=yunxi.head, at=moment("2026-10-20"))


def test_who_asks_that_the_clock_stops_never_confirms_it(yunxi: world.World, table: Application) -> None:
    coincide(yunxi)
    actions.commission_expert_review(
        table.pk, reason="论证工艺", experts="评审专家组", planned_days=7, by=yunxi.head, at=moment("2026-09-23")
    )

    with pytest.raises(rules.ActedBefore):
        actions.confirm_expert_review(table.pk, by=yunxi.head, at=moment("2026-09-23", "15:00"))
    write(table, yunxi.head)  # and reviews all the same


def test_a_leader_of_the_bureau_sets_it_once_a_day_and_never_backwards(yunxi: world.World) -> None:
    coincide(yunxi)
    for since in (SINCE, SET.date()):  # once a day, and from tomorrow on
        with pytest.raises(RolesSet):
            coincide(yunxi, since)
    dongling = builders.bureau("dongling", "东岭市生态环境局", "东环")
    for who in (yunxi.head, builders.staff(Role.LEADER, at=dongling)):
        with pytest.raises(NotYours):
            coincide(yunxi, date(2026, 9, 2), by=who)


def test_a_setting_names_its_document_and_who_decided(yunxi: world.World) -> None:
    with pytest.raises(IntegrityError, match="roles_setting_names_document_and_who_decided"), transaction.atomic():
        coincide(yunxi, basis="")


def test_a_branch_follows_its_city_bureau_until_it_sets_its_own(yunxi: world.World) -> None:
    branch = builders.bureau("qingshi", "云溪市生态环境局青石分局", "云环青", parent=yunxi.bureau, is_branch=True)
    coincide(yunxi)
    assert queries.setting_on(branch, SINCE) == queries.setting_on(yunxi.bureau, SINCE)

    actions.set_roles(
        branch.pk, may_coincide=False, valid_from=SINCE, basis="分局规定", decided_by="局务会议", by=None, at=SET
    )
    own = queries.setting_on(branch, SINCE)
    assert own is not None
    assert not own.may_coincide


def test_set_on_a_page_it_is_public_at_once(yunxi: world.World) -> None:
    said = {"choice": "yes", "valid_from": "2026-09-03", "basis": BASIS, "decided_by": "局务会议"}
    with time_machine.travel(moment("2026-09-02"), tick=True):
        address = reverse("applications:set_roles")
        signed_in_long_ago = signed_in(yunxi.leader).get(address)
        assert (
            "reauthenticate" in signed_in_long_ago.headers["Location"]
            or "code" in signed_in_long_ago.headers["Location"]
        )
        leader, officer = just_confirmed(yunxi.leader), just_confirmed(yunxi.officer)
        somebody = {**said, "decided_by": "局务会议 11010519491231002X", "_key": str(uuid4())}
        assert leader.post(address, somebody).status_code == 409
        assert leader.post(address, {**said, "basis": "", "_key": str(uuid4())}).status_code == 422
        late = leader.post(address, {**said, "valid_from": "2026-09-02", "_key": str(uuid4())})
        assert (late.status_code, BASIS in late.content.decode()) == (409, True)
        assert leader.post(address, {**said, "_key": str(uuid4())}).status_code == 302
        assert BASIS in officer.get(reverse("applications:roles")).content.decode()
        assert officer.get(address).status_code == 403
        page = Client().get("/who-decides/").content.decode()
        data = Client().get("/who-decides.json").json()
        assert Client().get("/en/who-decides/").status_code == 200
    assert BASIS in page
    assert data["settings"][0]["review_and_section_may_coincide_for_tables"] is True
