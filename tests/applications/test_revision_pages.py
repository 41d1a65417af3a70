"""Revising in the browser: asked for at the desk, answered by the applicant, judged point by point."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from approvals.applications.models import Application, SpecialStep
from approvals.applications.queries import files
from tests import world
from tests.accounts.conftest import signed_in
from tests.applications.revising import (
    ANSWERED,
    ASKED,
    JUDGED,
    POINTS,
    after_experts,
    fetch,
    key,
    leaving_revisions_out,
    revised,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def yunxi(db) -> world.World:
    return leaving_revisions_out()


@pytest.fixture
def application(yunxi: world.World) -> Application:
    return after_experts(yunxi)


def test_the_pages_from_asking_to_the_last_word(yunxi: world.World, application: Application):
    officer, applicant = signed_in(yunxi.officer), signed_in(yunxi.applicant)
    mine, desk = (reverse(f"applications:{name}", args=[application.pk]) for name in ("mine_case", "case"))
    address = {
        name: reverse(f"applications:{name}_revision", args=[application.pk]) for name in ("ask", "answer", "judge")
    }
    old = files(application, "eia_table").get()
    with time_machine.travel(ASKED, tick=True):
        form = officer.get(address["ask"]).context["form"]
        assert form.initial["points"].splitlines() == POINTS
        step = SpecialStep.objects.get(application=application).pk
        typed = {"after": step, "points": "\n".join(POINTS), "wanted_by": "2026-10-1"}
        late = officer.post(address["ask"], typed | key())
        assert (late.status_code, POINTS[1] in late.content.decode()) == (422, True)
        assert officer.post(address["ask"], typed | {"wanted_by": "2026-10-16"} | key()).url == desk
        assert "等申请人修改文件" in officer.get("/desk/").content.decode()
    with time_machine.travel(ANSWERED, tick=True):
        assert "请按评审意见修改文件" in applicant.get(mine).content.decode()
        said = {"change_1": "每 3 个月更换一次", "page_1": "35", "change_2": "补充了", "page_2": ""}
        lost = applicant.post(address["answer"], said | revised() | key())
        assert (lost.status_code, "每 3 个月更换一次" in lost.content.decode()) == (422, True)
        assert "第 2 条：写明在修改后的全文第几页" in lost.content.decode()
        whole = said | {"page_2": "附图 7"} | revised()
        assert applicant.post(address["answer"], whole | key()).url == mine
    with time_machine.travel(JUDGED, tick=True):
        officer, applicant = signed_in(yunxi.officer), signed_in(yunxi.applicant)
        bad = officer.post(address["judge"], {"verdict_1": "settled", "verdict_2": "open", "why_2": ""} | key())
        assert (bad.status_code, "第 2 条没有解决的，写明还缺什么" in bad.content.decode()) == (422, True)
        good = {"verdict_1": "settled", "verdict_2": "open", "why_2": "附图看不清"}
        assert officer.post(address["judge"], good | key()).url == desk
        told = [officer.get(desk).content.decode(), applicant.get(mine).content.decode()]
        # The old version stays with those who could read it, and with nobody else.
        fetched = [fetch(one, old.pk) for one in (officer, applicant)]
        other = signed_in(world.other_applicant(yunxi)).get(f"/files/{old.pk}/").status_code

    words = ("2 条中 1 条已解决", "附图看不清", "每 3 个月更换一次", "第 1 版", "第 2 版", f"/files/{old.pk}/")
    assert [word in text for text in told for word in words] == [True] * 12
    assert (fetched, other) == ([old.size] * 2, 404)
