"""Staff: two administrators to a role, machine roles alone, closing an account."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from envportal.accounts import actions, rules
from envportal.accounts.models import RoleGrant, RoleRequest, User
from envportal.accounts.rules.persons import MachineRolesStandAlone, RoleNeedsStaff
from envportal.audit.models import Event
from envportal.refusals import NotYours
from tests import builders as a
from tests.accounts.conftest import just_confirmed, queries_of, signed_in

pytestmark = pytest.mark.django_db
AT = a.moment("2026-10-16")


@pytest.fixture
def first() -> User:
    return a.staff("secadm", "邵安")


@pytest.fixture
def second() -> User:
    return a.staff("secadm", "贺全")


def test_a_role_asked_for_by_one_is_granted_by_another(first, second):
    person = a.staff("officer")

    actions.request_role(person.pk, role="clerk", by=first, at=AT)
    assert rules.roles(person) == {"public", "officer"}
    actions.grant_role(person.pk, role="clerk", by=second, at=AT)

    assert rules.roles(person) == {"public", "officer", "clerk"}
    assert list(Event.objects.values_list("name", "actor_name", "facts__role")) == [
        ("role_requested", "邵安", "clerk"), ("role_granted", "贺全", "clerk"),
    ]  # fmt: skip


def test_who_asked_for_a_role_cannot_grant_it(first):
    person = a.staff("officer")
    actions.request_role(person.pk, role="clerk", by=first, at=AT)

    with pytest.raises(actions.NeedsSecondPerson):
        actions.grant_role(person.pk, role="clerk", by=first, at=AT)

    assert rules.roles(person) == {"public", "officer"}


def test_nobody_grants_a_role_nobody_asked_for(second):
    person = a.staff("officer")

    with pytest.raises(actions.NeedsSecondPerson):
        actions.grant_role(person.pk, role="clerk", by=second, at=AT)


def test_role_is_granted_by_a_second_person(first):
    person = a.staff("officer")

    with pytest.raises(IntegrityError, match="role_is_granted_by_a_second_person"), transaction.atomic():
        RoleRequest.objects.create(
            user=person, role="clerk", requested_by=first, requested_at=AT, decided_by=first, was_granted=True
        )


def test_nobody_manages_themselves(first):
    with pytest.raises(actions.NotYourself):
        actions.request_role(first.pk, role="auditor", by=first, at=AT)
    with pytest.raises(actions.NotYourself):
        actions.disable(first.pk, by=first, at=AT)


@pytest.mark.parametrize(
    ("held", "asked", "fits"),
    [
        ("officer", "clerk", True), ("officer", "sysop", False), ("sysop", "officer", False),
        ("sysop", "secadm", False),
        ("secadm", "auditor", False), ("auditor", "supervisor", False), ("auditor", "auditor", True),
    ],
)  # fmt: skip
def test_machine_roles_stand_alone(first, held, asked, fits):
    person = a.staff(held)

    if fits:
        rules.check_role_fits(person, asked)
    else:
        with pytest.raises(MachineRolesStandAlone):
            actions.request_role(person.pk, role=asked, by=first, at=AT)


@pytest.mark.parametrize(("held", "added"), [("officer", "sysop"), ("auditor", "clerk"), ("secadm", "sysop")])
def test_the_database_itself_keeps_machine_roles_apart(held, added):
    person = a.staff(held)

    with pytest.raises(IntegrityError, match="machine_roles_stand_alone"), transaction.atomic():
        RoleGrant.objects.create(user=person, role=added)
    with pytest.raises(IntegrityError, match="machine_roles_stand_alone"), transaction.atomic():
        RoleGrant.objects.create(user=a.staff("finance"), role="legal").user.grants.filter(role="legal").update(
            role="sysop"
        )


def test_applicants_and_the_public_hold_no_granted_role(first):
    owner = a.applicant()

    with pytest.raises(NotYours):
        actions.request_role(owner.pk, role="clerk", by=first, at=AT)
    with pytest.raises(RoleNeedsStaff):
        rules.check_role_fits(a.staff("officer"), "owner")
    RoleGrant.objects.create(user=owner, role="leader")
    assert rules.roles(owner) == {"public", "owner"}


def test_an_administrator_looks_after_their_own_bureau_only(first):
    elsewhere = a.bureau("dongling", "东岭市生态环境局", "东环")
    stranger = a.staff("officer", at=elsewhere)

    with pytest.raises(NotYours):
        actions.disable(stranger.pk, by=first, at=AT)
    assert just_confirmed(first).get(f"/desk/people/{stranger.pk}/").status_code == 404


def test_revoking_needs_one_administrator_and_twice_is_once(first):
    person = a.staff("officer")

    actions.revoke_role(person.pk, role="officer", by=first, at=AT)
    actions.revoke_role(person.pk, role="officer", by=first, at=AT)

    assert rules.roles(person) == {"public"}
    assert Event.objects.filter(name="role_revoked").count() == 1


def test_the_pages_of_staff_ask_again_who_you_are(first):
    page = f"/desk/people/{a.staff('officer').pk}/disable/"

    stale = signed_in(first).get(page)
    fresh = just_confirmed(first).get(page)

    assert stale.url.startswith("/accounts/code/again/?next=")
    assert fresh.status_code == 200


def test_an_account_is_opened_given_a_role_and_closed_on_the_pages(first, second):
    asking, granting = just_confirmed(first), just_confirmed(second)
    typed = {
        "username": "Zhou.Mingyuan", "name": "周明远", "title": "", "email": "z@bureau.example", "phone": "",
        "bureau": first.bureau_id, "section": "", "password": "First-pass-10",
    }  # fmt: skip

    asking.post("/desk/people/new/", typed)
    person = User.objects.get(username="zhou.mingyuan")
    asking.post(f"/desk/people/{person.pk}/", {"role": "officer"})
    refused = asking.post(f"/desk/people/{person.pk}/roles/officer/grant/")
    granting.post(f"/desk/people/{person.pk}/roles/officer/grant/")
    granted = rules.roles(person)
    asking.post(f"/desk/people/{person.pk}/disable/", {"reason": "调离"})

    assert refused.status_code == 409
    assert granted == {"public", "officer"}
    person.refresh_from_db()
    assert (person.is_active, person.has_usable_password()) == (False, False)
    assert list(Event.objects.values_list("name", flat=True)) == [
        "staff_created", "role_requested", "role_granted", "disabled",
    ]  # fmt: skip


def test_a_weak_first_password_and_a_taken_name_are_told_at_their_fields(first):
    client = just_confirmed(first)
    typed = {"username": first.username, "name": "周明远", "email": "z@bureau.example", "bureau": first.bureau_id}

    weak = client.post("/desk/people/new/", {**typed, "password": "onlysmall1"})
    taken = client.post("/desk/people/new/", {**typed, "password": "First-pass-10"})

    assert list(weak.context["form"].errors) == ["password"]
    assert list(taken.context["form"].errors) == ["username"]
    assert taken.context["form"]["name"].value() == "周明远"


def test_a_lost_telephone_is_reset_by_an_administrator(first):
    person = a.staff("officer")

    just_confirmed(first).post(f"/desk/people/{person.pk}/second-factor/")

    assert not rules.has_second_factor(person)
    assert signed_in(person).get("/desk/account/").url == "/accounts/second-factor/enrol/"


def test_the_list_of_staff_asks_the_database_equally_often(first):
    client = just_confirmed(first)
    a.staff("officer", in_section=a.section())

    with_one = queries_of(client, "/desk/people/")
    for _ in range(2):
        a.staff("officer", in_section=a.section())

    assert queries_of(client, "/desk/people/") == with_one


@pytest.mark.parametrize(
    ("password", "who", "is_good"),
    [
        ("Abcdef-123", "staff", True), ("Abcdef-12", "staff", False), ("abcdefghij1", "staff", False),
        ("a sentence of twelve", "owner", True), ("twelve-chars", "owner", True), ("eleven-char", "owner", False),
        ("qwerty123456", "owner", False), ("q1w2e3r4t5y6", "owner", False),
    ],
)  # fmt: skip
def test_passwords_follow_the_profile_of_their_owner(password, who, is_good):
    person = a.applicant() if who == "owner" else a.staff("officer")

    if is_good:
        validate_password(password, person)
    else:
        with pytest.raises(ValidationError):
            validate_password(password, person)


def test_a_staff_password_serves_ninety_days_and_an_applicants_until_it_is_changed():
    today = timezone.localdate(AT)

    assert rules.expires_on(a.staff("officer"), today=today) == date(2027, 1, 14)
    assert rules.expires_on(a.applicant(), today=today) is None
