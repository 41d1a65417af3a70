"""Search engines find every public page and its last change; whoever finds a weakness knows whom to tell."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from disclosure.board import board
from disclosure.board.queries import open_data
from envportal.accounts.enums import Role
from envportal.operations.queries import is_public, public_routes
from envportal.operations.views import found
from tests import builders
from tests.board import rows
from tests.builders import moment

pytestmark = pytest.mark.django_db
NAME = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(path: str) -> dict[str, str]:
    """Address → last change, of a sitemap or of a list of sitemaps."""
    tree = ET.fromstring(Client().get(path).content)
    return {one.findtext(f"{NAME}loc", ""): one.findtext(f"{NAME}lastmod", "") for one in tree}


def everything() -> dict[str, str]:
    parts = [urlsplit(url).path for url in listed("/sitemap.xml")]
    return {urlsplit(url).path: day for part in parts for url, day in listed(part).items()}


# SITEMAP ------------------------------------------------------------------------
def test_every_notice_that_is_or_was_public_is_in_the_sitemap_and_none_that_waits():
    live, gone, waiting = rows.published(), rows.published(rows.case("乙")), rows.pending(rows.case("丙"))
    board.withdraw(gone.pk, by=builders.staff(Role.LEADER), at=moment("2026-09-20"), reason="地点写错")

    told = everything()

    assert told[f"/board/{live.public_id}/"] == "2026-09-17T02:00:00+00:00"
    assert told[f"/board/{gone.public_id}/"] == "2026-09-20T02:00:00+00:00"
    assert f"/board/{waiting.public_id}/" not in told


def test_each_address_in_it_is_a_page_in_both_languages():
    rows.published()

    told = everything()

    assert {"/", "/board/", "/open-data/", "/open-data/notices/", "/calculator/", "/privacy/"} <= set(told)
    assert {Client().get(before + path).status_code for path in told for before in ("", "/en")} == {200}


def test_a_part_has_the_notices_of_its_keys_and_stays_when_others_come(monkeypatch):
    monkeypatch.setattr(found, "A_PAGE", 3)
    notices = [rows.published(rows.case(f"项目{n}")) for n in range(5)]

    parts = [urlsplit(url).path for url in listed("/sitemap.xml")][1:]
    first = [listed(part) for part in parts]
    rows.published(rows.case("后来的项目"))

    assert [urlsplit(url).path for part in first for url in part] == [f"/board/{one.public_id}/" for one in notices]
    assert all(len(part) <= 3 for part in first)
    assert next(listed(part) for part in parts) == first[0]


@pytest.mark.parametrize("path", ["notices/99", "nothing/0", "notices/99999999999999999999999999"])
def test_no_other_part_exists(path: str):
    rows.published()

    assert Client().get(f"/sitemap/{path}.xml").status_code == 404


def test_a_page_is_another_one_once_its_case_moves_or_the_notice_does():
    notice = rows.published()
    [before] = open_data.pages(0, notice.pk)
    board.correct(notice.pk, title=notice.title, facts=dict(notice.facts), reason="写错", by=rows.editor(),
                  at=moment("2026-09-18"))  # fmt: skip

    [after, *_] = open_data.pages(0, notice.pk)

    assert before.version != after.version
    assert before.still_from is None


# ROUTES ---------------------------------------------------------------------------
def test_public_are_the_addresses_of_what_is_published_and_no_others():
    paths = {route.path for route in public_routes()}

    assert {"/", "/board/", "/open-data/", "/board/<slug:public_id>/"} <= paths
    assert not [path for path in paths if path.startswith(("/my/", "/desk/", "/accounts/", "/demo/", "/progress/"))]
    assert (is_public("/board/abc/"), is_public("/en/board/abc/")) == (True, True)
    assert (is_public("/desk/"), is_public("/en/my/"), is_public("/nowhere/"), is_public("/accounts/login/")) == (
        False, False, False, False,
    )  # fmt: skip


# ROBOTS AND SECURITY ----------------------------------------------------------------
def test_robots_are_told_where_the_sitemap_is_and_what_is_private(settings):
    settings.PORTAL_URL = "https://permits.example.gov.cn"

    told = Client().get("/robots.txt").content.decode()

    assert "Sitemap: https://permits.example.gov.cn/sitemap.xml" in told
    assert "Disallow: /desk/" in told
    assert re.search(r"^Disallow: /$", told, re.MULTILINE) is None


def test_whom_to_tell_of_a_weakness_stands_there_once_the_bureau_named_somebody(settings):
    assert Client().get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@bureau.example"

    told = Client().get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:security@bureau.example\n" in told
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT00:00:00Z$", told, re.MULTILINE)


# ON PAPER ---------------------------------------------------------------------------
def test_a_printed_notice_carries_its_address_as_a_square(settings):
    settings.PORTAL_URL = "https://permits.example.gov.cn"
    notice = rows.published()

    shown = Client().get(f"/board/{notice.public_id}/").content.decode()

    assert f"https://permits.example.gov.cn/board/{notice.public_id}/" in shown
    assert '<div class="ep-square"><svg' in shown
