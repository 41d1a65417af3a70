"""An hour is booked, moved by a power cut, reminded of, kept; and what began at the counter goes on."""

from __future__ import annotations

import pytest
import time_machine

from approvals.appointments import actions
from approvals.appointments.models import Appointment
from approvals.questions.models import Question
from envportal.deadlines.actions import load_rules
from envportal.messaging.models import Message
from tests.accounts.conftest import just_confirmed, signed_in
from tests.appointments import rows
from tests.builders import moment

pytestmark = pytest.mark.django_db


def test_an_enterprise_comes_at_the_hour_it_chose_after_the_first_one_fell_away() -> None:
    load_rules()
    of = rows.desk()
    with time_machine.travel(rows.NOW, tick=False):
        typed = {"piece": of.piece(), "name": "沈雁", "phone": "0999-000 0123"}
        signed_in(of.owner).post(f"/my/appointments/book/{of.service.pk}/", typed)
        one = Appointment.objects.get()
        closed = {"day": "2026-11-03", "counter": "", "why": "停电"}
        just_confirmed(of.head).post("/desk/appointments/settings/closed/", closed)
        client = signed_in(of.owner)
        assert "那一天窗口不办公" in client.get(f"/my/appointments/{one.pk}/").content.decode()
        client.post(f"/my/appointments/{one.pk}/change/", {"piece": of.piece(rows.WEDNESDAY)})

    actions.carry_on(at=moment("2026-11-03", "00:10"))
    assert set(Message.objects.values_list("template", flat=True)) == {"appointment_displaced", "appointment_reminder"}

    with time_machine.travel(moment("2026-11-04", "08:50"), tick=False):
        clerk = just_confirmed(of.clerk)
        clerk.post(f"/desk/appointments/{one.pk}/arrive/", {})
    with time_machine.travel(moment("2026-11-04", "09:06"), tick=False):
        clerk.post(f"/desk/appointments/{one.pk}/serve/", {})
        asked = {"channel": "counter", "topic": "filing", "size": "simple", "what": "材料交几份？"}
        clerk.post("/desk/questions/new/", asked)
        figures = clerk.get("/appointments/figures/").content.decode()

    one = rows.fresh(one)
    assert (one.state, one.ticket, one.case.holder) == ("served", 1, of.clerk)
    assert Question.objects.get().case.holder == of.clerk
    assert "6 分钟" in figures
