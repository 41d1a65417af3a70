"""Who reported is in one table, read by one module; no page, no file, no row besides tells it to anybody."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.test import Client

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.petitions import actions
from enforcement.petitions.models import Petition, Reporter
from envportal.accounts.enums import Role
from tests import builders, test_crawl
from tests.accounts.conftest import just_confirmed
from tests.builders import moment
from tests.inspections import rows as visits
from tests.petitions import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
SECRETS = (rows.NAME, rows.CONTACT, "金丝雀弄")
# What reads the sealed table: the taking in, and the one module the one action asks.
READERS = {"enforcement/petitions/actions/intake.py", "enforcement/petitions/queries/sealed.py"}


def handled(of: rows.Office) -> Petition:
    """Reported with a name, routed, looked at, answered, published, rated: every place it could leak into."""
    what = f"我是{rows.NAME}，{rows.CONTACT}，夜里风机很响"
    one = actions.report(of.bureau, rows.named(what=what), key="n", address="x", at=rows.CAME)
    company = builders.enterprise()
    actions.correct(
        one.pk, kind="tip_off", division="青石镇", pollution=["noise"], enterprise=company, is_dispute=True,
        reason="核实", by=of.clerk, at=rows.ROUTED,
    )  # fmt: skip
    actions.route(one.pk, section=of.section, holder=of.officer, by=of.clerk, at=rows.ROUTED)
    actions.accept(one.pk, by=of.officer, at=rows.TAKEN)
    actions.ask_visit(one.pk, what="夜间风机", latest=visits.DAY, by=of.officer, at=rows.TAKEN)
    actions.see_reporter(one.pk, reason="核实位置", by=of.officer, at=rows.TAKEN)
    actions.answer(one.pk, by=of.officer, at=rows.DONE, **rows.SAID)
    actions.rate(one.pk, satisfied="no", said=f"{rows.NAME}：还在响", at=moment("2026-11-21"))
    told = {"problem": "夜间噪声", "found": "属实", "done": "已改", "responsible": "无"}
    actions.submit_result(one.pk, by=of.officer, at=moment("2026-11-23"), **told)
    board.publish(
        Notice.objects.get(case=one.pk).pk, by=builders.staff(Role.EDITOR, "另一位"), at=moment("2026-11-23", "11:00")
    )
    return Petition.objects.get(pk=one.pk)


def rows_that_tell() -> Iterator[str]:
    """Every row of every table that has one of the secrets in any column."""
    for model in apps.get_models(include_auto_created=True):
        for values in model._default_manager.values():
            if any(secret in str(values) for secret in SECRETS):
                yield model._meta.label


@pytest.fixture(scope="module")
def of(kept_for_the_module: None) -> rows.Office:
    return rows.office()


@pytest.fixture(scope="module")
def one(of: rows.Office) -> Petition:
    return handled(of)


def addresses(one: Petition) -> set[str]:
    notice = Notice.objects.get(case=one.pk)
    return {test_crawl.filled_in(address, str(one.pk), notice.public_id) for address in test_crawl.ADDRESSES}


def test_no_other_row_of_the_database_tells_it(one):
    # Their own words stay as they came; whoever reads them at the desk reads them masked.
    assert set(rows_that_tell()) == {Reporter._meta.label, Petition._meta.label}
    assert one.answers.get().said == "■■：还在响"


@time_machine.travel("2026-11-24 10:00 +0800", tick=False)
def test_no_page_and_no_file_of_the_public_tells_it(one):
    public = {address for address in addresses(one) if not address.startswith(("/desk/", "/my/"))}
    client = Client()

    assert len(public) > 100
    assert {address for address in public if told_by(client, address, one)} == set()


@time_machine.travel("2026-11-24 10:00 +0800", tick=False)
def test_no_page_of_the_enterprise_it_is_about_tells_it(one):
    client = just_confirmed(builders.applicant(builders.enterprise()))
    mine = {address for address in addresses(one) if address.startswith("/my/")}

    assert {address for address in mine if told_by(client, address, one)} == set()
    assert one.case.number not in client.get("/my/").content.decode()


@time_machine.travel("2026-11-24 10:00 +0800", tick=False)
def test_no_list_no_search_and_no_export_of_staff_tells_it(of, one):
    lists = {address for address in addresses(one) if address.startswith("/desk/") and f"/{one.pk}/" not in address}
    own = {address for address in addresses(one) if address.startswith(("/desk/petitions/", "/desk/letters/"))}
    asked = {"/desk/petitions/?format=csv"}
    told = [(of.clerk, address) for address in lists | own | asked]
    told += [(person, address) for person in (of.officer, of.leader) for address in own | asked]
    clients = {person: just_confirmed(person) for person in (of.clerk, of.officer, of.leader)}

    assert {address for person, address in told if told_by(clients[person], address, one)} == set()
    for secret in SECRETS:
        assert "共 0 件" in clients[of.clerk].get("/desk/petitions/", {"q": secret}).content.decode()


def told_by(client: Client, address: str, one: Petition) -> bool:
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code < 500, address
    body = b"".join(answer) if answer.streaming else answer.content
    page = body.decode(errors="replace")
    return any(secret in page for secret in SECRETS) or (one.case.query_code_hash in page)


def words_in(file: Path) -> set[str]:
    return set(
        re.findall(r"[\w.]+", file.read_text(encoding="utf-8").replace("Reporter.objects.", "Reporter.objects "))
    )


def test_nothing_else_reads_the_sealed_table():
    found = {
        str(file.relative_to(settings.BASE_DIR))
        for room in ("envportal", "disclosure", "approvals", "enforcement")
        for file in Path(settings.BASE_DIR, room).rglob("*.py")
        if {"Reporter.objects", "enforcement.petitions.models"} <= words_in(file)
    }
    assert found == READERS
