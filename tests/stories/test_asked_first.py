"""A question is asked at the wrong desk and answered all the same; its answer helps the next who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client

from approvals.questions.models import Article, Question
from envportal.cases.queries import query_code
from envportal.deadlines.models import Clock
from tests.accounts.conftest import just_confirmed
from tests.builders import moment
from tests.questions import rows

if TYPE_CHECKING:
    from envportal.accounts.models import User

pytestmark = pytest.mark.django_db


def do(person: User, page: str, verb: str, **typed: Any) -> None:
    """Signed in on the day: sessions end with it."""
    answer = just_confirmed(person).post(f"{page}{verb}/", typed)
    assert (verb, answer.status_code, answer["Location"]) == (verb, 302, page)


def test_who_was_asked_first_sees_to_it_that_it_is_answered_and_the_next_one_reads_it() -> None:
    of = rows.office()
    with time_machine.travel(rows.CAME, tick=False):
        rows.send_question(Client(), of.bureau, name=rows.NAME, contact=rows.CONTACT)
    one = Question.objects.get()
    page = f"/desk/questions/{one.pk}/"

    # The clerk is first, and hands it to the advice section, which sends it back once.
    with time_machine.travel(rows.TAKEN, tick=False):
        do(of.clerk, page, "take", size="other")
        do(of.clerk, page, "hand-over", to_section=of.review.pk, reason="要审批科答")
        do(of.other, page, "send-back", reason="该由技术服务股答")
        do(of.clerk, page, "hand-over", to_user=of.officer.pk, reason="请技术服务股答")
        do(of.officer, page, "accept")
    with time_machine.travel(rows.DONE, tick=False):
        do(of.officer, page, "answer", **rows.SAID)
        do(of.officer, page, "article", **rows.WRITTEN, topic="document")
    article = Article.objects.get()
    with time_machine.travel(moment("2026-11-05"), tick=False):
        do(of.editor, f"/desk/knowledge/{article.pk}/", "publish")
        told = {"no": one.case.number or "", "code": query_code(one.case)}
        Client().post("/ask/rate/", {**told, "score": "1", "said": "没说交几份"})
        Client().post("/ask/again/", {**told, "again": "交几份？"})
        do(of.officer, page, "answer", **{**rows.SAID, "next_steps": "交一份电子版。"})
        assert "交一份电子版" in Client().post("/ask/progress/", told).content.decode()
        Client().post("/ask/rate/", {**told, "score": "5", "said": ""})

        shown = rows.send_question(Client(), of.bureau, what="纸容器生产线新增要不要办环评呢？").content.decode()

    assert f'href="/knowledge/{article.pk}/"' in shown
    assert Question.objects.count() == 1
    one = rows.fresh(one)
    assert (one.first_asked, one.case.holder, one.state) == (of.clerk, of.officer, "answered")
    assert [answer.score for answer in one.answers.order_by("round")] == [1, 5]
    assert not Clock.objects.filter(case=one.case).exclude(state="stopped").exists()
