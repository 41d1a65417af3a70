"""From a register to a revised document: drawn by a public seed, one declines, each says, all say, the text changes."""

from __future__ import annotations

from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from approvals.applications.models import Application, SpecialStep
from approvals.experts.models import Draw, Expert, Seat
from envportal.accounts.enums import Role
from envportal.documents.models import Document
from tests import builders, world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db


def at(day: str, clock: str = "10:00") -> Any:
    return time_machine.travel(moment(day, clock), tick=True)


def post(client: Client, page: str, pk: int, **typed: Any) -> None:
    """Post a step's form; whatever it is refused for is said."""
    answer = client.post(reverse(page, args=[pk]), {**typed, "_key": str(uuid4())})
    assert answer.status_code == 302, answer.content.decode()


def initial(client: Client, page: str, pk: int) -> dict[str, Any]:
    return dict(client.get(reverse(page, args=[pk])).context["form"].initial)


def pdf(pages: int, name: str) -> Any:
    return corpus.upload(corpus.pdf(pages), name)


def test_a_panel_is_drawn_judges_and_the_document_is_revised(tmp_path: Path) -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    entered(yunxi, tmp_path / "experts.csv")

    drawn = drawn_in_public(yunxi, application)
    answered(yunxi, drawn)
    written(yunxi, application, drawn)
    revised(yunxi, application)


def entered(yunxi: world.World, table: Path) -> None:
    """Six experts from a table, two of them with accounts."""
    names = [builders.staff(Role.EXPERT, f"专家z{n}", at=yunxi.bureau).username for n in (1, 2)] + [""] * 4
    rows = "".join(f"z{n},专家z{n},江原大学,教授,air,{name}\n" for n, name in enumerate(names, 1))
    table.write_text(f"code,name,employer,title,specialities,username\n{rows}")
    call_command("load_experts", table, bureau="yunxi", stdout=StringIO())


def drawn_in_public(yunxi: world.World, application: Application) -> Draw:
    """Who is tied is not in the pool; anybody comes to the same order from what the public page says."""
    with at("2026-09-18"):
        tie = {"name": yunxi.owner.name, "uscc": yunxi.owner.uscc, "kind": "shares", "since": "2024-1-1"}
        tied = Expert.objects.get(code="z6").pk
        post(signed_in(yunxi.head), "experts:enter_tie", tied, **tie, source="企业信用信息公示系统")
        officer = signed_in(yunxi.officer)
        post(officer, "applications:draw_experts", application.pk, specialities=["air"], size="3")

    drawn = Draw.objects.get()
    public = Client().get("/expert-draws/?format=csv").content.decode()
    assert all(word in public for word in (drawn.seed, " ".join(drawn.pool), " ".join(drawn.order)))
    again = sorted(drawn.pool, key=lambda code: sha256(f"{drawn.seed}:{code}".encode()).hexdigest())
    assert (again, "z6" in again) == (drawn.order, False)
    return drawn


def answered(yunxi: world.World, drawn: Draw) -> None:
    """The first cannot come: the fourth of the order is asked, and comes."""
    with at("2026-09-21"):
        officer = signed_in(yunxi.officer)
        while waiting := drawn.seats.filter(state="invited").order_by("position").first():
            told = {"accepts": "no", "reason": "出差"} if waiting.position == 1 else {"accepts": "yes"}
            person = waiting.expert.person
            client, page = (signed_in(person), "answer") if person else (officer, "answer_for")
            post(client, f"experts:{page}", waiting.pk, **told)

    assert [one.expert.code for one in drawn.seats.order_by("position")] == drawn.order[:4]


def written(yunxi: world.World, application: Application, drawn: Draw) -> None:
    """Each says for themselves, typed or on paper; then all together; the officer files it."""
    with at("2026-09-22"):
        officer = signed_in(yunxi.officer)
        names = initial(officer, "applications:commission_expert_review", application.pk)
        assert names["experts"].count("专家") == 3
        asked = {"reason": "论证", "planned_days": "7", **names}
        post(officer, "applications:commission_expert_review", application.pk, **asked)
        post(signed_in(yunxi.head), "applications:confirm_expert_review", application.pk)
        seats = list(Seat.objects.filter(state="accepted").order_by("position"))
        for n, seat in enumerate(seats, 1):
            person, said = seat.expert.person, {"opinion": "可行，明确更换周期"}
            if person is not None:
                post(signed_in(person), "experts:opine", seat.pk, **said)
            else:
                post(officer, "experts:take_in_paper", seat.pk, **said, file=pdf(n, "专家意见.pdf"))
        lead = next((seat for seat in seats if seat.expert.person is not None), None)
        joint = {"opinion": "明确更换周期；补充监测口位置图"}
        if lead is not None and lead.expert.person is not None:
            post(signed_in(lead.expert.person), "experts:join", lead.pk, **joint)
        else:
            post(officer, "experts:take_in_joint_paper", drawn.pk, **joint, file=pdf(8, "专家组意见.pdf"))
        assert initial(officer, "applications:file_expert_opinion", application.pk) == joint
        post(officer, "applications:file_expert_opinion", application.pk, **joint)


def revised(yunxi: world.World, application: Application) -> None:
    """Each point of the joint opinion is answered with a page of the new version; the old one stays."""
    pk = application.pk
    with at("2026-09-24"):
        officer = signed_in(yunxi.officer)
        points = initial(officer, "applications:ask_revision", pk)["points"]
        assert points.splitlines() == ["明确更换周期", "补充监测口位置图"]
        asked = {"after": SpecialStep.objects.get().pk, "points": points, "wanted_by": "2026-9-30"}
        post(officer, "applications:ask_revision", pk, **asked)
    with at("2026-09-28"):
        said = {"change_1": "三个月", "page_1": "35", "change_2": "补充了", "page_2": "附图 7"}
        files = {"file": pdf(9, "修改稿.pdf"), "public": pdf(10, "公开本（修改）.pdf")}
        post(signed_in(yunxi.applicant), "applications:answer_revision", pk, **said, **files)
    with at("2026-09-29"):
        officer = signed_in(yunxi.officer)
        post(officer, "applications:judge_revision", pk, verdict_1="settled", verdict_2="open", why_2="图不清楚")
        told = officer.get(reverse("applications:case", args=[pk])).content.decode()

    assert all(word in told for word in ("2 条中 1 条已解决", "图不清楚", "第 2 版", "修改稿.pdf"))
    assert Document.objects.filter(case=application.case, kind="eia_table").count() == 2
