"""Three departments asked in parallel: one signed in, one by a link, one silent; told through the pages."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.departments import actions, rules
from approvals.departments.models import Consultation
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.departments import rows

pytestmark = pytest.mark.django_db


def at(day: str, clock: str = "10:00") -> Any:
    return time_machine.travel(moment(day, clock), tick=True)


def test_three_departments_are_asked_at_once_and_one_is_silent() -> None:
    yunxi = world.world()
    planning, reform, fire = rows.three(yunxi)
    application = rows.accepted(yunxi)
    case_page = reverse("departments:case", args=[application.pk])

    with at("2026-09-18"):
        officer = signed_in(yunxi.officer)
        typed = {"departments": [planning.pk, reform.pk, fire.pk], "question": rows.QUESTION, "_key": str(uuid4())}
        for _twice in range(2):
            assert officer.post(reverse("departments:ask", args=[application.pk]), typed).url == case_page
        first, second = (Consultation.objects.get(department=one) for one in (planning, reform))
        shown = officer.get(reverse("departments:link", args=[second.pk])).content.decode()
        assert rules.link_of(second) in shown

    with at("2026-09-21"):
        desk = signed_in(rows.person(planning))
        assert "现在答复" in desk.get("/desk/consultations/").content.decode()
        address = reverse("departments:reply", args=[first.pk])
        nothing = desk.post(address, {"reply": "conditions", "text": "", "_key": str(uuid4())})
        assert (nothing.status_code, "写明意见和依据" in nothing.content.decode()) == (422, True)
        said = {"reply": "conditions", "text": "退让河道蓝线 20 米", "_key": str(uuid4())}
        assert desk.post(address, said).status_code == 302

        anyone, link = Client(), f"/consultations/{rules.link_of(second)}/"
        page = anyone.get(link)
        assert (page.status_code, page["Cache-Control"]) == (200, "no-store, private")
        assert rows.QUESTION in page.content.decode()
        thanks = anyone.post(link, {"reply": "no_objection", "text": "", "name": "秦方，投资科"})
        assert "答复已送出" in thanks.content.decode()
        again = anyone.post(link, {"reply": "objection", "text": "改主意了", "name": "秦方"})
        assert (again.status_code, "这个链接不能用了" in again.content.decode()) == (404, True)

    with at("2026-09-22"):
        gate = signed_in(yunxi.leader).get(f"/desk/cases/{application.pk}/").content.decode()
        assert "还没有答复：云溪市消防救援局（9月24日届满）。" in gate
    actions.sweep(at=moment("2026-09-25", "00:05"))
    with at("2026-09-25"):
        told = signed_in(yunxi.officer).get(case_page).content.decode()
        gate = signed_in(yunxi.leader).get(f"/desk/cases/{application.pk}/").content.decode()

    assert [
        word in told for word in ("同意，附条件", "秦方，投资科", "逾期未答复，依规则视为没有不同意见", rows.BASIS)
    ] == [True] * 4
    assert "还没有答复" not in gate
    assert Consultation.objects.filter(case=application.case).exclude(reply="").count() == 3
    assert date(2026, 9, 24) == Consultation.objects.get(department=fire).due_on


def test_a_link_that_stands_opens_whatever_others_at_its_address_tried() -> None:
    yunxi = world.world()
    one = rows.asked(yunxi, rows.accepted(yunxi), rows.three(yunxi)[1])[0]
    anyone = Client()

    with at("2026-09-21"):
        wrong = [anyone.get(f"/consultations/{n:040d}/").status_code for n in range(11)]

        assert wrong[-1] == 429
        assert anyone.get(f"/consultations/{rules.link_of(one)}/").status_code == 200


def test_who_tries_links_is_told_to_wait() -> None:
    anyone = Client()

    answers = [anyone.get(f"/consultations/{n:040d}/").status_code for n in range(11)]

    assert answers == [404] * 10 + [429]


def test_other_departments_and_outsiders_find_nothing() -> None:
    yunxi = world.world()
    planning, _reform, fire = rows.three(yunxi)
    application = rows.accepted(yunxi)
    one = rows.asked(yunxi, application, planning)[0]

    with at("2026-09-21"):
        assert signed_in(rows.person(fire)).get(reverse("departments:reply", args=[one.pk])).status_code == 404
        assert signed_in(yunxi.applicant).get(reverse("departments:case", args=[application.pk])).status_code == 404
        assert signed_in(rows.person(fire)).get(reverse("departments:case", args=[application.pk])).status_code == 403
        assert signed_in(yunxi.clerk).get(reverse("departments:ask", args=[application.pk])).status_code == 403
