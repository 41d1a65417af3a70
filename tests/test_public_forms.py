"""What anybody may send without an account, with a right token and code and wrong everything else: never our error."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disclosure.requests.models import Request
from enforcement.incidents.models import Incident
from enforcement.petitions.models import Petition
from envportal.cases.queries import query_code
from tests.participation.rows import asked
from tests.petitions import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
ODD: tuple[Any, ...] = (
    "\x00", "\ud7ff", "é" * 9000, "９９９", "9" * 400, "-1", "1e999", "<script>alert(1)</script>", "2026-02-30",
    "=cmd|' /C calc'!A0", "\u202e甲", SimpleUploadedFile("a.jpg", b"\xff\xd8\xff", "image/jpeg"),
    SimpleUploadedFile("b.pdf", b"%PDF-1.4\n%%EOF", "application/pdf"),
)  # fmt: skip
FORMS = ("/report/", "/requests/new/", "/incidents/report/")
BY_CODE = ("/report/progress/", "/report/add/", "/report/rate/", "/report/review/", "/report/letter/",
           "/requests/progress/", "/incidents/progress/")  # fmt: skip
CALCULATOR = ("period", "items", "night", "grade", "fuel", "amount", "due_on", "paid_on", "standard", "medium")
HOME = count(1)


def somebody() -> Client:
    """From an address of its own: the limits of one are another test's matter."""
    n = next(HOME)
    return Client(raise_request_exception=False, REMOTE_ADDR=f"2001:db8:{n // 256:x}:{n % 256:x}::1")


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


def fields(page: Any) -> Iterator[str]:
    yield from page.context["form"].fields


@pytest.mark.parametrize("address", FORMS)
def test_a_form_of_the_public_answers_whatever_stands_in_its_fields(of: rows.Office, address: str) -> None:
    page = somebody().get(address)
    names, token = list(fields(page)), asked(page.content.decode())
    sent = [dict.fromkeys(names, odd) for odd in ODD]  # everything wrong at once, and each field by itself
    sent += [{"bureau": of.bureau.pk, name: ODD[n % len(ODD)]} for n, name in enumerate(names)]

    statuses = {somebody().post(address, {**typed, **token}).status_code for typed in sent}

    assert statuses <= {200, 409, 422, 429}
    assert 422 in statuses
    assert [model.objects.count() for model in (Petition, Request, Incident)] == [0, 0, 0]


@pytest.mark.parametrize("address", BY_CODE)
def test_what_is_sent_with_number_and_code_is_answered_too(of: rows.Office, address: str) -> None:
    one = rows.answered(of) if address != "/report/add/" else rows.taken_up(of)
    known = {"no": one.case.number, "code": query_code(one.case)}
    names = ("text", "photo_1", "key", "satisfied", "said", "reason", "letter", "no", "code")
    sent = [{**known, **dict.fromkeys(names[:-2], odd)} for odd in ODD]
    sent += [{**known, name: ODD[n % len(ODD)]} for n, name in enumerate(names)]

    statuses = {somebody().post(address, typed).status_code for typed in sent}

    assert max(statuses) < 500, statuses


def test_the_calculator_answers_whatever_is_asked() -> None:
    client, words = somebody(), [odd for odd in ODD if isinstance(odd, str)]
    asked_for = [dict.fromkeys(CALCULATOR, word) for word in words]
    asked_for += [
        {"medium": medium, "period": "2016-01", name: word}
        for medium in ("water", "noise", "smoke", "late_fee") for name in CALCULATOR[1:8] for word in words[3:9]
    ]  # fmt: skip

    assert {client.get("/fees/calculator/", told).status_code for told in asked_for} == {200}
