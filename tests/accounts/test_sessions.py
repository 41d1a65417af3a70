"""How long a session lasts, and what ends it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from envportal.accounts import actions
from tests import builders as a
from tests.accounts.conftest import PASSWORD, enter, signed_in

pytestmark = pytest.mark.django_db
NOON = a.moment("2026-10-16", "12:00")
SCREEN = "/desk/account/"


@pytest.mark.parametrize(("minutes", "stays"), [(30, True), (31, False)])
def test_staff_are_signed_out_after_thirty_idle_minutes(minutes, stays):
    client = signed_in(a.staff("officer"))

    with time_machine.travel(NOON, tick=False) as clock:
        client.get(SCREEN)
        clock.shift(timedelta(minutes=minutes))
        answer = client.get(SCREEN)

    assert (answer.status_code == 200) is stays


def test_applicants_may_think_longer_but_nobody_longer_than_twelve_hours():
    client = signed_in(a.applicant())

    with time_machine.travel(NOON, tick=False) as clock:
        client.get("/my/account/")
        clock.shift(timedelta(hours=11, minutes=59))
        late = client.get("/my/account/")
        clock.shift(timedelta(minutes=2))
        too_late = client.get("/my/account/")

    assert late.status_code == 200
    assert too_late.url == "/accounts/login/?next=/my/account/"


def test_what_was_typed_after_the_session_ended_is_there_after_signing_in(client):
    person = a.applicant()

    sent = client.post("/my/account/", {"name": "沈雁", "email": "new@hexin.example", "phone": "", "language": "en"})
    enter(client, person.username)
    page = client.get("/my/account/")

    assert sent.url == "/accounts/login/?next=/my/account/"
    assert page.context["kept"] is True
    assert page.context["form"].initial["email"] == "new@hexin.example"


def test_a_closed_account_is_out_at_once_and_stays_out_after_it_was_opened_again():
    person, admin = a.staff("officer"), a.staff("secadm")
    client = signed_in(person)
    before = client.get(SCREEN).status_code

    actions.disable(person.pk, by=admin, at=timezone.now(), reason="调离")
    closed = client.get(SCREEN).status_code
    actions.readmit(person.pk, password="Another-pass-9", by=admin, at=timezone.now())
    reopened = client.get(SCREEN).status_code

    assert (before, closed, reopened) == (200, 302, 302)


def test_a_new_password_ends_the_other_sessions_of_the_person():
    person = a.applicant()
    here, there = signed_in(person), signed_in(person)
    new = "a quite long sentence"

    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert here.get("/my/account/").status_code == 200
    assert there.get("/my/account/").status_code == 302


def test_a_first_password_of_staff_has_to_be_changed_before_anything_else():
    admin = a.staff("secadm")
    person = actions.create_staff(
        person={
            "username": "luojing", "name": "罗静", "title": "", "email": "l@bureau.example", "phone": "",
            "bureau": admin.bureau, "section": None,
        },
        password="First-pass-10", by=admin, at=timezone.now(),
    )  # fmt: skip
    TOTP.activate(person, a.TOTP_SECRET)
    client = signed_in(person)
    new = "Second-pass-11"

    first = client.get(SCREEN)
    client.post("/accounts/password/change/", {"oldpassword": "First-pass-10", "password1": new, "password2": new})
    then = client.get(SCREEN)

    assert first.url == "/accounts/password/change/"
    assert then.status_code == 200
    person.refresh_from_db()
    assert person.password_expires_on == timezone.localdate() + timedelta(days=90)
