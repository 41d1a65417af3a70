"""Query codes kept in the form of the portal's first versions."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from envportal.cases.queries import hash_query_code, query_code, query_code_matches
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _codes_are_kept_as_in_a_running_portal(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    settings.QUERY_CODE_HASHER = "scrypt"


def test_a_code_on_an_old_receipt_still_opens_its_case_and_no_other_does() -> None:
    case, salt = builders.case(), b"0" * 16
    digest = hashlib.scrypt(query_code(case).replace("-", "").encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)
    case.query_code_hash = f"scrypt${salt.hex()}${digest.hex()}"

    assert query_code_matches(case, query_code(case).lower())
    assert not query_code_matches(case, "2222-2222")


def test_the_hash_of_a_running_portal_is_read_as_it_was_written() -> None:
    case = builders.case()
    case.query_code_hash = hash_query_code(query_code(case))

    assert query_code_matches(case, query_code(case))
    assert not query_code_matches(case, "2222-2222")
