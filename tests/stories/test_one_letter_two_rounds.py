"""From a draft with a promise to acceptance: looked through, one letter, two rounds, judged, accepted, filed later."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.applications import queries
from approvals.applications.models import Application
from approvals.applications.states import State
from envportal.documents.models import Letter
from tests import world
from tests.accounts.conftest import signed_in
from tests.applications.test_later import published
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db


def at(day: str, clock: str = "10:00") -> Any:
    return time_machine.travel(moment(day, clock), tick=True)


def post(client: Client, name: str, *args: object, **typed: Any) -> None:
    """Post a step's form; whatever it is refused for is said."""
    answer = client.post(reverse(f"applications:{name}", args=args), {**typed, "_key": str(uuid4())})
    assert answer.status_code == 302, answer.content.decode()


def walked(application: Application, *defective: str) -> dict[str, str]:
    points = [line.point for line in queries.lines_of(application)]
    return {f"found_{point}": "defective" if point in defective else "in_order" for point in points}


def test_a_file_comes_back_twice_and_a_material_follows() -> None:
    yunxi = world.world()
    later = published(yunxi)
    draft = world.filled(yunxi)
    pk = draft.pk

    with at("2026-09-14"):
        owner = signed_in(yunxi.applicant)
        post(owner, "step_later", pk, entries=[later], days="10")
        post(owner, "pre_check", pk)
        post(owner, "check", pk, declared="on", way="submit")
    with at("2026-09-15"):
        two = {
            "point_1": "public", "what_1": "公开本缺第 3 页", "remedy_1": "重新上传", "point_2": "signed",
            "what_2": "没有签字页", "remedy_2": "补签字页",
        }  # fmt: skip
        post(signed_in(yunxi.clerk), "ask_correction", pk, **walked(draft, "public", "signed"), **two)
    with at("2026-09-16"):
        answered(yunxi, draft, "已重传", "已补签字页")
    with at("2026-09-17"):
        clerk = signed_in(yunxi.clerk)
        post(clerk, "judge_correction", pk, verdict_1="settled", verdict_2="open", why_2="只有一方签字")
        form = clerk.get(reverse("applications:ask_correction", args=[pk])).context["form"]
        left = {name: value for name, value in form.initial.items() if name.endswith("_1")}
        post(clerk, "ask_correction", pk, **walked(draft, "signed"), **left)
    with at("2026-09-18"):
        answered(yunxi, draft, "双方都已签字")
    with at("2026-09-21"):
        clerk = signed_in(yunxi.clerk)
        post(clerk, "judge_correction", pk, verdict_1="settled")
        post(clerk, "accept", pk)
    with at("2026-09-22"):
        material = draft.later_materials.get()
        paper = corpus.upload(corpus.pdf(2), "用地意见.pdf")
        post(signed_in(yunxi.applicant), "file_later", pk, material.pk, file=paper)

    application = Application.objects.get(pk=pk)
    kinds = Letter.objects.filter(case=application.case).order_by("pk").values_list("kind", flat=True)
    assert application.state == State.IN_REVIEW
    assert list(kinds) == ["receipt", "correction", "receipt", "correction", "receipt", "acceptance"]
    assert [one.items.count() for one in application.corrections.order_by("round")] == [2, 1]
    assert draft.later_materials.get().filed_on == moment("2026-09-22").date()


def answered(yunxi: world.World, draft: Application, *answers: str) -> None:
    """Each item of the open letter, in its order, and all of it handed in."""
    owner, correction = signed_in(yunxi.applicant), queries.open_correction(draft)
    assert correction is not None
    for item, answer in zip(correction.items.all(), answers, strict=True):
        post(owner, "answer_item", draft.pk, item.pk, answer=answer)
    post(owner, "check", draft.pk)
