"""People at the desk of environmental quality."""

import pytest
import time_machine
from django.test import Client

from envportal.accounts.enums import Role
from envportal.accounts.models import User
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import moment


@pytest.fixture
def today():
    with time_machine.travel(moment("2026-11-20"), tick=False):
        yield


@pytest.fixture
def editor() -> User:
    return builders.staff(Role.EDITOR, "林小满")


@pytest.fixture
def leader() -> User:
    return builders.staff(Role.LEADER, "韩松年")


@pytest.fixture
def desk(editor: User) -> Client:
    client: Client = signed_in(editor)
    return client
