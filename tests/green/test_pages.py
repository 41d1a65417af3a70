"""The public list and the desk of the green channel, in both languages."""

from __future__ import annotations

from uuid import uuid4

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client

from approvals.applications.models import Application
from approvals.green import actions
from approvals.green.models import Definition, GreenChannel
from approvals.green.states import State
from disclosure.board import board
from envportal.accounts.enums import Role
from envportal.cases.models import Case
from tests import builders, world
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment
from tests.green.test_channel import LINE, NINE, UNTIL, define, granted
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def yunxi() -> World:
    of = world.world()
    define(of)
    return of


def key() -> dict[str, str]:
    return {"_key": str(uuid4())}


def shown(of: World, application: Application) -> GreenChannel:
    """In the channel, and its notice published by a second person."""
    found = granted(of, application)
    world.publish(of, application, board.Kind.GREEN_CHANNEL, moment("2026-09-18", "17:00"))
    return found


def test_everybody_reads_who_goes_first_why_until_when_and_at_whose_cost(yunxi: World) -> None:
    shown(yunxi, world.accepted(yunxi))
    with time_machine.travel(moment("2026-09-19"), tick=True):
        page = Client().get("/green-channel/projects/").content.decode()
        english = Client().get("/en/green-channel/projects/")
        table = Client().get("/green-channel/projects/?format=csv").content.decode()
        data = Client().get("/green-channel/projects.json").json()

    for words in (
        LINE,
        "省重点项目清单第 18 号",
        "韩松年",
        "12月31日（周四）",
        "没有项目因此排到后面",
        "云环发〔2026〕12号",
    ):
        assert words in page
    assert english.status_code == 200
    assert "省重点项目清单第 18 号" in table
    assert data["projects"][0] | {"project": ""} == {
        "project": "", "owner": "云溪和信包装有限公司", "bureau": "云溪市生态环境局", "criterion": LINE,
        "reason": "省重点项目清单第 18 号", "approved_by": "韩松年",
        "granted_on": "2026-09-18", "over_on": "2026-12-31",
        "ended_why": "", "closed_on": None, "overtaken": 0, "delay_working_days": "0.00",
        "meeting_places": 0, "behind_at_meetings": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("behind", "says"), [(0, "没有项目因此排到后面"), (3, "该经办人手上没有项目因此排到后面")])
def test_nobody_is_said_to_wait_longer_only_where_nobody_does(behind: int, says: str) -> None:
    page = render_to_string("green/effect.html", {"overtaken": 0, "delay": 0, "places": 1, "behind": behind})

    assert page.split("；")[0] == says
    assert (f"等会审会的 {behind} 件" in page) == bool(behind)


def test_what_waits_or_was_declined_is_nobodys_outside(yunxi: World) -> None:
    actions.ask(world.accepted(yunxi).pk, criterion=LINE, reason="省重点", by=yunxi.head, at=NINE)

    assert Client().get("/green-channel/projects.json").json()["projects"] == []
    assert "现在没有绿色通道项目" in Client().get("/green-channel/projects/").content.decode()


def test_outside_it_is_read_from_the_moment_its_notice_stands_on_the_board(yunxi: World) -> None:
    application = world.accepted(yunxi)
    granted(yunxi, application)
    assert Client().get("/green-channel/projects.json").json()["projects"] == []

    notice = world.publish(yunxi, application, board.Kind.GREEN_CHANNEL, moment("2026-09-18", "17:00"))
    assert len(Client().get("/green-channel/projects.json").json()["projects"]) == 1

    other = builders.staff(Role.LEADER, at=yunxi.bureau)
    board.withdraw(notice.pk, reason="发错了", by=other, at=moment("2026-09-19"))
    assert Client().get("/green-channel/projects.json").json()["projects"] == []


def test_an_early_exit_is_read_outside_once_its_own_notice_stands_on_the_board(yunxi: World) -> None:
    application = world.accepted(yunxi)
    actions.end(shown(yunxi, application).pk, reason="不再列入重点项目", by=yunxi.leader, at=moment("2026-09-21"))

    def outside() -> tuple[str, bool, list[str]]:
        with time_machine.travel(moment("2026-09-22"), tick=True):
            [row] = Client().get("/green-channel/projects.json").json()["projects"]
            page = Client().get("/green-channel/projects/").content.decode()
            table = Client().get("/green-channel/projects/?format=csv").content.decode()
            ended = Client().get("/green-channel/projects/?state=ended").content.decode()
        places = [page, table, row["ended_why"]]
        return row["over_on"], application.case.title in ended, [one for one in places if "不再列入" in one]

    assert outside() == ("2026-12-31", False, [])
    world.publish(yunxi, application, board.Kind.GREEN_CHANNEL, moment("2026-09-21", "15:00"))
    over_on, is_found, told = outside()
    assert (over_on, is_found, len(told)) == ("2026-09-21", True, 3)


