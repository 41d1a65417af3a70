"""A bureau keeps its departments on a page: new, changed, given terms, retired; an account ends the links before it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from approvals.applications.models import Application
from approvals.departments import actions, queries, rules
from approvals.departments.models import Consultation, Department
from envportal.accounts.enums import Role
from envportal.audit import log
from envportal.audit.models import Event
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import builders, world
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment
from tests.departments import rows

pytestmark = pytest.mark.django_db
AT = moment("2026-09-21")
TERMS: dict[str, Any] = {"working_days": 5, "valid_from": date(2026, 9, 21), "silence_consents": False, "basis": ""}
TOLD: dict[str, Any] = {"name": "云溪市水利局", "field": "water", "person": None, "is_regulator": False}


@pytest.fixture(scope="module")
def yunxi(kept_for_the_module: None) -> world.World:
    return world.world()


@pytest.fixture(scope="module")
def application(yunxi: world.World) -> Application:
    return rows.accepted(yunxi)


def create(of: world.World, by: Any = None, code: str = "water", key: str = "", **terms: Any) -> Department:
    told = {"code": code, "terms": TERMS | terms, **TOLD}
    return actions.create(of.bureau.pk, by=by or of.head, at=AT, key=key, **told)


def change(one: Department, of: world.World, **told: Any) -> int:
    return actions.change(one.pk, by=of.head, at=AT, **{"name": one.name, **told})


def test_a_department_is_entered_with_its_terms_once_and_logged(yunxi: world.World):
    key = str(uuid4())

    made = [create(yunxi, key=key) for _twice in range(2)]

    assert made[0] == made[1]
    assert queries.terms_on(made[0], date(2026, 9, 21)).working_days == 5
    assert Event.objects.get(name="department_entered").facts["department"] == "water"
    with pytest.raises(rules.CodeIsTaken):
        create(yunxi)


@pytest.mark.parametrize("who", ["clerk", "officer", "supervisor", "applicant"])
def test_only_the_head_and_the_leader_keep_them(yunxi: world.World, who: str):
    create(yunxi, by=yunxi.leader)
    one = Department.objects.get(code="water")

    with pytest.raises(NotYours):
        create(yunxi, by=getattr(yunxi, who), code="other")
    with pytest.raises(NotYours):
        actions.retire(one.pk, reason="撤并", by=getattr(yunxi, who), at=AT)


def test_another_bureau_keeps_its_own(yunxi: world.World):
    other = builders.staff(Role.LEADER, "陆远山", at=builders.bureau("elsewhere", "别处市生态环境局", "别环"))

    with pytest.raises(NotYours):
        create(yunxi, by=other)


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        ({"valid_from": date(2026, 9, 20)}, rules.BeginsTooEarly),
        ({"valid_from": date(2026, 9, 21)}, rules.TermsStand),
        ({"valid_from": date(2026, 10, 1), "silence_consents": True}, rules.SilenceNeedsRule),
    ],
)
def test_terms_follow_others_from_today_on_and_silence_needs_its_rule(yunxi: world.World, terms: Any, refusal: Any):
    one = create(yunxi)

    with pytest.raises(refusal):
        actions.set_terms(one.pk, by=yunxi.head, at=AT, **TERMS | terms)
    actions.set_terms(one.pk, by=yunxi.head, at=AT, **TERMS | {"valid_from": date(2026, 10, 1), "working_days": 8})
    assert [queries.terms_on(one, date(2026, *day)).working_days for day in ((9, 30), (10, 1))] == [5, 8]


def test_a_link_made_before_the_account_opens_nothing_and_the_question_goes_to_the_account(
    yunxi: world.World, application: Application
):
    reform = rows.department(yunxi, "reform", "发改局", account=False)
    one = rows.asked(yunxi, application, reform)[0]
    token, person = rules.link_of(one), builders.staff(Role.DEPARTMENT, "秦方", at=yunxi.bureau)

    assert change(reform, yunxi, person=person) == 1

    with pytest.raises(rules.LinkIsSpent):
        actions.reply_by_link(token, reply="no_objection", text="", name="某人", at=AT)
    assert Message.objects.get(template="department_asked").to_user == person
    assert log.history(application.case).filter(name="department_link_closed").count() == 1
    said = actions.reply(one.pk, reply="no_objection", text="", by=person, at=AT)
    assert (said.way, said.replied_by) == ("account", "秦方")


def test_no_link_opens_for_a_department_with_an_account_even_where_one_was_left(
    yunxi: world.World, application: Application
):
    reform = rows.department(yunxi, "reform", "发改局", account=False)
    one = rows.asked(yunxi, application, reform)[0]
    Department.objects.filter(pk=reform.pk).update(person=yunxi.supervisor)

    with pytest.raises(rules.LinkIsSpent):
        actions.reply_by_link(rules.link_of(one), reply="no_objection", text="", name="某人", at=AT)


def test_another_name_or_the_same_account_ends_no_link_and_tells_nobody(yunxi: world.World, application: Application):
    planning = rows.department(yunxi, "planning", "规划局")
    rows.asked(yunxi, application, planning)
    told = Message.objects.count()

    assert change(planning, yunxi, name="自然资源和规划局", person=planning.person) == 0
    assert Message.objects.count() == told


def test_who_loses_its_account_gets_a_link_again(yunxi: world.World, application: Application):
    planning = rows.department(yunxi, "planning", "规划局")
    one = rows.asked(yunxi, application, planning)[0]
    change(planning, yunxi, person=None)

    renewed = actions.renew_link(one.pk, by=yunxi.officer, at=AT)

    found = actions.reply_by_link(rules.link_of(renewed), reply="no_objection", text="", name="方工", at=AT)
    assert found.way == "link"


def test_a_retired_department_is_asked_no_more_answers_what_it_was_asked_and_can_come_back(
    yunxi: world.World, application: Application
):
    planning = rows.department(yunxi, "planning", "规划局")
    one = rows.asked(yunxi, application, planning)[0]

    actions.retire(planning.pk, reason="机构改革并入", by=yunxi.leader, at=AT)
    assert list(queries.departments(yunxi.bureau)) == []
    actions.reply(one.pk, reply="no_objection", text="", by=rows.person(planning), at=AT)
    actions.take_up(planning.pk, by=yunxi.leader, at=AT)
    assert list(queries.departments(yunxi.bureau)) == [planning]


def test_one_department_or_three_are_read_under_the_same_number_of_queries(yunxi: world.World):
    page = signed_in(yunxi.head)
    rows.department(yunxi, "planning", "规划局")
    one = queries_of(page, "/desk/departments/")
    rows.department(yunxi, "fire", "消防")
    rows.department(yunxi, "reform", "发改局", account=False)

    assert queries_of(page, "/desk/departments/") == one


def test_the_pages_keep_the_departments_and_say_how_many_links_ended(yunxi: world.World, application: Application):
    head, page = signed_in(yunxi.head), "/desk/departments/"
    person = builders.staff(Role.DEPARTMENT, "秦方", at=yunxi.bureau)
    typed = {"code": "reform", "name": "云溪市发展和改革局", "field": "reform", "contact_phone": "0999-000 0101",
             "working_days": "3", "valid_from": "2026-9-21", "silence_consents": "on", "basis": ""}  # fmt: skip

    def post(step: str, *args: int, **form: Any) -> Any:
        return head.post(reverse(f"departments:{step}", args=args), {**form, "_key": str(uuid4())})

    with time_machine.travel(AT, tick=True):
        assert "还没有登记部门" in head.get(page).content.decode()
        bad = post("new", **typed)
        assert (bad.status_code, "写明依据哪个公布的规则" in bad.content.decode()) == (422, True)
        assert post("new", **typed | {"basis": rows.BASIS}).url == page
        assert post("new", **typed | {"basis": rows.BASIS}).status_code == 409
        one = Department.objects.get()
        rows.asked(yunxi, application, one, at=AT)
        form = {"name": one.name, "field": "reform", "person": person.pk}
        saved = head.post(reverse("departments:change", args=[one.pk]), form | {"_key": str(uuid4())}, follow=True)
        post("set_terms", one.pk, working_days="7", valid_from="2026-10-1")
        post("retire", one.pk, reason="并入")
        told = signed_in(yunxi.officer).get(page).content.decode()

    assert "原来送出的 1 个链接作废，问题已转到账号" in saved.content.decode()
    words = ("云溪市发展和改革局", "秦方", rows.BASIS, "10月1日", "已停用", "1 件等答复")
    assert ([word in told for word in words], "设定期限" in told) == ([True] * 6, False)
    assert Consultation.objects.get().link_hash == ""
