"""The office and one request at its counter."""

import pytest

from tests.requests import rows


@pytest.fixture(name="of")
def _office():
    return rows.information_office()


@pytest.fixture
def one(of):
    return rows.received(of)
