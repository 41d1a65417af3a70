"""A kind of document has its own steps; the address of any other answers 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from approvals.applications import actions, queries
from approvals.applications.states import DocumentKind
from tests import world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.applications.test_registrations import TODAY, receipt

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


ABSENT = {
    DocumentKind.REGISTRATION: (
        "site",
        "drafting",
        "document",
        "participation",
        "public",
        "attachments",
        "emissions",
    ),
    DocumentKind.TABLE: ("participation",),
    DocumentKind.REPORT: (),
}


@pytest.mark.parametrize("kind", DocumentKind.values)
def test_a_step_this_kind_of_document_does_not_have_does_not_exist(kind: str) -> None:
    nanpu = world.world(code="nanpu")
    pk, client = world.draft(nanpu, kind=kind).pk, signed_in(nanpu.applicant)

    for name, *_rest in queries.STEPS:
        address = reverse(f"applications:step_{name}", args=[pk])
        got = [client.get(address).status_code, client.post(address, {}).status_code]
        uploaded = client.post(address, {"file": receipt()}).status_code
        if name in ABSENT[DocumentKind(kind)]:
            assert [*got, uploaded] == [404, 404, 404], name
        else:
            assert got[0] == 200, name
            assert uploaded != 404, name


def test_a_table_typed_at_the_counter_has_no_consultation_either() -> None:
    nanpu = world.world(code="nanpu")
    draft_here = actions.create_draft(
        nanpu.owner, nanpu.bureau, document_kind=DocumentKind.TABLE, project_name="小作坊", by=nanpu.clerk, at=TODAY
    )
    client = just_confirmed(nanpu.clerk)

    absent = reverse("applications:counter:step_participation", args=[draft_here.pk])
    assert (client.get(absent).status_code, client.post(absent, {}).status_code) == (404, 404)
    assert client.get(reverse("applications:counter:step_document", args=[draft_here.pk])).status_code == 200
