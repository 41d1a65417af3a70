"""A list asks the database as often for three rows as for one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disclosure.board.models import Notice
from envportal.accounts.models import User
from tests import world
from tests.builders import moment

pytestmark = pytest.mark.django_db
LISTS = (
    ("clerk", "/desk/"), ("officer", "/desk/"), ("leader", "/desk/"), ("officer", "/desk/cases/"),
    ("supervisor", "/desk/cases/?format=csv"), ("applicant", "/my/"), ("applicant", "/my/messages/"),
    ("clerk", "/desk/messages/"), ("supervisor", "/desk/supervision/clocks/"),
    ("supervisor", "/desk/supervision/clocks/?format=csv"), ("supervisor", "/desk/supervision/cards/"),
    ("editor", "/desk/board/"), ("applicant", "/board/?t=all"), ("applicant", "/"), ("applicant", "/board.json?t=all"),
)  # fmt: skip


def asked(person: User, address: str) -> int:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


def test_every_list_asks_as_often_for_three_cases_as_for_one() -> None:
    yunxi = world.world()

    def another() -> None:
        application = world.reviewed(yunxi)
        world.submitted(yunxi, moment("2026-09-14", "10:00"))
        assert Notice.objects.filter(case=application.case).exists()

    another()
    one = {(who, address): asked(getattr(yunxi, who), address) for who, address in LISTS}
    another()
    another()
    three = {(who, address): asked(getattr(yunxi, who), address) for who, address in LISTS}

    assert three == one