def test_a_second_time_in_the_channel_waits_for_a_notice_of_its_own(yunxi: World) -> None:
    application = world.accepted(yunxi)
    actions.end(shown(yunxi, application).pk, reason="不再列入重点项目", by=yunxi.leader, at=moment("2026-09-21"))
    world.publish(yunxi, application, board.Kind.GREEN_CHANNEL, moment("2026-09-21", "10:00"))
    again = actions.ask(application.pk, criterion=LINE, reason="重新列入", by=yunxi.head, at=moment("2026-09-22"))
    actions.grant(again.pk, ends_on=UNTIL, by=yunxi.leader, at=moment("2026-09-22", "10:00"))

    reasons = [one["reason"] for one in Client().get("/green-channel/projects.json").json()["projects"]]
    assert reasons == ["省重点项目清单第 18 号"]


def test_a_case_without_an_enterprise_does_not_stop_the_table(yunxi: World) -> None:
    application = world.accepted(yunxi)
    shown(yunxi, application)
    Case.objects.filter(pk=application.case.pk).update(enterprise=None)

    assert Client().get("/green-channel/projects/?format=csv").status_code == 200


def test_asked_by_the_officer_and_granted_by_the_leader_in_the_browser(yunxi: World) -> None:
    application = world.accepted(yunxi)
    with time_machine.travel(moment("2026-09-18"), tick=True):
        officer, leader = signed_in(yunxi.officer), signed_in(yunxi.leader)
        assert "提出进入绿色通道" in officer.get(f"/desk/cases/{application.pk}/").content.decode()
        assert officer.get(f"/desk/cases/{application.pk}/green/").status_code == 200
        officer.post(f"/desk/cases/{application.pk}/green/", key() | {"criterion": LINE, "reason": "省重点"})
        one = f"/desk/green/{GreenChannel.objects.get().pk}/"
        assert "如果今天批准：" in leader.get(one).content.decode()
        late = leader.post(f"{one}grant/", key() | {"ends_on": "2028年1月1日"})
        leader.post(f"{one}grant/", key() | {"ends_on": "2026年12月31日"})
        pages = [
            leader.get(page).status_code
            for page in (
                one, "/desk/green/", "/en/desk/green/", f"/en{one}", f"{one}end/", "/desk/green/definition/",
                f"/desk/cases/{application.pk}/",
            )
        ]  # fmt: skip
        refused = signed_in(yunxi.editor).post(f"{one}end/", key() | {"reason": "x"})

    assert (late.status_code, "180 天之内" in late.content.decode()) == (409, True)
    assert (GreenChannel.objects.get().state, set(pages), refused.status_code) == (State.GRANTED, {200}, 403)
    assert GreenChannel.objects.get().ends_on == UNTIL


def test_a_two_high_project_is_told_so_before_anything_is_typed(yunxi: World) -> None:
    application = world.accepted(yunxi, project_industry="C3110")
    with time_machine.travel(moment("2026-09-18"), tick=True):
        page = signed_in(yunxi.officer).get(f"/desk/cases/{application.pk}/green/").content.decode()

    assert "属于“两高”行业，不能进入绿色通道" in page


def test_a_leader_publishes_a_new_version_in_the_browser(yunxi: World) -> None:
    typed = {
        "valid_from": "2026年10月1日",
        "criteria": "省重点\n市重点",
        "source": "云环发〔2026〕20号",
        "longest": "90",
    }
    with time_machine.travel(moment("2026-09-18"), tick=True):
        leader = signed_in(yunxi.leader)
        assert leader.post("/desk/green/definition/", key() | typed).status_code == 302
        bad = leader.post("/desk/green/definition/", key() | typed | {"longest": "很久"})

    assert Definition.objects.latest("valid_from").lines == ["省重点", "市重点"]
    assert (bad.status_code, "只写天数" in bad.content.decode()) == (422, True)


def test_the_list_is_read_with_one_row_and_with_three_under_the_same_number_of_queries(yunxi: World) -> None:
    shown(yunxi, world.accepted(yunxi))
    one = queries_of(Client(), "/green-channel/projects/")
    for hour in ("11:00", "12:00"):
        shown(yunxi, world.accepted(yunxi, at=moment("2026-09-17", hour)))

    assert queries_of(Client(), "/green-channel/projects/") == one
