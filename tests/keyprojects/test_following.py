"""A key project has a leader and a head from the first question to operation; what is promised is kept count of."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from approvals.applications import actions as applications
from approvals.applications.models import Application
from approvals.keyprojects import actions, queries, rules
from approvals.keyprojects.actions import Promise
from approvals.keyprojects.models import Follower, KeyProject
from approvals.keyprojects.states import Ending, Part, State
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.audit import log
from envportal.cases.models import Project
from envportal.duties.enums import Bearer
from envportal.duties.models import Duty
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from envportal.supervision import actions as supervision
from tests import builders, world
from tests.builders import moment
from tests.keyprojects.rows import LINE, NOW, accepted, declared
from tests.world import World

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 18)


@pytest.fixture
def there() -> tuple[World, Application]:
    return accepted()


@pytest.fixture
def yunxi(there: tuple[World, Application]) -> World:
    return there[0]


@pytest.fixture
def application(there: tuple[World, Application]) -> Application:
    return there[1]


@pytest.fixture
def found(there: tuple[World, Application]) -> KeyProject:
    return declared(*there)


def another(of: World, role: str, name: str) -> User:
    return builders.staff(role, name, at=of.bureau, in_section=of.head.section)


def asked_before(of: World, name: str) -> Project:
    """Another row of a project, as each application and pre-application review writes its own."""
    project = Project.objects.create(name=name, enterprise=of.owner)
    builders.case(
        kind="pre_review", title=name, bureau=of.bureau, project=project, enterprise=of.owner,
        number=f"前审{project.pk}", opened_on=date(2026, 9, 8),
    )  # fmt: skip
    return project


def told(template: str) -> set[str]:
    return set(Message.objects.filter(template=template).values_list("to_user__name", flat=True))


def promise(of: World, found: KeyProject, bearer: str = Bearer.BUREAU, due_on: date = date(2026, 9, 25)) -> Duty:
    made = actions.contact(
        found.pk, on=ON, way="phone", spoken_with="沈雁，环保部经理", what="问公示何时开始",
        promises=[Promise("书面说明公示安排", due_on, bearer)], by=of.head, at=NOW,
    )  # fmt: skip
    return Duty.objects.get(key=f"promise-{made.pk}-1")


def test_a_leader_declares_a_project_key_and_everybody_concerned_is_told(yunxi: World, found: KeyProject) -> None:
    assert (found.case.number, found.case.opened_on, found.state) == ("云环重点〔2026〕1号", ON, State.STANDING)
    assert [(one.part, one.person, one.since) for one in found.followers.all()] == [
        (Part.LEADER, yunxi.leader, ON), (Part.HEAD, yunxi.head, ON),
    ]  # fmt: skip
    assert told("key_project_to_follow") == {"韩松年", "许望舒"}
    assert told("key_project_declared") == {"沈雁"}
    assert [event.name for event in log.history(found.case)] == ["key_project_declared"]


def test_only_by_a_line_of_the_published_definition(yunxi: World, application: Application) -> None:
    with pytest.raises(rules.NoDefinition):
        declared(yunxi, application, criterion="领导关心的项目")
    with pytest.raises(rules.NoDefinition):
        declared(yunxi, application, at=moment("2026-08-31"))


def test_nobody_but_a_leader_of_a_bureau_it_came_to_declares_it(yunxi: World, application: Application) -> None:
    other = world.world(code="dongling")
    for person in (yunxi.head, yunxi.officer, other.leader):
        with pytest.raises(NotYours):
            declared(yunxi, application, by=person)


def test_leader_and_head_are_of_the_bureau_and_in_office(yunxi: World, application: Application) -> None:
    with pytest.raises(rules.WrongPerson):
        declared(yunxi, application, leader=yunxi.head)
    elsewhere = builders.staff(Role.SECTION_HEAD, at=builders.bureau("nanpu", "南浦", "南环"))
    with pytest.raises(rules.WrongPerson):
        declared(yunxi, application, head=elsewhere)


def test_a_project_is_key_once_at_a_time_under_whichever_of_its_rows(yunxi: World, found: KeyProject) -> None:
    again = asked_before(yunxi, f" {found.project.name}".strip())
    with pytest.raises(rules.KeyAlready):
        actions.declare(
            again.pk, criterion=LINE, reason="再列", leader=yunxi.leader, head=yunxi.head, by=yunxi.leader, at=NOW
        )
    assert not queries.choosable(yunxi.leader).exists()


def test_the_database_keeps_a_project_key_once_and_one_person_in_each_part(found: KeyProject) -> None:
    with pytest.raises(IntegrityError, match=r"project_is_key_once|project_id"), transaction.atomic():
        KeyProject.objects.create(
            case=builders.case(), project=found.project, definition=found.definition, criterion=LINE, reason="再",
            declared_by=found.declared_by, declared_at=NOW,
        )  # fmt: skip
    with pytest.raises(IntegrityError, match=r"one_person_in_each_part|key_project_id"), transaction.atomic():
        Follower.objects.create(
            key_project=found, part=Part.HEAD, person=found.declared_by, since=ON, named_by=found.declared_by,
            named_at=NOW,
        )  # fmt: skip


def test_a_reason_that_tells_a_number_of_somebody_is_refused(yunxi: World, application: Application) -> None:
    with pytest.raises(rules.NamesSomebody):
        declared(yunxi, application, reason="联系 13800138000")


def test_sent_twice_with_one_key_it_is_declared_once(yunxi: World, application: Application) -> None:
    first = declared(yunxi, application, key="k1")
    assert declared(yunxi, application, key="k1") == first
    assert KeyProject.objects.count() == 1


def test_a_change_of_person_has_a_reason_the_enterprise_reads_and_promises_go_over(
    yunxi: World, found: KeyProject
) -> None:
    duty = promise(yunxi, found)
    next_head = another(yunxi, Role.SECTION_HEAD, "江一川")

    actions.change(found.pk, part=Part.HEAD, person=next_head, reason="许望舒外出学习", by=yunxi.leader, at=NOW)

    now = queries.with_people(KeyProject.objects.all()).get()
    assert queries.Row(now).head.person == next_head
    assert [one.why for one in found.followers.filter(part=Part.HEAD)] == ["", "许望舒外出学习"]
    duty = Duty.objects.get()
    assert (duty.holder, duty.handed_why) == (next_head, "许望舒外出学习")
    body = Message.objects.get(template="key_project_changed", to_user=yunxi.applicant).body
    assert "由 许望舒 换成 江一川" in body
    assert "许望舒外出学习" in body
    assert told("key_project_handed_on") == {"许望舒"}


def test_the_same_person_is_no_change_and_an_officer_changes_nobody(yunxi: World, found: KeyProject) -> None:
    with pytest.raises(rules.WrongPerson):
        actions.change(found.pk, part=Part.LEADER, person=yunxi.leader, reason="换", by=yunxi.leader, at=NOW)
    with pytest.raises(NotYours):
        actions.change(
            found.pk, part=Part.HEAD, person=another(yunxi, Role.SECTION_HEAD, "江一川"), reason="换", by=yunxi.head,
            at=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("bearer", list(Bearer))
def test_a_promise_is_a_duty_of_who_gave_it_reminded_before_and_marked_after_its_day(
    yunxi: World, found: KeyProject, bearer: Bearer
) -> None:
    duty = promise(yunxi, found, bearer)
    assert (duty.bearer, duty.holder) == (bearer, yunxi.head if bearer == Bearer.BUREAU else None)

    supervision.sweep(at=moment("2026-09-25", "18:00"))
    duty = Duty.objects.get()
    assert duty.reminded_at is not None
    assert duty.overdue_at is None
    supervision.sweep(at=moment("2026-09-26", "00:10"))
    duty = Duty.objects.get()
    assert duty.overdue_at is not None
    assert ("沈雁" in told("key_project_promised")) == (bearer == Bearer.ENTERPRISE)


def test_a_conversation_is_not_in_the_future_and_a_promise_not_in_the_past(yunxi: World, found: KeyProject) -> None:
    said = {"way": "phone", "spoken_with": "沈雁", "what": "问进度", "by": yunxi.head, "at": NOW}
    with pytest.raises(rules.NotPossible):
        actions.contact(found.pk, on=date(2026, 9, 19), **said)  # type: ignore[arg-type]
    with pytest.raises(rules.NotPossible):
        actions.contact(found.pk, on=ON, promises=[Promise("回电", date(2026, 9, 17), "bureau")], **said)  # type: ignore[arg-type]
    actions.contact(found.pk, on=ON, promises=[Promise("回电", ON, "bureau")], **said)  # type: ignore[arg-type]


def test_who_declared_it_does_not_publish_it(yunxi: World, found: KeyProject) -> None:
    with pytest.raises(rules.DeclaredOneself):
        actions.publish(found.pk, by=yunxi.leader, at=NOW)
    actions.publish(found.pk, by=yunxi.editor, at=NOW)
    assert list(queries.published()) == [found]
    actions.hide(found.pk, reason="企业要求保密", by=yunxi.editor, at=NOW)
    assert not queries.published().exists()


def test_what_is_followed_no_more_keeps_who_followed_it_and_may_be_key_again(
    yunxi: World, application: Application, found: KeyProject
) -> None:
    actions.end(found.pk, ending=Ending.OPERATION, reason="2026年9月正式投产", by=yunxi.leader, at=NOW)

    ended = queries.with_people(KeyProject.objects.all()).get()
    assert (ended.state, ended.case.closed_on, queries.Row(ended).leader_name) == (State.ENDED, ON, "韩松年")
    with pytest.raises(rules.OutOfOrder):
        promise(yunxi, ended)
    assert declared(yunxi, application, reason="二期").pk != found.pk


def test_it_waits_for_the_bureau_then_for_third_parties_and_for_the_applicant(
    yunxi: World, application: Application, found: KeyProject
) -> None:
    def now(day: date) -> list[tuple[str, str, date, str]]:
        [row] = queries.rows(queries.visible(yunxi.leader, day), yunxi.leader, day)
        return [(one.party, one.name, one.since, one.step) for one in row.waits]

    assert now(ON) == [("bureau", "审批科", ON, "审查，提出拟审批意见，作出决定")]
    world.commission(yunxi, application, moment("2026-09-21"))
    applications.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-21", "11:00"))
    assert now(date(2026, 9, 24))[0][0] == "third_parties"


def test_every_row_of_the_project_is_found_and_what_waits_longest_comes_first(
    yunxi: World, application: Application, found: KeyProject
) -> None:
    before = asked_before(yunxi, found.project.name).cases.get()
    asked_before(yunxi, "另一个项目")

    [row] = queries.rows(queries.visible(yunxi.leader, ON), yunxi.leader, ON)

    assert [case.pk for case in row.cases] == [before.pk, application.pk, found.pk]
    assert [one.case.pk for one in row.waits] == [before.pk, application.pk]


def test_nobody_reads_of_a_case_on_the_board_what_they_may_not_open(yunxi: World, found: KeyProject) -> None:
    builders.case(
        kind="penalty", project=found.project, enterprise=yunxi.owner, bureau=yunxi.bureau, number="罚1",
        opened_on=ON,
    )  # fmt: skip

    def kinds(user: User) -> set[str]:
        [row] = queries.rows(queries.visible(user, ON), user, ON)
        return {case.kind for case in row.cases}

    assert "penalty" in kinds(yunxi.leader)
    assert "penalty" not in kinds(yunxi.editor)
