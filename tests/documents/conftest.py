"""Somebody with a browser, for the tests of uploads."""

from __future__ import annotations

import pytest
from django.test import Client

from envportal.accounts.models import User
from tests import builders
from tests.accounts.conftest import signed_in


@pytest.fixture
def applicant() -> User:
    return builders.applicant()


@pytest.fixture
def sender(applicant: User) -> Client:
    client: Client = signed_in(applicant)
    return client
