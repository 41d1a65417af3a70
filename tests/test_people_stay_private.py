"""What an applicant tells the bureau alone stands on no page, in no feed and in no file the public can fetch."""

from __future__ import annotations

import pytest
from django.test import Client

from approvals.applications.models import Application
from disclosure.board.models import Notice
from envportal.cases.queries import query_code
from tests import test_crawl, world
from tests.builders import moment

pytestmark = pytest.mark.django_db
PHONE, MAIL, CONTACT = "13912345678", "canary@hexin.example", "金丝雀"


def test_nothing_an_applicant_tells_the_bureau_alone_is_public() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi, contact_phone=PHONE, contact_email=MAIL, contact_name=CONTACT)
    world.sign(yunxi, application, moment("2026-10-20", "09:00"))
    world.publish(yunxi, application, Notice.Kind.DECISION, moment("2026-10-20", "10:00"))
    case = Application.objects.get(pk=application.pk).case
    secrets = {
        PHONE,
        MAIL,
        CONTACT,
        yunxi.applicant.email,
        yunxi.applicant.username,
        yunxi.officer.email,
        query_code(case),
    }

    told = _everything_public(case.number or "", query_code(case))

    assert {address for address, body in told.items() for secret in secrets if secret in body} == set()
    assert sum("食品纸容器" in body for body in told.values()) > 8


def _everything_public(number: str, code: str) -> dict[str, str]:
    """Every address anybody can open, with each notice and its file, and the progress of the case."""
    client, notices = Client(), list(Notice.objects.exclude(published_at=None))
    addresses = {
        test_crawl.filled_in(address, "1", one.public_id) for address in test_crawl.ADDRESSES for one in notices
    }
    addresses |= {f"/board.{kind}?t=all" for kind in ("csv", "json", "atom")} | {"/board/?t=all", "/en/board/?t=all"}
    addresses |= {f"/progress/?no={number}", "/api/v1/notices?q=食品"}
    told = {address: _body(client, address) for address in sorted(addresses)}
    return {
        **told,
        "progress": client.get("/progress/", {"no": number, "code": code}).content.decode().replace(code, ""),
    }


def _body(client: Client, address: str) -> str:
    answer = client.get(address)
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode(errors="replace") if answer.status_code == 200 else ""
