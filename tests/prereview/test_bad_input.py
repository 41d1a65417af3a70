"""Bad input gets one clear sentence in place, loses nothing typed, and never makes a 500."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from approvals.prereview import actions, queries
from approvals.prereview.models import PreReview
from approvals.prereview.states import State
from envportal.accounts.models import User
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.prereview import rows

pytestmark = pytest.mark.django_db
ANSWER = {
    "outcome": "mend_first", "opinion": "总体可行，先改一处。", "other_authority": "",
    "what_1": "选址过近", "rule_1": "产业布局规划第12条", "remedy_1": "调整布置",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(moment("2026-08-20"), tick=True):
        yield


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def post(person: User, name: str, *args: int, **typed: object) -> tuple[int, str]:
    answer = signed_in(person).post(reverse(f"prereview:{name}", args=args), typed)
    return answer.status_code, answer.content.decode()


def new(of: world.World, **typed: object) -> tuple[int, str]:
    whom = {"enterprise": of.owner.pk, "bureau": of.bureau.pk}
    return post(of.applicant, "new", **{**whom, **rows.typed(), **typed})


WRONG = [
    ("document_kind", "", "选择环评文件类别"),
    ("document_kind", "novel", "选择"),
    ("project_name", "", "写明项目名称"),
    ("project_name", " 　", "写明项目名称"),
    ("project_name", "项" * 201, "200"),
    ("place", "", "写明建设地点"),
    ("place", "地" * 201, "200"),
    ("question", "", "写明想请本局先看什么"),
    ("question", "问" * 2001, "2000"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "sentence"), WRONG)
def test_a_wrong_question_is_named_at_its_field_and_the_rest_stays(
    yunxi: world.World, field: str, value: str, sentence: str
) -> None:
    draft = rows.draft(yunxi, project_name="别的")

    pages = [new(yunxi, **{field: value}),
             post(yunxi.applicant, "edit", draft.pk, **{**rows.typed(), field: value})]  # fmt: skip

    kept = {name: text for name, text in rows.typed().items() if name not in {field, "document_kind"}}
    for status, page in pages:
        assert status == 422
        assert "错误：" in page
        assert sentence in page
        assert all(text in page for text in kept.values())
    assert PreReview.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("enterprise", "x"), ("enterprise", "999999"), ("bureau", ""), ("bureau", "9" * 30)]
)
def test_an_enterprise_or_a_bureau_nobody_offered_is_refused(yunxi: world.World, field: str, value: str) -> None:
    status, page = new(yunxi, **{field: value})

    assert (status, rows.NAME in page, PreReview.objects.count()) == (422, True, 0)


def test_an_enterprise_of_somebody_else_is_not_to_be_chosen(yunxi: world.World) -> None:
    theirs = world.other_applicant(yunxi).enterprise
    assert theirs is not None

    assert new(yunxi, enterprise=theirs.pk)[0] == 422
    assert not PreReview.objects.exists()


def test_a_project_whose_application_runs_is_refused_in_one_sentence_and_nothing_is_lost(yunxi: world.World) -> None:
    world.submitted(yunxi, moment("2026-08-19"))

    status, page = new(yunxi)

    assert status == 409
    assert "申请提出以后不能再转为申请前审查" in page
    assert all(text in page for name, text in rows.typed().items() if name != "document_kind")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (b"<html>not a pdf</html>", "page.pdf"),
        (corpus.pdf(2)[:300], "cut-off.pdf"),
        (corpus.encrypted(user="secret"), "locked.pdf"),
    ],
)
def test_a_wrong_file_is_refused_and_the_one_before_stays(yunxi: world.World, content: bytes, name: str) -> None:
    draft = rows.draft(yunxi)
    good = corpus.upload(corpus.pdf(2), "草稿.pdf")
    actions.attach(draft.pk, file=good, by=yunxi.applicant, at=moment("2026-08-17"))

    status, page = post(yunxi.applicant, "attach", draft.pk, file=corpus.upload(content, name))

    assert status in {409, 422}
    assert "PDF" in page or "空" in page
    assert [file.name for file in queries.files(draft)] == ["草稿.pdf"]


def test_a_newer_draft_document_takes_the_place_of_the_old_one(yunxi: world.World) -> None:
    draft = rows.draft(yunxi)

    for pages, name in enumerate(("第一稿.pdf", "第二稿.pdf"), 1):
        assert post(yunxi.applicant, "attach", draft.pk, file=corpus.upload(corpus.pdf(pages), name))[0] == 302

    assert [file.name for file in queries.files(draft)] == ["第二稿.pdf"]


def test_it_is_not_handed_in_before_it_is_understood_to_be_no_application(yunxi: world.World) -> None:
    draft = rows.draft(yunxi)

    status, page = post(yunxi.applicant, "ask", draft.pk)

    assert (status, "请先勾选" in page) == (422, True)
    assert PreReview.objects.get(pk=draft.pk).state == State.DRAFT


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outcome": ""}, "选择答复结论"),
        ({"outcome": "perhaps"}, "选择"),
        ({"opinion": " "}, "写明答复"),
        ({"opinion": "答" * 4001}, "4000"),
        ({"what_1": "", "rule_1": "", "remedy_1": ""}, "至少写明一项"),
        ({"rule_1": ""}, "写明依据哪一条"),
        ({"remedy_1": ""}, "写明怎么改"),
        ({"what_1": "问" * 301}, "300"),
        ({"outcome": "other_authority"}, "写明应当找哪个机关"),
    ],
)
def test_an_answer_that_says_too_little_is_named_and_nothing_is_lost(
    yunxi: world.World, typed: dict[str, str], sentence: str
) -> None:
    found = rows.taken(yunxi)

    status, page = post(yunxi.officer, "answer", found.pk, **{**ANSWER, **typed})

    kept = {name: text for name, text in ANSWER.items() if name not in {*typed, "outcome"}}
    assert (status, sentence in page) == (422, True)
    assert all(text in page for text in kept.values())
    assert PreReview.objects.get(pk=found.pk).state == State.IN_HAND


@pytest.mark.parametrize("value", ["", "　 ", "\x00", "长" * 2001])
def test_words_that_are_missing_or_too_long_change_nothing(yunxi: world.World, value: str) -> None:
    found = rows.taken(yunxi)
    codes = [post(yunxi.officer, "ask_more", found.pk, more=value)[0],
             post(yunxi.applicant, "withdraw", found.pk, reason=value)[0]]  # fmt: skip
    actions.ask_more(found.pk, more="请补", by=yunxi.officer, at=moment("2026-08-19"))
    codes.append(post(yunxi.applicant, "supply", found.pk, supplied=value)[0])

    assert codes == [422, 422, 422]
    assert PreReview.objects.get(pk=found.pk).state == State.MORE_ASKED


def test_a_second_tab_is_told_why_and_keeps_what_it_typed(yunxi: world.World) -> None:
    found = rows.answered(yunxi, moment("2026-08-19"))

    told = [post(yunxi.officer, "answer", found.pk, **ANSWER),
            post(yunxi.applicant, "withdraw", found.pk, reason="项目缓建一年"),
            post(yunxi.applicant, "edit", found.pk, **rows.typed())]  # fmt: skip

    assert [status for status, _page in told] == [409] * 3
    assert all("这一步现在不能办" in page for _status, page in told)
    assert ANSWER["what_1"] in told[0][1]
    assert "项目缓建一年" in told[1][1]
