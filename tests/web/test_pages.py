"""The frame around every page, and its headers."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there_says_what_to_do_in_both_languages(client):
    chinese = client.get("/nowhere/")
    english = client.get("/en/nowhere/")

    assert (chinese.status_code, english.status_code) == (404, 404)
    assert 'lang="zh-Hans">' in chinese.content.decode()
    assert '<html class="govuk-template" lang="en">' in english.content.decode()


def test_a_public_page_sets_no_cookie(client):
    response = client.get("/nowhere/")

    assert not response.cookies


def test_no_page_allows_inline_script_or_style(client):
    policy = client.get("/nowhere/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
