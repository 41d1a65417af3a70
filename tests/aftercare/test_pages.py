"""The pages of aftercare: who reads them, what they offer, that lists cost the same."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.aftercare.models import Aftercare, Change, CompletionCheck, Plan
from approvals.aftercare.states import Step
from envportal.accounts.enums import Role
from tests import builders, world
from tests.accounts.conftest import queries_of, signed_in
from tests.aftercare.rows import built, followed, report
from tests.builders import moment, one_time_code
from tests.documents import corpus
from tests.world import World

pytestmark = pytest.mark.django_db
NOW = moment("2026-10-12")


@pytest.fixture
def of() -> World:
    return world.world()


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def read(person: Any, name: str, *args: object) -> str:
    answer = signed_in(person).get(reverse(f"aftercare:{name}", args=args))
    assert answer.status_code == 200, name
    return str(answer.content.decode())


def post(person: Any, name: str, /, *args: object, **typed: Any) -> int:
    return int(signed_in(person).post(reverse(f"aftercare:{name}", args=args), typed).status_code)


def test_the_enterprise_reads_its_own_and_nobody_elses(of):
    care = built(of, followed(of))

    assert "报告：投入生产或者使用" in read(of.applicant, "my_case", care.pk)
    assert "环保设施竣工" in read(of.applicant, "mine") or care.case.title in read(of.applicant, "mine")
    other = signed_in(world.other_applicant(of))
    assert other.get(reverse("aftercare:my_case", args=[care.pk])).status_code == 404


def test_the_desk_records_checks_and_corrects(of):
    care = followed(of)

    assert post(of.officer, "record", care.pk, 1, Step.STARTED, on="2026-02-02") == 302
    milestone = care.phases.get().milestones.get()
    assert post(of.officer, "correct", care.pk, milestone.pk, on="2026-02-03", words="看错") == 302
    assert "更正" in read(of.officer, "case", care.pk)
    assert post(of.clerk, "record", care.pk, 1, Step.COMPLETED, on="2026-06-01") == 403


def test_a_file_comes_with_a_report(of):
    care = followed(of)

    typed = {"on": "2026-02-02", "file": corpus.upload(corpus.pdf(1), "开工照片.pdf")}
    assert post(of.applicant, "report", care.pk, 1, Step.STARTED, **typed) == 302

    assert "开工照片.pdf" in read(of.applicant, "my_case", care.pk)


def test_a_change_is_declared_and_judged_by_the_list(of):
    care = followed(of)
    typed = {"aspects": ["scale", "place"], "words": "增加两条线"}
    assert post(of.applicant, "declare_change", care.pk, **typed) == 302
    change = Change.objects.get()

    assert "增加两条线" in read(of.officer, "judge_change", care.pk, change.pk)
    judged = {"items": ["2"], "is_major": "no", "reason": "产能增加"}
    assert post(of.officer, "judge_change", care.pk, change.pk, **judged) == 409
    assert post(of.officer, "judge_change", care.pk, change.pk, **judged | {"is_major": "yes"}) == 302
    assert "重新批准以前不得建设" in read(of.applicant, "my_case", care.pk)
    new = world.submitted(of, NOW).case
    assert post(of.applicant, "name_new", care.pk, change.pk, number=new.number) == 302


def test_an_old_approval_offers_re_examination_and_a_leader_signs(of):
    care = followed(of, date(2021, 9, 14))
    assert "提出重新审核" in read(of.applicant, "my_case", care.pk)
    assert post(of.applicant, "report", care.pk, 1, Step.STARTED, on="2026-10-12") == 409

    assert post(of.applicant, "ask_re_examination", care.pk, words="没有变化") == 302
    assert post(of.officer, "propose_answer", care.pk, agrees="yes", reason="没有变化") == 302
    assert "没有变化" in read(of.leader, "answer", care.pk)
    assert post(of.leader, "answer", care.pk, code="000000") == 409
    assert post(of.leader, "answer", care.pk, code=one_time_code(NOW)) == 302
    assert "同意按原批准建设" in read(of.applicant, "my_case", care.pk)


def test_a_longer_acceptance_a_phase_and_a_condition_are_told_on_their_pages(of):
    care = built(of, followed(of), "2026-09-01")
    duty = care.case.duties.get(key="condition-1")

    assert post(of.applicant, "lengthen", care.pk, 1, why="trial", words="要调试") == 302
    assert post(of.applicant, "split", care.pk, name="二期") == 302
    assert post(of.applicant, "report_duty", care.pk, duty.pk, words="已洒水") == 302
    assert "二期" in read(of.applicant, "my_case", care.pk)


def test_an_approval_of_former_years_is_followed_too(of):
    typed = {
        "enterprise": of.owner.pk, "project_name": "纸品项目", "place": "青石镇",
        "document_number": "云环审〔2021〕7号", "decided_on": "2021-09-14",
        "conditions": "密闭收集废气。\n夜间不生产。",
    }  # fmt: skip
    assert post(of.officer, "adopt", **typed) == 302
    assert post(of.officer, "adopt", **typed) == 409

    care = Aftercare.objects.get()
    assert (care.origin, care.case.duties.filter(kind="condition").count()) == (None, 2)
    assert "云环审〔2021〕7号" in read(of.applicant, "my_case", care.pk)
    assert post(of.applicant, "report", care.pk, 1, Step.STARTED, on="2026-10-12") == 409


def test_what_was_drawn_is_public(of):
    typed = {"valid_from": "2026-10-13", "after_approval": 6, "after_start": 1, "after_operation": 3}
    more = {"for_conditions": 1, "share": 100, "seed": "公开字串", "basis": "纪要"}
    assert post(of.head, "set_plan", **typed, **more) == 302
    assert Plan.objects.get().share == 100
    assert "公开字串" in read(of.head, "plans")

    care = built(of, followed(of), "2026-09-01")
    with time_machine.travel(moment("2026-12-31"), tick=False):
        report(of, care, Step.REPORTED, "2026-10-13", at="2026-12-31")
        out = {"link": "https://hexin.example/ys", "words": "合格"}
        report(of, care, Step.PUBLISHED, "2026-10-14", at="2026-12-31", **out)
        report(of, care, Step.ENTERED, "2026-11-13", at="2026-12-31")

    assert f"公开字串|{care.case.number}|1" in Client().get(reverse("aftercare:draws")).content.decode()


def test_a_check_of_former_years_is_recorded_on_its_page(of):
    typed = {
        "enterprise": of.owner.pk, "project_name": "纸品项目", "facility": "general", "received_on": "2016-05-09",
        "decided_on": "2016-06-08", "outcome": "passed", "document_number": "云环验〔2016〕8号", "words": "同意",
    }  # fmt: skip
    assert (
        post(of.officer, "record_completion", **typed | {"received_on": "2017-10-01", "decided_on": "2017-10-09"})
        == 409
    )
    assert post(of.officer, "record_completion", **typed) == 302

    assert CompletionCheck.objects.get().document_number in read(of.officer, "completion")


@pytest.mark.parametrize("name", ["list", "mine"])
def test_a_list_costs_the_same_with_one_row_and_with_three(of, name):
    person = of.applicant if name == "mine" else of.officer
    client, at = signed_in(person), reverse(f"aftercare:{name}")
    followed(of)
    one = queries_of(client, at)
    for year in (2022, 2023):
        followed(of, date(year, 3, 1))

    assert queries_of(client, at) == one
    assert Aftercare.objects.count() == 3


def test_an_inspector_reads_and_checks(of):
    care = built(of, followed(of))
    inspector = builders.staff(Role.INSPECTOR, at=of.bureau)

    assert "登记“三同时”检查" in read(inspector, "case", care.pk)
    said = {"stage": "construction", "in_order": "yes", "on": "2026-06-03", "words": "符合"}
    assert post(inspector, "check", care.pk, 1, **said) == 302


def test_a_card_or_a_letter_that_names_the_case_leads_to_its_page(of):
    care = followed(of)

    at_desk = signed_in(of.officer).get(reverse("applications:case", args=[care.pk]))
    at_home = signed_in(of.applicant).get(reverse("applications:mine_case", args=[care.pk]))

    assert at_desk.url == reverse("aftercare:case", args=[care.pk])
    assert at_home.url == reverse("aftercare:my_case", args=[care.pk])
