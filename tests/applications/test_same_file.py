"""The same bytes twice in a case: told in place, kept once; under another heading a word of warning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.applications.models import Application
from envportal.documents.models import Document
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.prereview.rows import draft as asked_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(moment("2026-09-14"), tick=True):
        yield


def send(client: Client, step: str, draft: Application, name: str, pages: int = 2, **typed: str) -> str:
    """What the next page says."""
    address = reverse(f"applications:{step}", args=[draft.pk])
    answer = client.post(address, {"file": corpus.upload(corpus.pdf(pages), name), **typed}, follow=True)
    return str(answer.content.decode())


def test_the_same_file_for_the_same_step_is_kept_once_and_told() -> None:
    yunxi = world.world()
    draft, client = world.draft(yunxi), signed_in(yunxi.applicant)

    first = send(client, "step_document", draft, "报告表.pdf")
    again = send(client, "step_document", draft, "报告表（改）.pdf")

    assert "相同" not in first
    assert "“报告表（改）.pdf”与已上传的“报告表.pdf”相同，没有重复保存。" in again
    assert Document.objects.count() == 1


def test_the_same_file_for_another_step_is_taken_with_a_warning() -> None:
    yunxi = world.world()
    draft, client = world.draft(yunxi), signed_in(yunxi.applicant)

    send(client, "step_document", draft, "报告表.pdf")
    page = send(client, "step_public", draft, "公开本.pdf", nothing_withheld="True")

    assert "“公开本.pdf”与“报告表全文”里的“报告表.pdf”内容相同，请确认没有选错文件。" in page
    assert Document.objects.count() == 2


def test_a_file_of_another_case_is_not_told_of() -> None:
    yunxi = world.world()
    client = signed_in(yunxi.applicant)
    one, other = world.draft(yunxi), world.draft(yunxi)

    send(client, "step_document", one, "报告表.pdf")
    page = send(client, "step_document", other, "报告表.pdf")

    assert "相同" not in page
    assert Document.objects.count() == 2


def test_the_same_draft_for_a_pre_review_is_told_too() -> None:
    yunxi = world.world()
    client, asked = signed_in(yunxi.applicant), asked_draft(yunxi)
    address = reverse("prereview:attach", args=[asked.pk])

    pages = [client.post(address, {"file": corpus.upload(corpus.pdf(), "草稿.pdf")}, follow=True) for _ in range(2)]

    assert ["没有重复保存" in page.content.decode() for page in pages] == [False, True]
