"""Signing in: name, password, one-time code, and what stops guessing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, TOTP
from django.test import Client
from django.utils import timezone

from envportal.accounts import actions, rules
from envportal.accounts.models import UsedCode
from envportal.audit.models import Event
from tests import builders as a
from tests.accounts.conftest import PASSWORD, enter, signed_in

pytestmark = pytest.mark.django_db
NOON = a.moment("2026-10-16", "12:00")
SCREEN = "/desk/account/"


def test_an_applicant_signs_in_with_a_password_and_lands_on_their_own_page(client):
    person = a.applicant()

    response = enter(client, person.username)

    assert (response.status_code, response.url) == (302, "/my/")
    assert list(Event.objects.values_list("name", "actor")) == [("signed_in", person.pk)]


def test_a_capital_letter_in_the_name_does_not_matter(client):
    person = a.applicant()

    response = enter(client, person.username.upper())

    assert response.url == "/my/"


def test_staff_are_asked_for_a_one_time_code_before_they_are_in(client):
    person = a.staff("officer")

    with time_machine.travel(NOON, tick=False):
        first = enter(client, person.username)
        between = client.get(SCREEN)
        second = client.post(first.url, {"code": a.one_time_code(NOON)})
        after = client.get(SCREEN)

    assert first.url == "/accounts/code/"
    assert between.url.startswith("/accounts/login/")
    assert second.url == "/desk/"
    assert after.status_code == 200


def test_a_one_time_code_signs_in_once(client):
    person = a.staff("officer")
    code = a.one_time_code(NOON)

    with time_machine.travel(NOON, tick=False):
        client.post(enter(client, person.username).url, {"code": code})
        other = Client()
        again = other.post(enter(other, person.username).url, {"code": code})

    assert again.status_code == 200
    assert "_auth_user_id" not in other.session


def test_a_code_that_signed_in_cannot_sign_a_decision_nor_the_other_way_round(client):
    person = a.staff("leader")
    code = a.one_time_code(NOON)

    rules.confirm_second_factor(person, code, NOON)
    with pytest.raises(rules.WrongCode):
        rules.confirm_second_factor(person, code, NOON + timedelta(seconds=5))
    with time_machine.travel(NOON, tick=False):
        answer = client.post(enter(client, person.username).url, {"code": code})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("seconds", "is_good"), [(-31, False), (-1, True), (0, True), (59, True), (60, False)])
def test_a_code_is_good_half_a_minute_before_and_after_its_own(seconds, is_good):
    person = a.staff("leader")
    at = NOON + timedelta(seconds=seconds)

    if is_good:
        rules.confirm_second_factor(person, a.one_time_code(NOON), at)
    else:
        with pytest.raises(rules.WrongCode):
            rules.confirm_second_factor(person, a.one_time_code(NOON), at)

    assert UsedCode.objects.filter(user=person).exists() is is_good


def test_a_code_may_be_typed_with_blanks_and_is_wrong_without_an_app():
    person, other = a.staff("leader"), a.applicant()
    code = a.one_time_code(NOON)

    rules.confirm_second_factor(person, f" {code[:3]} {code[3:]}", NOON)

    with pytest.raises(rules.WrongCode):
        rules.confirm_second_factor(other, code, NOON)


def test_the_fifth_wrong_password_locks_name_and_address_for_a_quarter_of_an_hour(client):
    person = a.applicant()

    with time_machine.travel(NOON, tick=False) as clock:
        answers = [enter(client, person.username, "wrong").status_code for _ in range(5)]
        locked = enter(client, person.username)
        clock.shift(timedelta(minutes=14, seconds=59))
        still_locked = enter(client, person.username)
        clock.shift(timedelta(minutes=15, seconds=2))
        opened = enter(client, person.username)

    assert answers == [200, 200, 200, 200, 429]
    assert (locked.status_code, still_locked.status_code) == (429, 429)
    assert opened.url == "/my/"


def test_a_locked_name_can_still_be_used_from_another_address(client):
    person = a.applicant()

    for _ in range(5):
        enter(client, person.username, "wrong")
    elsewhere = enter(client, person.username, REMOTE_ADDR="198.51.100.7")

    assert elsewhere.url == "/my/"


def test_changing_the_case_of_the_name_does_not_avoid_the_lock(client):
    person = a.applicant()

    answers = [enter(client, name, "wrong").status_code for name in (person.username, person.username.upper()) * 3]

    assert answers[4:] == [429, 429]


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(client):
    person = a.applicant()

    wrong = enter(client, person.username, "wrong")
    unknown = enter(client, "nobody", "wrong")

    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert wrong.status_code == unknown.status_code == 200


def test_an_unknown_name_is_locked_like_a_known_one(client):
    answers = [enter(client, "nobody", "wrong").status_code for _ in range(5)]

    assert answers[-1] == 429


def test_a_reset_is_answered_alike_and_only_a_known_address_gets_mail(client, mailoutbox):
    person = a.applicant()

    known = client.post("/accounts/password/reset/", {"email": person.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@hexin.example"})

    assert known.url == unknown.url == "/accounts/password/reset/sent/"
    assert [mail.to for mail in mailoutbox] == [[person.email]]


def test_the_link_in_the_mail_sets_a_password_once_and_does_not_sign_in(client, mailoutbox):
    person = a.applicant()
    client.post("/accounts/password/reset/", {"email": person.email})
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
    new = "a quite long sentence"

    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    again = Client().get(link, follow=True)

    person.refresh_from_db()
    assert person.check_password(new)
    assert "_auth_user_id" not in client.session
    assert again.context["token_fail"] is True


def test_staff_without_a_second_factor_reach_nothing_but_enrolment():
    person = a.staff("officer")
    Authenticator.objects.filter(user=person).delete()

    client = signed_in(person)

    for page in (SCREEN, "/", "/desk/people/", "/my/account/", "/accounts/second-factor/"):
        assert client.get(page).status_code in {302, 404}, page
        assert client.get(page).headers.get("Location", "/accounts/second-factor/enrol/").endswith("/enrol/"), page


def test_enrolment_shows_a_picture_and_the_secret_and_asks_for_the_first_code(client):
    person = a.staff("officer")
    Authenticator.objects.filter(user=person).delete()

    with time_machine.travel(NOON, tick=False):
        entered = enter(client, person.username)
        page = client.get("/accounts/second-factor/enrol/")
        secret = client.session[SECRET_SESSION_KEY]
        code = a.one_time_code(NOON, secret)
        done = client.post("/accounts/second-factor/enrol/", {"code": code})

    assert entered.url == "/desk/"
    assert secret in page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert done.url == "/accounts/second-factor/codes/"
    assert secret not in Authenticator.objects.get(user=person, type="totp").data["secret"]
    with pytest.raises(rules.WrongCode):
        rules.confirm_second_factor(person, code, NOON)


def test_staff_cannot_drop_their_second_factor_and_applicants_can():
    officer, owner = a.staff("officer"), a.applicant()

    answers = [signed_in(person).get("/accounts/second-factor/drop/").status_code for person in (officer, owner)]

    assert answers == [403, 404]  # the owner has none to drop


def test_a_recovery_code_stands_in_for_the_app_once(client):
    person = a.staff("officer")
    code = RecoveryCodes.activate(person).get_unused_codes()[0]

    first = client.post(enter(client, person.username).url, {"code": code})
    other = Client()
    second = other.post(enter(other, person.username).url, {"code": code})

    assert first.url == "/desk/"
    assert second.status_code == 200


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
