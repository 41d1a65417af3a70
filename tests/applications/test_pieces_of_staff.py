"""Staff send large files in pieces too, for the cases in their hands and no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from approvals.applications.models import Application
from envportal.accounts.models import User
from envportal.documents.models import Document
from tests import world
from tests.accounts.conftest import just_confirmed
from tests.applications.test_assessment import assess
from tests.applications.test_counter_who_may import counter_draft
from tests.builders import moment
from tests.documents.pieces import attribute, begin, report, send_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT, settings.UPLOAD_PIECE_KB = tmp_path / "files", 128
    with time_machine.travel(moment("2026-09-24"), tick=True):
        yield


def hand_in(person: User, address: str, **typed: str) -> int:
    """The file in pieces, then the form; the status of the form's answer."""
    browser: Client = just_confirmed(person)
    content = report()
    upload = begin(browser, attribute(browser.get(address).content.decode(), "data-ticket"), content).json()
    send_all(browser, upload["url"], content)
    assert browser.post(f"{upload['url']}check/").status_code == 200
    answer: int = browser.post(address, {"file_upload": upload["token"], **typed}).status_code
    return answer


def test_a_clerk_at_the_counter_sends_the_applicants_paper_in_pieces() -> None:
    yunxi = world.world()
    draft = counter_draft(yunxi)

    status = hand_in(yunxi.clerk, reverse("applications:counter:step_document", args=[draft.pk]))

    assert (status, Document.objects.get().uploaded_by) == (302, yunxi.clerk)


def test_an_officer_sends_the_report_of_the_assessor_in_pieces() -> None:
    yunxi = world.world()
    application: Application = world.accepted(yunxi)
    assess(yunxi, application)

    status = hand_in(yunxi.officer, reverse("applications:file_assessment", args=[application.pk]), opinion="可行")

    assert status == 302
    assert Document.objects.filter(case=application.case, kind="assessment_report").exists()
