"""Bad input gets one clear sentence in place, loses nothing typed or uploaded, and never makes a 500."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.applications import actions, queries
from approvals.applications.models import Application
from approvals.applications.states import FileKind
from envportal.audit import log
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db

PROJECT = {
    "project_name": "纸容器技改", "project_code": "2609-990102-07-02-418823", "project_place": "工业东路 18 号",
    "project_division": "青石镇", "project_industry": "C2231", "nature": "upgrade", "investment": "1,860",
    "environmental_investment": "96", "starts_on": "2027年3月1日", "overview": "新增成型线", "impacts": "废气密闭收集",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(moment("2026-09-14", "10:00"), tick=True):
        yield


def post(client: Client, name: str, pk: int, **typed: object) -> tuple[int, str]:
    response = client.post(reverse(f"applications:{name}", args=[pk]), typed)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("starts_on", "2027-02-30", "2027-02-30 这一天不存在"),
        ("starts_on", "明年春天", "日期写成年月日"),
        ("starts_on", "2026年9月1日", "开工日期应在今天以后"),
        ("project_code", "2609-1", "项目代码由 24 位数字分五段"),
        ("project_industry", "C9999", "行业分类中没有这个代码"),
        ("project_industry", "A2231", "行业分类中没有这个代码"),
        ("investment", "很多", "只写数字"),
        ("investment", "1e400", "只写数字"),
        ("investment", "NaN", "只写数字"),
        ("environmental_investment", "2000", "环保投资不能超过总投资"),
        ("project_name", "项" * 201, "200"),
        ("nature", "demolition", "选择"),
    ],
)
def test_a_wrong_answer_is_named_at_its_field_and_the_rest_stays(field: str, typed: str, sentence: str) -> None:
    yunxi = world.world()
    draft = world.draft(yunxi)

    status, page = post(signed_in(yunxi.applicant), "step_project", draft.pk, **{**PROJECT, field: typed})

    assert status == 422
    assert sentence in page
    assert "错误：" in page
    assert "工业东路 18 号" in page
    assert typed[:20] in page or field == "nature"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (b"<html>not a pdf</html>", "page.pdf"),
        (corpus.pdf(2)[:300], "cut-off.pdf"),
        (corpus.encrypted(user="secret"), "locked.pdf"),
        (corpus.pdf(1), "../" * 50 + "etc/passwd" + "长" * 300 + ".exe"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_the_others_stay(content: bytes, name: str) -> None:
    yunxi = world.world()
    draft = world.filled(yunxi, moment("2026-09-14", "09:00"))

    status, page = post(signed_in(yunxi.applicant), "step_document", draft.pk, file=corpus.upload(content, name))

    assert status in {409, 422}
    assert "PDF" in page or "空" in page
    assert [file.name for file in queries.files(draft, FileKind.TABLE)] == ["报告表.pdf"]


def test_a_file_name_of_three_hundred_characters_loses_its_path_and_is_kept() -> None:
    yunxi = world.world()
    draft = world.draft(yunxi)

    name = "../../" + "很长的名字" * 60 + ".pdf"
    status, _page = post(signed_in(yunxi.applicant), "step_document", draft.pk, file=corpus.upload(corpus.pdf(1), name))

    kept = queries.files(draft, FileKind.TABLE).get()
    assert status == 302
    assert "/" not in kept.name
    assert len(kept.name) <= 120


def test_a_second_tab_after_submission_is_told_so_and_keeps_what_it_typed() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-09-14", "09:00"))

    status, page = post(signed_in(yunxi.applicant), "step_project", application.pk, **PROJECT)

    assert status == 409
    assert "这一步现在不能办" in page
    assert "工业东路 18 号" in page


def test_a_second_tab_that_only_looks_is_led_to_the_case_with_the_reason() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-09-14", "09:00"))

    response = signed_in(yunxi.applicant).get(reverse("applications:step_project", args=[application.pk]), follow=True)

    assert response.status_code == 200
    assert "这一步现在不能办" in response.content.decode()


def test_a_step_out_of_order_says_what_happened_and_writes_nothing() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi, moment("2026-09-14", "09:30"))
    before = log.history(application.case).count()

    status, page = post(signed_in(yunxi.clerk), "accept", application.pk)

    assert status == 409
    assert "罗静" in page
    assert log.history(application.case).count() == before


def test_an_expired_session_keeps_what_was_typed_until_after_the_sign_in() -> None:
    yunxi = world.world()
    draft = world.draft(yunxi)
    client = Client()
    address = reverse("applications:step_project", args=[draft.pk])

    answer = client.post(address, PROJECT)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]
    client.post(answer["Location"], {"login": yunxi.applicant.username, "password": "correct horse 1A"})
    page = client.get(address).content.decode()

    assert "工业东路 18 号" in page
    assert Application.objects.get(pk=draft.pk).case.project.place == ""


def test_double_clicks_on_every_button_write_once() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-09-14", "09:00"))
    clerk = signed_in(yunxi.clerk)
    key = "6f1c0a52-0a6a-4a5b-9a55-6f3f7a0f4d10"

    for _click in range(2):
        status, _page = post(clerk, "accept", application.pk, _key=key)
        assert status == 302

    assert log.history(application.case).filter(name="accepted").count() == 1


def test_fields_nobody_offered_change_nothing() -> None:
    yunxi = world.world()
    draft = world.draft(yunxi)

    post(signed_in(yunxi.applicant), "step_contact", draft.pk, contact_name="沈雁", contact_phone="09990000123",
         portal_service="True", state="approved", accepted_on="2026-09-01", case="999")  # fmt: skip

    kept = Application.objects.get(pk=draft.pk)
    assert (kept.state, kept.accepted_on, kept.contact_name) == ("draft", None, "沈雁")


def test_every_step_of_staff_refuses_an_empty_form_with_sentences() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-09-14", "09:00"))
    clerk = signed_in(yunxi.clerk)

    assert post(clerk, "ask_correction", application.pk)[0] == 422
    assert post(clerk, "decline", application.pk)[0] == 422

    actions.accept(application.pk, by=yunxi.clerk, at=moment("2026-09-14", "09:30"))
    for name in ("write_opinion", "commission_expert_review", "return_participation"):
        assert post(signed_in(yunxi.officer), name, application.pk)[0] == 422


def test_a_sound_file_stays_though_the_answer_beside_it_is_missing() -> None:
    yunxi = world.world()
    draft = world.filled(yunxi, moment("2026-09-14", "09:00"))
    file = corpus.upload(corpus.pdf(4), "新公开本.pdf")

    status, page = post(signed_in(yunxi.applicant), "step_public", draft.pk, file=file, nothing_withheld="False")

    assert status == 422
    assert "写明删去了什么" in page
    assert [one.name for one in queries.files(draft, FileKind.PUBLIC)] == ["新公开本.pdf"]


def test_a_file_that_is_none_is_named_beside_the_answer_that_is_missing() -> None:
    yunxi = world.world()
    draft = world.filled(yunxi, moment("2026-09-14", "09:00"))
    file = corpus.upload(b"<html>", "网页.pdf")

    _status, page = post(signed_in(yunxi.applicant), "step_public", draft.pk, file=file, nothing_withheld="False")

    assert "写明删去了什么" in page
    assert "是网页或 XML 文件" in page
    assert [one.name for one in queries.files(draft, FileKind.PUBLIC)] == ["公开本.pdf"]


def test_a_second_tab_that_submits_again_is_led_to_where_the_application_stands() -> None:
    yunxi = world.world()
    handed_in = world.submitted(yunxi, moment("2026-09-14", "09:00"))
    url = reverse("applications:check", args=[handed_in.pk])

    page = signed_in(yunxi.applicant).post(url, {"declared": "on", "key": "another tab"}, follow=True)

    assert page.redirect_chain[-1][0] == reverse("applications:mine_case", args=[handed_in.pk])
    assert "这一步现在不能办" in page.content.decode()
    assert "确认并提交" not in page.content.decode()
