"""Signing in: name, password, one-time code, and what stops guessing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.core.cache import cache
from django.test import Client

from envportal.accounts import rules
from envportal.accounts.models import UsedCode, User
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


@pytest.mark.parametrize("way", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere_after_signing_in(client, way):
    person = a.applicant()

    answer = client.post("/accounts/login/", {"login": person.username, "password": PASSWORD, "next": way})

    assert answer.url == "/my/"


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


def test_after_five_wrong_codes_the_right_one_has_to_wait():
    person = a.staff("leader")

    confirm = rules.signed(rules.confirm_second_factor)

    for _ in range(5):
        with pytest.raises(rules.WrongCode, match="不对"):
            confirm(person, "wrong", NOON)
    with pytest.raises(rules.WrongCode, match="5 分钟"):
        confirm(person, a.one_time_code(NOON), NOON)
    cache.clear()

    confirm(person, a.one_time_code(NOON), NOON)


def test_a_wrong_code_counts_although_the_step_it_was_to_sign_is_rolled_back():
    person = a.staff("leader")

    @rules.signed
    def sign(code: str) -> None:
        User.objects.filter(pk=person.pk).update(title="signed")
        rules.confirm_second_factor(person, code, NOON)

    for _ in range(5):
        with pytest.raises(rules.WrongCode, match="不对"):
            sign("wrong")

    assert User.objects.get(pk=person.pk).title == ""
    with pytest.raises(rules.WrongCode, match="5 分钟"):
        sign(a.one_time_code(NOON))


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


def test_a_password_with_an_accent_is_the_same_from_every_keyboard(client):
    person = a.applicant()
    composed, decomposed = "une journ\u00e9e d'\u00e9t\u00e9", "une journe\u0301e d'e\u0301te\u0301"
    link = {"oldpassword": PASSWORD, "password1": decomposed, "password2": decomposed}

    signed_in(person).post("/accounts/password/change/", link)

    assert enter(client, person.username, composed).url == "/my/"
    assert enter(Client(), person.username, decomposed).url == "/my/"


def test_one_address_that_registers_without_end_is_asked_to_wait(client):
    answers = [client.post("/register/", {}).status_code for _ in range(21)]

    assert answers[0] == 422
    assert answers[-1] == 429
