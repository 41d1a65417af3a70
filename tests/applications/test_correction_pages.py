"""The pages of a correction: the list and its items at the desk, an answer for each with the applicant."""

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
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(moment("2026-09-16", "10:00"), tick=True):
        yield


def address(name: str, *args: object) -> str:
    return reverse(f"applications:{name}", args=args)


def shown(client: Client, name: str, *args: object) -> str:
    response = client.get(address(name, *args))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def sent(client: Client, url: str, **typed: Any) -> tuple[int, str]:
    response = client.post(url, {**typed, "_key": str(uuid4())})
    return response.status_code, response.content.decode()


def found(application: Application, **defective: str) -> dict[str, str]:
    lines = {f"found_{line.point}": "in_order" for line in queries.lines_of(application)}
    return {**lines, **{f"found_{point}": word for point, word in defective.items()}}


def test_a_letter_is_walked_picked_and_sent_and_each_item_answered() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    clerk, owner = signed_in(yunxi.clerk), signed_in(yunxi.applicant)
    page = address("ask_correction", application.pk)

    assert "检查表：每一处都看过" in shown(clerk, "ask_correction", application.pk)
    code, picked = sent(clerk, page, library="item.owner.name", what_1="", found_form="in_order")
    assert (code, "单位名称或者统一社会信用代码与营业执照不一致" in picked) == (200, True)
    code, said = sent(clerk, page, **found(application, public="defective"))
    assert (code, "在下面写明这一处要补什么" in said) == (422, True)
    code, said = sent(clerk, page, **found(application), point_1="public", what_1="与全文【哪里】不一致", remedy_1="改")
    assert (code, "还没有填上：【哪里】" in said, "下面写了这一处要补的内容" in said) == (422, True, True)
    typed = {"point_1": "public", "what_1": "公开本缺第 3 页", "remedy_1": "重新上传"}
    assert sent(clerk, page, **found(application, public="defective"), **typed)[0] == 302

    item = application.corrections.get().items.get()
    assert item.rule == "环境影响评价公众参与办法第二十条"
    assert "还没有答复" in shown(owner, "tasks", application.pk)
    assert owner.get(address("check", application.pk)).status_code == 302
    assert sent(owner, address("answer_item", application.pk, item.pk), answer="")[0] == 422
    assert sent(owner, address("answer_item", application.pk, item.pk), answer="已重新上传，共 5 页")[0] == 302
    assert "已重新上传，共 5 页" in shown(owner, "check", application.pk)
    assert sent(owner, address("check", application.pk))[0] == 302

    desk = shown(clerk, "case", application.pk)
    assert "逐项认定补正" in desk
    assert "告知前走过的检查表" in desk
    assert address("ask_correction", application.pk) not in desk


def test_the_second_round_begins_with_what_is_left_and_offers_the_other_way() -> None:
    yunxi = world.world()
    application = world.ask_correction(
        world.submitted(yunxi).pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-09-15")
    )
    world.supplement(application.pk, by=yunxi.applicant, at=moment("2026-09-16", "09:00"))
    clerk = signed_in(yunxi.clerk)

    assert "已补" in shown(clerk, "judge_correction", application.pk)
    judge = address("judge_correction", application.pk)
    assert sent(clerk, judge, verdict_1="open", why_1="")[0] == 422
    assert sent(clerk, judge, verdict_1="open", why_1="缺签字页")[0] == 302
    page = shown(clerk, "ask_correction", application.pk)
    assert 'value="缺监测报告"' in page
    assert "上次第 1 项没有补正" in page
    assert address("accept_with_defects", application.pk) in page

    late = address("accept_with_defects", application.pk)
    assert sent(clerk, late, defects="")[0] == 422
    assert sent(clerk, late, defects="缺少用地意见\n公开本缺页")[0] == 302

    assert Application.objects.get(pk=application.pk).state == State.IN_REVIEW
    assert "缺少用地意见" in shown(signed_in(yunxi.officer), "case", application.pk)
    assert "缺少用地意见" not in shown(signed_in(yunxi.applicant), "mine_case", application.pk)


def test_an_item_of_somebody_else_does_not_exist() -> None:
    yunxi = world.world()
    application = world.ask_correction(
        world.submitted(yunxi).pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-09-15")
    )
    item = application.corrections.get().items.get()
    url = address("answer_item", application.pk, item.pk)

    assert signed_in(world.other_applicant(yunxi)).get(url).status_code == 404
    assert signed_in(yunxi.applicant).get(address("answer_item", application.pk, item.pk + 9)).status_code == 404
