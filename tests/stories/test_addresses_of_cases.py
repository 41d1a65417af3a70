"""Every kind of case is read at an address of its own; the addresses of an application lead there."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import resolve

from envportal.cases import rules
from envportal.cases.enums import PLACES
from tests import builders as a
from tests.accounts.conftest import signed_in
from tests.fees.conftest import declared, office

OWN = [(kind, address % 1) for kind, place in PLACES.items() for address in (place.desk, place.mine) if address]


def kinds() -> set[str]:
    """What the rooms that open cases of their own call them."""
    named = set()
    for app in apps.get_app_configs():
        for part in ("states", "queries"):
            try:
                module = import_module(f"{app.name}.{part}")
            except ModuleNotFoundError:
                continue
            if isinstance(kind := getattr(module, "KIND", None), str):
                named.add(kind)
    return named


@pytest.mark.parametrize(("kind", "address"), OWN)
def test_an_address_of_a_kind_is_one_of_a_page(kind: str, address: str) -> None:
    view = getattr(resolve(address).func, "view_class")  # noqa: B009  mypy knows no view class
    assert view.__module__.startswith(("approvals.", "enforcement.", "disclosure.", "envportal.accountability."))


def test_a_room_that_opens_cases_says_where_they_are_read() -> None:
    assert {"fee", "inspection", "monitoring", "zone_plan"} <= kinds()
    assert kinds() <= PLACES.keys()


@pytest.mark.django_db
def test_the_addresses_of_an_application_lead_to_what_a_case_is() -> None:
    fee = declared(office())
    desk, owner = signed_in(a.staff("leader", "周局")), signed_in(office().owner)

    assert desk.get(f"/desk/cases/{fee.pk}/").url == f"/desk/fees/{fee.pk}/"
    assert desk.get(f"/en/desk/cases/{fee.pk}/").url == f"/en/desk/fees/{fee.pk}/"
    assert owner.get(f"/my/applications/{fee.pk}/").url == f"/my/fees/{fee.pk}/"
    assert owner.get(f"/my/fees/{fee.pk}/").status_code == 200


@pytest.mark.django_db
def test_nobody_is_led_to_what_is_not_theirs() -> None:
    fee = declared(office())
    stranger = a.applicant(a.enterprise("别家", uscc=a.USCCS[2]))

    assert rules.address(stranger, fee.case, "my") == ""
    assert signed_in(stranger).get(f"/my/applications/{fee.pk}/").status_code == 404
    assert rules.address_elsewhere(stranger, 99999, "my") == ""
