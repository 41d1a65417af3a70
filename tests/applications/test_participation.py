"""公众参与: the days of a consultation are checked where they are typed, and nothing typed or uploaded is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine

from approvals.applications import actions, queries
from approvals.applications.actions.filing import Incomplete
from approvals.applications.forms.participation import ParticipationForm
from approvals.applications.models import Application, Participation
from approvals.applications.states import DocumentKind, FileKind
from tests import world
from tests.accounts.conftest import signed_in
from tests.applications.parks import PARK, TODAY, TYPED, park
from tests.applications.test_bad_input import post
from tests.documents import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


def statement(name: str = "公众参与说明.pdf", pages: int = 2) -> object:
    return corpus.upload(corpus.pdf(pages), name)


def answer(typed: dict[str, str], **more: object) -> tuple[int, str, Application]:
    """Type this on the page of a new report, with a statement."""
    yunxi = world.world()
    park(yunxi)
    draft = world.draft(yunxi, TODAY, kind=DocumentKind.REPORT)
    status, page = post(
        signed_in(yunxi.applicant), "step_participation", draft.pk, **{"file": statement(), **typed, **more}
    )
    return status, page, Application.objects.get(pk=draft.pk)


def test_every_question_stands_under_one_heading() -> None:
    under = [name for names in ParticipationForm.groups.values() for name in names]

    assert sorted(under) == sorted(ParticipationForm.base_fields)


def test_the_draft_is_not_published_before_the_first_disclosure() -> None:
    wrong = {**TYPED, "disclosed_on": "2026-09-22", "draft_from": "2026-09-21"}

    status, page, draft = answer(wrong)

    assert (status, "征求意见稿在首次公开以后公开" in page) == (422, True)
    assert not hasattr(draft, "participation")


@pytest.mark.parametrize(
    "typed",
    [
        TYPED,
        # From Monday 28 September: 28, 29, 30, then 8, 9, the worked Saturday 10, 12, 13, 14 and 15 October.
        {**TYPED, "draft_from": "2026-09-28", "draft_to": "2026-10-15", "full_text_on": "2026-10-16",
         "printed_on": "2026-09-28", "printed_again_on": "2026-10-09"},
        # From a holiday the first working day counts.
        {**TYPED, "draft_from": "2026-10-01", "draft_to": "2026-10-20", "full_text_on": "2026-10-21",
         "printed_on": "2026-10-01", "printed_again_on": "2026-10-20"},
        {**TYPED, "opinions": "0"},
        # Disclosed on the seventh working day after 14 September, the draft the same day and ten working days.
        {**TYPED, "disclosed_on": "2026-09-22", "draft_from": "2026-09-22", "draft_to": "2026-10-12",
         "printed_on": "2026-09-23", "printed_again_on": "2026-09-28", "full_text_on": "2026-10-13"},
        {**TYPED, "disclosed_on": "2026-09-14"},
        {**TYPED, "printed_on": "2026-09-18", "printed_again_on": "2026-10-08"},
        {**TYPED, "full_text_on": "2026-10-09"},
        {**TYPED, "full_text_on": "2026-11-02"},
        {**PARK, "draft_from": "2026-09-28", "draft_to": "2026-10-09", "printed_on": "2026-09-28",
         "printed_again_on": "2026-10-09"},
        {**PARK, "draft_from": "2026-10-08", "draft_to": "2026-10-13", "printed_on": "2026-10-08",
         "printed_again_on": "2026-10-09", "full_text_on": "2026-10-14"},
        {**PARK, "engaged_on": "", "disclosed_on": ""},
    ],
)  # fmt: skip
def test_a_consultation_of_the_days_the_law_asks_for_is_taken(typed: dict[str, str]) -> None:
    status, page, draft = answer(typed)

    assert status == 302, page
    assert draft.participation.draft_to.isoformat() == typed["draft_to"]
    assert draft.participation.opinions == int(typed["opinions"])
    assert next(step for step in queries.steps(draft) if step.name == "participation").done


SHORT = "从第一天到最后一天只有 {} 个工作日，应不少于 {} 个"
OUTSIDE = "登报应在征求意见稿公开期间"
FUTURE = "这一天还没有到"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({**TYPED, "draft_to": "2026-09-30"}, SHORT.format(9, 10)),
        ({**TYPED, "draft_to": "2026-10-07"}, SHORT.format(9, 10)),
        ({**TYPED, "draft_from": "2026-09-28", "draft_to": "2026-10-14"}, SHORT.format(9, 10)),
        # Ten calendar days are seven working days here.
        ({**TYPED, "draft_from": "2026-09-21", "draft_to": "2026-09-30"}, SHORT.format(7, 10)),
        ({**PARK, "draft_from": "2026-09-28", "draft_to": "2026-10-08"}, SHORT.format(4, 5)),
        ({**TYPED, "draft_from": "2026-10-09"}, "最后一天不能早于第一天"),
        ({**TYPED, "disclosed_on": "2026-09-23"}, "首次公开应在委托后 7 个工作日内"),
        ({**TYPED, "disclosed_on": "2026-09-13"}, "首次公开不能早于委托编制"),
        ({**TYPED, "disclosed_on": ""}, "写明首次公开的日期"),
        ({**TYPED, "engaged_on": ""}, "写明委托编制的日期"),
        ({**TYPED, "printed_on": "2026-09-17"}, OUTSIDE),
        ({**TYPED, "printed_again_on": "2026-10-09"}, OUTSIDE),
        ({**TYPED, "printed_again_on": "2026-09-21"}, "第二次登报应在第一次之后的另一天"),
        ({**TYPED, "printed_again_on": "2026-09-20"}, "第二次登报应在第一次之后的另一天"),
        ({**TYPED, "full_text_on": "2026-10-08"}, "公开全文应在征求意见结束以后"),
        ({**TYPED, "full_text_on": "2026-11-03"}, FUTURE),
        ({**TYPED, "draft_to": "2026-11-03"}, FUTURE),
        ({**TYPED, "printed_again_on": "2026-11-03"}, FUTURE),
        ({**TYPED, "engaged_on": "2026-11-03"}, FUTURE),
        ({**TYPED, "draft_from": "2026-02-30"}, "2026-02-30 这一天不存在"),
        ({**TYPED, "posted_at": ""}, "写明在哪些地点张贴公告"),
        ({**PARK, "park_plan": ""}, "选择项目在哪个园区"),
        ({**TYPED, "web_address": "不是网址"}, "网址写全"),
        ({**TYPED, "opinions": "三条"}, "只写条数"),
        ({**TYPED, "opinions": "-1"}, "条数不能是负数"),
        ({**TYPED, "opinions": ""}, "写明收到多少条意见"),
        ({**TYPED, "newspaper": "报" * 61}, "60"),
    ],
)
def test_a_wrong_day_is_named_and_nothing_typed_is_lost(typed: dict[str, str], sentence: str) -> None:
    status, page, draft = answer(typed)

    assert status == 422
    assert sentence in page
    assert all(value in page for value in typed.values() if value != "on"), "typed and gone"
    assert ("checked" in page) == ("is_simplified" in typed)
    assert not Participation.objects.filter(application=draft).exists()


def test_a_sound_statement_stays_while_a_day_is_mended() -> None:
    yunxi = world.world()
    draft = world.draft(yunxi, TODAY, kind=DocumentKind.REPORT)
    client = signed_in(yunxi.applicant)
    wrong = {**TYPED, "draft_to": "2026-09-30"}

    status, page = post(client, "step_participation", draft.pk, file=statement(), **wrong)

    assert (status, "公众参与说明.pdf" in page) == (422, True)
    status, page = post(client, "step_participation", draft.pk, **TYPED)  # the file is not chosen again
    assert status == 302, page
    assert [file.name for file in queries.files(draft, FileKind.PARTICIPATION)] == ["公众参与说明.pdf"]


def test_a_new_statement_takes_the_place_of_the_old_one_and_is_public() -> None:
    yunxi = world.world()
    draft = world.draft(yunxi, TODAY, kind=DocumentKind.REPORT)
    client = signed_in(yunxi.applicant)
    post(client, "step_participation", draft.pk, file=statement(), **TYPED)

    post(client, "step_participation", draft.pk, file=statement("改正的说明.pdf", 3), **TYPED)

    kept = queries.files(draft, FileKind.PARTICIPATION).get()
    assert (kept.name, kept.is_public) == ("改正的说明.pdf", True)


def test_without_a_statement_the_step_is_not_done() -> None:
    status, page, draft = answer(TYPED, file="")

    assert (status, "选择公众参与说明的 PDF 文件" in page) == (422, True)
    assert "云溪日报" in page
    assert not queries.files(draft, FileKind.PARTICIPATION).exists()


def test_a_statement_that_is_no_pdf_is_refused_and_the_days_stay() -> None:
    status, page, draft = answer(TYPED, file=corpus.upload(b"<html>no</html>", "说明.pdf"))

    assert status in {409, 422}
    assert "云溪日报" in page
    assert not queries.files(draft, FileKind.PARTICIPATION).exists()


def test_a_second_tab_after_the_report_was_submitted_keeps_what_was_typed() -> None:
    yunxi = world.world()
    filed = world.submitted(yunxi, TODAY, kind=DocumentKind.REPORT)

    status, page = post(signed_in(yunxi.applicant), "step_participation", filed.pk, file=statement(), **TYPED)

    assert (status, "这一步现在不能办" in page, "2026-09-18" in page) == (409, True, True)
    assert queries.files(filed, FileKind.PARTICIPATION).get().pages == 4  # still the one that was filed


def test_a_report_without_its_consultation_is_not_taken() -> None:
    yunxi = world.world()
    draft = world.filled(yunxi, TODAY, kind=DocumentKind.REPORT)
    Participation.objects.filter(application=draft).delete()

    with pytest.raises(Incomplete, match="公众参与说明"):
        actions.submit(draft.pk, declared=True, by=yunxi.applicant, at=TODAY)
