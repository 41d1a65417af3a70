"""The leader's board, the enterprise's page and the public list, in the browser's way."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from approvals.keyprojects import actions
from approvals.keyprojects.models import KeyProject
from approvals.keyprojects.states import State
from envportal.accounts.enums import Role
from envportal.cases.models import Project
from envportal.duties.models import Duty
from tests import builders, world
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment
from tests.keyprojects.rows import LINE, NOW, accepted, declared
from tests.world import World

pytestmark = pytest.mark.django_db
HOME = "/desk/key-projects/"


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def yunxi() -> World:
    return accepted()[0]


@pytest.fixture
def found(yunxi: World) -> KeyProject:
    return declared(yunxi, world.accepted(yunxi))


def key(**typed: object) -> dict[str, object]:
    return {"_key": str(uuid4()), **typed}


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_a_leader_chooses_a_project_declares_it_and_finds_it_on_the_board(yunxi: World) -> None:
    leader, project = signed_in(yunxi.leader), Project.objects.get()
    chosen = f"{HOME}choose/{project.pk}/"
    assert project.name in page(leader, f"{HOME}choose/?q=食品纸")
    assert LINE in page(leader, chosen)
    typed = {"criterion": LINE, "reason": "省重点", "leader": yunxi.leader.pk, "head": yunxi.head.pk}
    refused = leader.post(chosen, key(**{**typed, "reason": ""}))
    assert (refused.status_code, "写明本项目为什么符合这一条" in refused.content.decode()) == (422, True)

    answer = leader.post(chosen, key(**typed))

    one = KeyProject.objects.get()
    assert answer["Location"] == f"{HOME}{one.pk}/"
    board = page(leader, HOME)
    for words in (project.name, "本局", "审批科", "审查，提出拟审批意见，作出决定", "韩松年", "许望舒"):
        assert words in board
    assert project.name not in page(leader, f"{HOME}?waits_for=applicant")
    assert project.name in page(leader, f"{HOME}?mine=mine&waits_for=bureau&sort=since")
    assert "审批科" in page(leader, f"{HOME}?format=csv")


def test_a_conversation_is_noted_with_its_promises_and_bad_input_loses_nothing(yunxi: World, found: KeyProject) -> None:
    head, step = signed_in(yunxi.head), f"{HOME}{found.pk}/contact/"
    typed = {"on": "2026年9月18日", "way": "phone", "spoken_with": "沈雁", "what": "问公示", "promise_1": "回电说明"}
    half = head.post(step, key(**typed)).content.decode()
    assert "写明哪一天以前办到" in half
    assert "回电说明" in half
    other_half = head.post(step, key(**{**typed, "promise_1": "", "due_on_1": "2026-9-21"})).content.decode()
    assert "写明答应做什么" in other_half

    head.post(step, key(**typed, due_on_1="2026-9-21", bearer_1="enterprise"))

    duty = Duty.objects.get()
    assert (duty.title, duty.due_on, duty.bearer) == ("回电说明", date(2026, 9, 21), "enterprise")
    assert "问公示" in page(head, f"{HOME}{found.pk}/")
    mine = page(signed_in(yunxi.applicant), f"/my/key-projects/{found.pk}/")
    assert "回电说明" in mine
    assert "问公示" not in mine
    assert "回电说明" in page(signed_in(yunxi.applicant), "/my/duties/")


def test_the_enterprise_reads_who_follows_with_the_offices_telephone_and_why_somebody_changed(
    yunxi: World, found: KeyProject
) -> None:
    other = builders.staff(Role.LEADER, "程砚秋", at=yunxi.bureau)
    other.phone = "13900139000"
    other.save()
    leader = signed_in(yunxi.leader)
    leader.post(f"{HOME}{found.pk}/leader/", key(person=other.pk, reason="分工调整"))

    mine = signed_in(yunxi.applicant)
    text = page(mine, f"/my/key-projects/{found.pk}/")
    assert found.case.title in page(mine, "/my/key-projects/")
    for words in ("程砚秋", "许望舒", "0999-000 0188", "分工调整"):
        assert words in text
    assert "13900139000" not in text
    assert signed_in(world.other_applicant(yunxi)).get(f"/my/key-projects/{found.pk}/").status_code == 404


def test_everybody_reads_what_a_second_person_published_and_nothing_of_what_was_said(
    yunxi: World, found: KeyProject
) -> None:
    actions.contact(
        found.pk, on=date(2026, 9, 18), way="visit", spoken_with="沈雁", what="商业秘密", by=yunxi.head, at=NOW
    )
    assert "还没有公布重点项目" in page(Client(), "/key-projects/")
    assert signed_in(yunxi.leader).post(f"{HOME}{found.pk}/publish/", key()).status_code == 409
    signed_in(yunxi.editor).post(f"{HOME}{found.pk}/publish/", key())

    text = page(Client(), "/key-projects/")
    for words in (found.case.title, "韩松年", "0999-000 0188", "省重点项目清单第 18 号"):
        assert words in text
    assert "商业秘密" not in text
    assert "沈雁" not in text
    assert "Han" in page(Client(), "/en/key-projects/") or "韩松年" in page(Client(), "/en/key-projects/")
    assert "韩松年" in page(Client(), "/key-projects/?format=csv&state=standing")


def test_it_is_ended_for_a_reason_and_then_offers_no_step_but_to_publish(yunxi: World, found: KeyProject) -> None:
    leader = signed_in(yunxi.leader)
    leader.post(f"{HOME}{found.pk}/end/", key(ending="off_list", reason="市重点项目清单调整"))

    found = KeyProject.objects.get()
    assert found.state == State.ENDED
    text = page(leader, f"{HOME}{found.pk}/")
    assert "市重点项目清单调整" in text
    assert "记一次联系" not in text
    assert leader.post(f"{HOME}{found.pk}/head/", key(person=yunxi.head.pk, reason="换")).status_code in {200, 409}


def test_staff_of_another_bureau_and_the_public_find_nothing_of_it(yunxi: World, found: KeyProject) -> None:
    dongling = world.world(code="dongling")
    assert signed_in(dongling.leader).get(f"{HOME}{found.pk}/").status_code == 404
    assert Client().get(f"{HOME}{found.pk}/").status_code == 302
    assert signed_in(yunxi.clerk).get(f"{HOME}{found.pk}/end/").status_code == 403


def test_a_board_of_three_costs_as_much_as_a_board_of_one(yunxi: World, found: KeyProject) -> None:
    leader = signed_in(yunxi.leader)
    one = queries_of(leader, HOME)
    for number in (2, 3):
        project = Project.objects.create(name=f"项目{number}", enterprise=yunxi.owner)
        builders.case(
            title=project.name, project=project, bureau=yunxi.bureau, enterprise=yunxi.owner, number=f"收{number}",
            opened_on=date(2026, 9, 10), section=yunxi.head.section,
        )  # fmt: skip
        actions.declare(
            project.pk, criterion=LINE, reason="省重点", leader=yunxi.leader, head=yunxi.head, by=yunxi.leader,
            at=moment("2026-09-18"),
        )  # fmt: skip

    assert queries_of(leader, HOME) == one
