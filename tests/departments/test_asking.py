"""Departments are asked in parallel, each with its own limit; what their silence means is said by a rule or nothing."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from approvals.applications import guards
from approvals.departments import actions, queries, rules
from approvals.departments.consultation import DepartmentsSilent
from approvals.departments.models import Consultation, Department, Handing, Terms
from envportal.audit import log
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.departments import rows
from tests.documents import corpus

pytestmark = pytest.mark.django_db


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def answer(one: Consultation, by: Any, reply: str = "no_objection", text: str = "", at: str = "2026-09-21") -> Any:
    return actions.reply(one.pk, reply=reply, text=text, by=by, at=moment(at))


def told(template: str) -> list[Any]:
    return [one.to_user for one in Message.objects.filter(template=template).order_by("pk")]


def test_each_has_its_own_limit_in_working_days_of_the_bureaus_calendar(yunxi):
    application, three = rows.accepted(yunxi), rows.three(yunxi)

    found = rows.asked(yunxi, application, *three)

    # 2026-09-20 is a make-up Sunday, and the Mid-Autumn holiday is from the 25th on.
    assert [one.due_on for one in found] == [date(2026, 9, 24), date(2026, 9, 22), date(2026, 9, 24)]
    assert told("department_asked") == [three[0].person, three[2].person]
    assert log.history(application.case).get(name="departments_asked").facts["due"]["reform"] == "2026-09-22"


def test_a_question_keeps_the_terms_it_was_asked_under(yunxi):
    application, one = rows.accepted(yunxi), rows.department(yunxi, "planning", "规划局")
    asked = rows.asked(yunxi, application, one)[0]
    Terms.objects.create(department=one, working_days=15, valid_from=date(2026, 9, 19))

    assert Consultation.objects.get().due_on == asked.due_on
    assert queries.terms_on(one, date(2026, 9, 18)).working_days == 5
    assert queries.terms_on(one, date(2026, 9, 19)).working_days == 15


def test_the_decision_waits_and_names_who_has_not_answered(yunxi):
    application, three = rows.accepted(yunxi), rows.three(yunxi)
    found = rows.asked(yunxi, application, *three)
    answer(found[0], three[0].person)

    with pytest.raises(DepartmentsSilent) as refused:
        guards.departments_answered(application, date(2026, 9, 21))

    assert str(refused.value.sentence) == (
        "还没有答复：云溪市发展和改革局（9月22日届满）、云溪市消防救援局（9月24日届满）。"
    )
    actions.call_off(found[1].pk, reason="已电话核实，不涉及立项", by=yunxi.officer, at=moment("2026-09-21"))
    answer(found[2], three[2].person, "objection", "消防通道不足")
    guards.departments_answered(application, date(2026, 9, 21))


def test_nobody_is_asked_twice_at_a_time_nor_without_terms_nor_nobody(yunxi):
    application, one = rows.accepted(yunxi), rows.department(yunxi, "planning", "规划局")
    found = rows.asked(yunxi, application, one)

    with pytest.raises(rules.AskedAlready):
        rows.asked(yunxi, application, one)
    with pytest.raises(rules.NobodyChosen):
        rows.asked(yunxi, application)
    bare = Department.objects.create(bureau=yunxi.bureau, code="x", name="水利局", field="water")
    with pytest.raises(rules.NoTerms):
        rows.asked(yunxi, application, bare)
    answer(found[0], one.person)
    assert len(rows.asked(yunxi, application, one, at=moment("2026-09-22"))) == 1


def test_only_who_answers_for_it_answers_and_only_once(yunxi):
    application, (planning, _reform, fire) = rows.accepted(yunxi), rows.three(yunxi)
    one = rows.asked(yunxi, application, planning)[0]

    for other in (fire.person, yunxi.officer):
        with pytest.raises(NotYours):
            answer(one, other)
    with pytest.raises(rules.SaysTooLittle):
        answer(one, planning.person, "objection")
    answer(one, planning.person, "conditions", "退让河道蓝线 20 米")
    with pytest.raises(rules.AnsweredAlready):
        answer(one, planning.person)

    assert told("department_answered") == [application.case.holder]


def test_a_sealed_opinion_comes_with_the_answer_and_stays_inside(yunxi):
    application, one = rows.accepted(yunxi), rows.department(yunxi, "planning", "规划局")
    asked = rows.asked(yunxi, application, one)[0]
    file = corpus.upload(corpus.pdf(2), "书面意见.pdf")

    said = actions.reply(
        asked.pk, reply="no_objection", text="", file=file, by=rows.person(one), at=moment("2026-09-21")
    )

    assert (said.document.name, said.document.is_inside, said.document.case) == ("书面意见.pdf", True, application.case)


@pytest.mark.parametrize("who", ["leader", "clerk", "editor", "supervisor"])
def test_only_the_section_asks(yunxi, who: str):
    application, one = rows.accepted(yunxi), rows.department(yunxi, "planning", "规划局")

    with pytest.raises(NotYours):
        actions.ask(application.pk, departments=[one], question="？", by=getattr(yunxi, who), at=moment("2026-09-18"))


# LINKS ------------------------------------------------------------------------
def by_link(token: str, at: str = "2026-09-21") -> Consultation:
    return actions.reply_by_link(token, reply="no_objection", text="", name="方工，规划科", at=moment(at))


def test_a_link_is_used_once_and_kept_as_a_hash_only(yunxi):
    application, three = rows.accepted(yunxi), rows.three(yunxi)
    one = rows.asked(yunxi, application, three[1])[0]
    token = rules.link_of(one)

    assert one.link_hash != token
    assert not Message.objects.filter(body__contains=token).exists()
    assert not any(token in str(event.facts) for event in log.history(application.case))
    found = by_link(token)
    assert (found.replied_by, found.way, found.link_hash) == ("方工，规划科", "link", "")
    with pytest.raises(rules.LinkIsSpent):
        by_link(token)


def test_a_new_link_makes_the_old_one_worthless(yunxi):
    application, three = rows.accepted(yunxi), rows.three(yunxi)
    one = rows.asked(yunxi, application, three[1])[0]
    old = rules.link_of(one)

    renewed = actions.renew_link(one.pk, by=yunxi.officer, at=moment("2026-09-18"))

    with pytest.raises(rules.LinkIsSpent):
        by_link(old)
    by_link(rules.link_of(renewed))


@pytest.mark.parametrize(
    ("silence", "day", "taken"),
    [
        (True, "2026-09-24", True),
        (True, "2026-09-25", False),
        (False, "2026-09-25", True),
        (False, "2026-10-25", False),
    ],
)
def test_a_link_ends_with_the_last_day_where_silence_speaks_then(yunxi, silence: bool, day: str, taken: bool):
    application = rows.accepted(yunxi)
    one = rows.asked(yunxi, application, rows.department(yunxi, "fire", "消防", silence=silence, account=False))[0]
    assert one.due_on == date(2026, 9, 24)

    if taken:
        assert by_link(rules.link_of(one), day).reply == "no_objection"
        return
    with pytest.raises(rules.LinkIsSpent):
        by_link(rules.link_of(one), day)


def test_a_department_with_an_account_has_no_link_by_which_others_could_answer(yunxi):
    application, three = rows.accepted(yunxi), rows.three(yunxi)
    one = rows.asked(yunxi, application, three[0])[0]

    assert one.link_hash == ""
    with pytest.raises(rules.LinkIsSpent):
        by_link(rules._derived(one.pk, 1))
    with pytest.raises(rules.HasAccount):
        actions.renew_link(one.pk, by=yunxi.officer, at=moment("2026-09-18"))
    page = signed_in(yunxi.officer)
    link = page.get(reverse("departments:link", args=[one.pk])).content.decode()
    assert ("有账号，请对方登录答复" in link, "/consultations/" in link) == (True, False)
    assert "一次性链接" not in page.get(reverse("departments:case", args=[application.pk])).content.decode()


def test_a_link_takes_no_answer_once_the_case_is_closed(yunxi):
    application, three = rows.accepted(yunxi), rows.three(yunxi)
    one = rows.asked(yunxi, application, three[1])[0]
    application.case.closed_on = date(2026, 9, 21)
    application.case.save()

    with pytest.raises(rules.LinkIsSpent):
        by_link(rules.link_of(one))


# WHAT COMES WITH THE DAY --------------------------------------------------------
def test_it_reminds_once_on_the_working_day_before(yunxi):
    application, three = rows.accepted(yunxi), rows.three(yunxi)
    rows.asked(yunxi, application, three[0])

    assert actions.sweep(at=moment("2026-09-22", "23:00")) == 0
    assert actions.sweep(at=moment("2026-09-23", "00:10")) == 1
    assert actions.sweep(at=moment("2026-09-23", "00:20")) == 0
    assert told("department_reminded") == [three[0].person]


def test_silence_is_consent_only_where_a_published_rule_says_so(yunxi):
    application, (planning, _reform, fire) = rows.accepted(yunxi), rows.three(yunxi)
    rows.asked(yunxi, application, planning, fire)

    actions.sweep(at=moment("2026-09-24", "23:59"))
    assert queries.waiting(application.case).count() == 2
    actions.sweep(at=moment("2026-09-25", "00:05"))
    assert actions.sweep(at=moment("2026-09-28", "00:05")) == 0

    silent, late = Consultation.objects.get(department=fire), Consultation.objects.get(department=planning)
    assert (silent.reply, silent.text, silent.way) == ("silence", rows.BASIS, "rule")
    assert (late.reply, late.overdue_at) == ("", moment("2026-09-25", "00:05"))
    assert told("department_overdue") == [application.case.holder]
    with pytest.raises(DepartmentsSilent, match="云溪市自然资源和规划局"):
        guards.departments_answered(application, date(2026, 9, 28))


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"reply": "silence", "way": "link"}, "silence_is_nobodys_choice"),
        ({"reply": "objection", "way": "link"}, "conditions_and_objections_are_written_down"),
        ({"reply": "no_objection"}, "an_answer_has_a_time_and_a_way"),
        ({"called_off_at": moment("2026-09-20"), "link_hash": ""}, "a_question_is_called_off_with_a_reason"),
        ({"reply": "no_objection", "way": "link", "replied_at": moment("2026-09-20")}, "a_link_is_used_once"),
    ],
)
def test_the_table_itself_keeps_what_an_answer_is(yunxi, told: dict[str, Any], name: str):
    one = rows.asked(yunxi, rows.accepted(yunxi), rows.department(yunxi, "planning", "规划局"))[0]
    values = {"replied_at": moment("2026-09-20"), "link_hash": "", **told}
    if name == "an_answer_has_a_time_and_a_way":
        values["replied_at"] = None
    if name == "a_link_is_used_once":
        values["link_hash"] = "x"
    if "called_off_at" in told:
        values["replied_at"] = None

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Consultation.objects.filter(pk=one.pk).update(**values)


def test_silence_needs_its_published_rule_in_the_table(yunxi):
    one = rows.department(yunxi, "planning", "规划局")

    with pytest.raises(IntegrityError, match="silence_consents_only_by_a_published_rule"), transaction.atomic():
        Terms.objects.create(department=one, working_days=3, silence_consents=True, valid_from=date(2026, 2, 1))


# THE REGULATOR ------------------------------------------------------------------
def test_an_approval_hands_its_conditions_to_the_regulator_and_a_refusal_nothing(yunxi):
    regulator = rows.department(yunxi, "law", "云溪市生态环境综合行政执法支队", field="other", is_regulator=True)
    application = world.sign(yunxi, world.proposed(yunxi), moment("2026-10-20"))

    handing = Handing.objects.get()
    conditions = "1. 大气污染防治：密闭收集废气。\n2. 噪声污染防治：夜间不生产。"
    assert (handing.regulator, handing.conditions) == (regulator, conditions)
    assert told("conditions_pushed") == [regulator.person]
    with pytest.raises(NotYours):
        actions.receive(handing.pk, by=yunxi.officer, at=moment("2026-10-21"))
    actions.receive(handing.pk, by=rows.person(regulator), at=moment("2026-10-21"))
    assert log.history(application.case).filter(name__startswith="conditions_").count() == 2


def test_a_table_of_departments_is_entered_once_and_says_what_became_of_each_row(yunxi, tmp_path: Path):
    table = tmp_path / "departments.csv"
    head = "code,name,field,working_days,silence_consents,basis,valid_from,username,regulator\n"
    table.write_text(
        head + f"fire,消防救援局,fire,5,yes,{rows.BASIS},2026-01-01,,\nland,国土,land,7,no,,2026-01-01,,\n"
    )

    def load() -> list[str]:
        out = StringIO()
        call_command("load_departments", table, bureau="yunxi", stdout=out)
        return [line.split("\t")[2] for line in out.getvalue().splitlines()]

    assert load() == ["department", "department"]
    assert load() == ["there already", "there already"]
    table.write_text(head + "fire,消防救援局,fire,5,yes,,2026-06-01,,\n")
    with pytest.raises(CommandError, match="line 2"):
        load()
