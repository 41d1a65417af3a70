"""An owner asks which document, is told once what to bring and begins with the check; the window thinks otherwise."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from approvals.applications.models import Application
from approvals.catalogue import classifying
from approvals.catalogue.actions.books import load_materials
from approvals.catalogue.enums import Book
from approvals.catalogue.models import Snapshot, Told
from envportal.audit import log
from envportal.web.forms import question
from tests import world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.catalogue.rows import AT, DAY, agreed

pytestmark = pytest.mark.django_db


def test_from_a_word_to_an_application_and_a_ruling_beside_its_check():
    of, anybody = world.world(), Client()
    load_materials(DAY)
    agreed(of, Book.LEVELS, title="其余项目", items="", documents="", level="own", authority="")
    with time_machine.travel(AT, tick=False):
        # Without an account: a word, an item, four answers.
        found = anybody.get("/which-document/?q=金属制日用品").content.decode()
        assert 'href="/which-document/items/66/"' in found
        asked = "/which-document/items/66/?asked=q1,q2&q1=no&q2=3"
        assert "仅分割、焊接、组装" in anybody.get(asked).content.decode()
        answer = anybody.get(f"{asked}&q3=no&q4=0").content.decode()
        assert "要编制环境影响报告表" in answer
        assert "其余项目" in answer

        # Kept under a code, and told at the window what to bring, once.
        sum_ = question.ask(AT)
        typed = {"item": "66", "said": "q1=no&q2=3&q3=no&q4=0", "_question": sum_.token, "answer": str(sum_.answer)}
        assert anybody.post("/which-document/keep/", typed).status_code == 200
        code = Snapshot.objects.get().code
        clerk = just_confirmed(of.clerk)
        clerk.post("/desk/window/told/new/", {
            "to": "沈雁", "project": "餐具喷涂线", "document": "table", "industry": "C3382", "channel": "counter",
            "check": code, "_key": str(uuid4()),
        })  # fmt: skip
        told = Told.objects.get()
        assert told.snapshot is not None
        assert "内容与出具时一致" in anybody.get(f"/materials/told/{told.code}/").content.decode()

        # The application begins with the check; its kind is chosen already.
        owner = signed_in(of.applicant)
        form = owner.get(f"/my/applications/new/?check={code}").content.decode()
        assert re.search(r'value="table"[^>]*checked', form)
        owner.post("/my/applications/new/", {
            "enterprise": of.owner.pk, "bureau": of.bureau.pk, "document_kind": "table", "project_name": "餐具喷涂线",
            "check": code, "_key": str(uuid4()),
        })  # fmt: skip
        assert Application.objects.get().case.catalogue_bases.get().snapshot.code == code

        # Filled in and filed as every application is.
        case = world.submitted(of).case
        classifying.attach(case, code, by=of.applicant, at=AT)

        # The window has seen the order for the paint: a report. Both stay, and the log has both.
        reason = "涂料订单为每年 12 吨，第66项第二句"
        address = f"/desk/cases/{case.pk}/catalogue/"
        assert clerk.post(address, {"tier": "report", "reason": reason, "_key": str(uuid4())}).status_code == 302
        shown = clerk.get(address).content.decode()
        assert reason in shown
        assert code in shown
    names = [event.name for event in log.history(case)]
    assert {"catalogue_attached", "catalogue_overruled"} <= set(names)
