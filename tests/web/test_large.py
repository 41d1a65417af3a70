"""Larger text: the same pages under /large, without a cookie and without a script."""

import re

import pytest
from django.test import Client

from tests import builders
from tests.board import rows

pytestmark = pytest.mark.django_db
ELSEWHERE = re.compile(r'href="(/[^"]*)"')


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    return answer.content.decode()


@pytest.mark.parametrize(("address", "word", "back"), [
    ("/board/?q=纸", "大字版", "标准字号"), ("/en/board/?q=纸", "Larger text", "Standard text"),
])  # fmt: skip
def test_every_public_page_leads_to_itself_in_larger_text_and_back(client: Client, address: str, word: str, back: str):
    there = re.search(rf'<a href="([^"]*)">{word}</a>', page(client, address))
    assert there is not None
    large = page(client, there[1])
    here = re.search(rf'<a href="([^"]*)">{back}</a>', large)

    assert there[1].startswith("/large" + address.partition("?")[0])
    assert 'class="govuk-template ep-large"' in large
    assert here is not None
    assert 'class="govuk-template"' in page(client, here[1])


def test_whoever_reads_large_text_goes_on_in_it(client: Client):
    rows.published()
    large = page(client, "/large/board/")

    stays = {found for found in ELSEWHERE.findall(large) if not found.startswith("/static/")}
    left = {found for found in stays if not found.startswith("/large/")}
    assert len(stays) > 20
    assert left == {"/board/"}
    assert all(client.get(found).status_code in {200, 302} for found in stays if "board" in found)


def test_it_says_the_same_as_the_common_page(client: Client):
    notice = rows.published()

    def words(address: str) -> list[str]:
        shown = page(client, address).partition("<main")[2].partition("</main>")[0]
        return re.sub(r"<[^>]*>", " ", shown).split()

    for address in ("/", "/board/", f"/board/{notice.public_id}/", "/en/board/"):
        assert words(f"/large{address}") == words(address)


def test_the_square_on_paper_and_files_and_feeds_have_one_address(client: Client):
    notice = rows.published()
    common, large = (page(client, f"{before}/board/{notice.public_id}/") for before in ("", "/large"))

    assert re.findall(r'<path[^>]* d="[^"]*"', common) == re.findall(r'<path[^>]* d="[^"]*"', large)
    assert client.get("/large/board.csv?q=x")["Location"] == "/board.csv?q=x"
    assert client.get("/large/nowhere/").status_code == 404


def test_pages_of_both_sizes_are_kept_apart_from_each_other(client: Client):
    common, large = client.get("/board/"), client.get("/large/board/")

    assert common["ETag"] != large["ETag"]
    assert client.get("/large/board/", headers={"If-None-Match": large["ETag"]}).status_code == 304
    assert "Disallow: /large/" in client.get("/robots.txt").content.decode()


def test_a_form_goes_along_with_what_was_typed_and_private_pages_stay_private(client: Client):
    wrong = f"/board/{rows.published().public_id}/wrong/"
    asked = client.get(f"/large{wrong}").content.decode()
    assert f'formaction="{wrong}" formnovalidate>标准字号' in asked
    assert f'formaction="/large/en{wrong}"' in asked
    typed = client.post(f"/large{wrong}", {"what": "写错了地点", "_switch": "1"}).content.decode()
    assert "写错了地点" in typed
    assert "ep-large" in typed

    assert client.get("/large/desk/nowhere/")["Cache-Control"] == "no-store, private"
    assert client.get("/large/my/")["Location"] == "/large/accounts/login/?next=/large/my/"
    client.force_login(builders.applicant())
    assert client.get("/large/my/")["Cache-Control"] == "no-store, private"


def test_nothing_of_it_stays_with_the_next_request(client: Client):
    client.get("/large/board/")

    assert "/large/board/catalogue/" not in client.get("/board/").content.decode()


@pytest.mark.parametrize("address", ["/large//evil.example", "/large///evil.example/x.csv", "/large/\\evil.example"])
def test_nobody_is_led_to_another_site(client: Client, address: str):
    answer = client.get(address)

    assert not answer.get("Location", "/x").startswith(("//", "/\\"))
    assert 'href="//' not in client.get("/large//evil.example/").content.decode()
