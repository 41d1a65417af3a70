"""The pages of an errand: the enterprise's, its counterpart's, and the bureau's above."""

from __future__ import annotations

from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from approvals.errands.models import Errand
from approvals.errands.states import State
from envportal.accounts.enums import Role
from tests import builders, world
from tests.accounts.conftest import queries_of, signed_in
from tests.documents import corpus
from tests.errands.test_way import NOW, asked, prepared, sent
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def yunxi() -> World:
    return world.world()


def key(**typed: object) -> dict[str, object]:
    return {"_key": str(uuid4()), **typed}


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_from_the_request_to_the_decision_above_in_the_browser(yunxi: World) -> None:
    mine, officer = signed_in(yunxi.applicant), signed_in(yunxi.officer)
    typed = {
        "enterprise": yunxi.owner.pk, "bureau": yunxi.bureau.pk, "what": "approval", "project_name": "造纸项目",
        "words": "由省厅审批", "superior_name": "临省生态环境厅",
    }  # fmt: skip
    refused = mine.post("/my/errands/new/", key(**typed)).content.decode()
    assert "请先勾选同意" in refused
    assert "造纸项目" in refused
    mine.post("/my/errands/new/", key(**typed, consent="on"))
    errand = Errand.objects.get()
    one, my_one = f"/desk/errands/{errand.pk}/", f"/my/errands/{errand.pk}/"
    for words in ("不收取任何费用", "第102条", "等本局承接"):
        assert words in page(mine, my_one) or words in page(mine, "/my/errands/")
    officer.post(f"{one}take/", key())
    assert "至少写一项" in officer.post(f"{one}want/", key()).content.decode()
    officer.post(f"{one}want/", key(name_1="环评报告书", basis_1="法典第102条"))
    assert officer.get(f"{one}send/").status_code == 200
    assert "还缺：环评报告书" in officer.post(f"{one}send/", key()).content.decode()
    item = errand.items.get()
    mine.post(f"{my_one}supply/", key(item=item.pk, file=corpus.upload(corpus.pdf(2), "报告书.pdf")))
    officer.post(f"{one}send/", key())
    assert b"PK" in b"".join(mine.get(f"{my_one}packages/1/").streaming_content)
    note = {"step": "decided", "on": "2026-9-21", "file": corpus.upload(corpus.pdf(1), "批复.pdf")}
    half = officer.post(f"{one}note/", key(**note)).content.decode()
    assert "写明决定的文号" in half
    note["file"] = corpus.upload(corpus.pdf(1), "批复.pdf")
    officer.post(f"{one}note/", key(**note, outcome="granted", number="临环审〔2026〕9号"))

    assert Errand.objects.get().state == State.DECIDED
    text = page(mine, my_one)
    for words in ("临环审〔2026〕9号", "批复.pdf", "周明远", "0999-000 0188"):
        assert words in text
    assert "临环审〔2026〕9号" in page(officer, one)
    assert signed_in(world.other_applicant(yunxi)).get(my_one).status_code == 404


def test_the_bureau_above_finds_it_takes_the_package_and_answers_and_reads_nothing_else(yunxi: World) -> None:
    above = builders.bureau("lin", "临省生态环境厅", "临环")
    yunxi.bureau.parent = above
    yunxi.bureau.save()
    errand, clerk = sent(yunxi, above), signed_in(builders.staff(Role.CLERK, "高岩", at=above))
    below = f"/desk/errands/from-below/{errand.pk}/"

    assert errand.case.title in page(clerk, "/desk/errands/from-below/")
    assert "登记办理情况" in page(clerk, below)
    assert clerk.get(f"{below}packages/1/").status_code == 200
    assert clerk.get(f"/desk/errands/{errand.pk}/").status_code == 404
    assert signed_in(yunxi.clerk).get(below).status_code == 404
    clerk.post(f"{below}answer/", key(step="supplement", on="2026-9-21", name_1="枯水期预测"))
    assert Errand.objects.get().state == State.SUPPLEMENT
    assert "枯水期预测" in page(signed_in(yunxi.applicant), f"/my/errands/{errand.pk}/")


def test_a_delegation_is_asked_for_and_its_answer_kept_on_its_pages(yunxi: World) -> None:
    errand, officer = sent(yunxi), signed_in(yunxi.officer)
    one = f"/desk/errands/{errand.pk}/"
    officer.post(f"{one}seek/", key(scope="报告表", asked_on="2026-9-21"))
    typed = {"outcome": "granted", "answered_on": "2026-9-21", "document_number": "临环函〔2026〕3号"}
    file = corpus.upload(corpus.pdf(1), "函.pdf")
    assert "写明委托的范围" in officer.post(f"{one}seek/answer/", key(**typed, file=file)).content.decode()
    whole = {"granted_scope": "报告表", "valid_from": "2026-10-1", "valid_to": "2028-9-30"}
    officer.post(f"{one}seek/answer/", key(**typed, **whole, file=corpus.upload(corpus.pdf(1), "函.pdf")))

    assert "临环函〔2026〕3号" in page(officer, "/desk/errands/delegations/")
    assert "临环函〔2026〕3号" in page(officer, one)
    assert "临环函〔2026〕3号" not in page(signed_in(yunxi.applicant), f"/my/errands/{errand.pk}/")


def test_a_list_of_three_costs_as_much_as_a_list_of_one(yunxi: World) -> None:
    officer, mine = signed_in(yunxi.officer), signed_in(yunxi.applicant)
    prepared(yunxi)
    before = queries_of(officer, "/desk/errands/?sort=superior_due_on"), queries_of(mine, "/my/errands/")
    for what in ("permit", "other"):
        asked(yunxi, what=what)

    assert (queries_of(officer, "/desk/errands/"), queries_of(mine, "/my/errands/")) == before
