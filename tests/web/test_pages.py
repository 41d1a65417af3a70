"""The frame around every page, its headers, and the pages for when something is wrong."""

import re

import pytest
from django.test import Client

from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]


def page(response):
    return response.content.decode()


def test_a_page_that_is_not_there_says_what_to_do_in_both_languages(client):
    chinese, english = client.get("/nowhere/"), client.get("/en/nowhere/")

    assert (chinese.status_code, english.status_code) == (404, 404)
    assert '<html class="govuk-template" lang="zh-Hans">' in page(chinese)
    assert '<html class="govuk-template" lang="en">' in page(english)
    assert ('href="/en/nowhere/"' in page(chinese), 'href="/nowhere/"' in page(english)) == (True, True)


def test_a_broken_page_gives_a_number_in_both_languages_and_needs_no_database(caplog):
    response = Client(raise_request_exception=False).get("/fail/")

    numbers = re.findall(r'<span class="ep-code">([0-9A-F]{8})</span>', page(response))
    assert response.status_code == 500
    assert len(numbers) == 2
    assert f"reference {numbers[0]}" in caplog.text
    assert 'lang="en"' in page(response)


def test_a_public_page_sets_no_cookie(client):
    assert not client.get("/still/").cookies
    assert not client.get("/en/still/").cookies


@pytest.mark.parametrize("address", ["/still/", "/nowhere/", "/fill/"])
def test_no_page_allows_inline_script_or_style_nor_a_frame(client, address):
    response = client.get(address)

    policy = response["Content-Security-Policy"]
    assert dict(part.split(" ", 1) for part in policy.split("; ")) == {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    assert (response["X-Frame-Options"], response["X-Content-Type-Options"]) == ("DENY", "nosniff")


def test_cookies_are_kept_from_scripts_and_from_other_sites(client, settings):
    assert settings.SESSION_COOKIE_HTTPONLY
    cookie = client.get("/fill/").cookies["csrftoken"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_public_page_may_be_kept_and_one_of_a_person_may_not(client):
    anonymous = client.get("/still/")
    client.force_login(builders.applicant())

    assert "no-store" not in anonymous.get("Cache-Control", "")
    assert client.get("/still/")["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("address", ["/desk/nowhere/", "/en/my/nowhere/", "/accounts/login/"])
def test_a_private_address_is_stored_in_no_cache_whatever_it_answers(client, address):
    assert client.get(address)["Cache-Control"] == "no-store, private"


def test_the_bureau_of_the_reader_stands_on_top(client):
    builders.bureau("other", "江原省生态环境厅")
    client.force_login(builders.applicant())

    assert "云溪市生态环境局<small>" in page(client.get("/my/"))


def test_the_bureau_this_portal_serves_stands_on_top_of_public_pages(client, settings):
    builders.bureau("first", "江原省生态环境厅")
    builders.bureau("dongling", "东岭市生态环境局")
    settings.HOME_BUREAU = "dongling"

    assert "东岭市生态环境局<small>" in page(client.get("/still/"))


def test_navigation_shows_pages_that_are_there_and_marks_the_one_that_is_open(client):
    client.force_login(builders.applicant())

    assert '<a href="/my/" aria-current="true">申请</a>' in page(client.get("/my/"))
    assert "企业资料" not in page(client.get("/my/"))
    assert '<a href="/en/my/" aria-current="true">' in page(client.get("/en/my/"))


def test_the_fee_line_stands_on_a_page_of_an_applicant(client):
    client.force_login(builders.applicant())

    assert "<strong>不收取任何费用</strong>" in page(client.get("/my/"))


def test_every_style_sheet_and_script_of_a_page_is_our_own(client):
    loaded = re.findall(r'(?:src|rel="stylesheet" href)="([^"]+)"', page(client.get("/upload/")))

    assert loaded == [
        "/static/vendor/govuk-frontend-6.6/govuk-frontend.css",
        "/static/portal.css",
        "/static/pieces.js",
        "/static/upload.js",
    ]


def test_an_error_at_the_desk_looks_like_the_desk(client):
    assert "ep-desk" in page(client.get("/desk/nowhere/"))
    assert "ep-desk" not in page(client.get("/nowhere/"))


def test_a_foreign_host_is_told_that_the_address_was_not_understood(client):
    response = client.get("/still/", HTTP_HOST="evil.example")

    assert response.status_code == 400
    assert "没有看懂这个请求" in page(response)
