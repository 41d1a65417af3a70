"""The navigation of the desk: what a page is for, then the pages for it; the open one marked, nothing unreachable."""

from __future__ import annotations

import re

import pytest

from envportal.accounts.enums import Role
from envportal.web.views.areas import DESK, DESK_GROUPS, MY, MY_GROUPS, PUBLIC, PUBLIC_GROUPS
from tests import builders
from tests.accounts.conftest import just_confirmed

ROLES = (
    Role.CLERK,
    Role.OFFICER,
    Role.SECTION_HEAD,
    Role.LEADER,
    Role.SUPERVISOR,
    Role.EDITOR,
    Role.SECADM,
    Role.EXPERT,
)


@pytest.mark.parametrize(("pages", "groups"), [(DESK, DESK_GROUPS), (MY, MY_GROUPS), (PUBLIC, PUBLIC_GROUPS)])
def test_every_page_stands_in_one_group(pages, groups):
    placed = [path for _label, paths in groups for path in paths]

    assert sorted(placed) == sorted(path for path, _label in pages)


def navigation(html: str) -> list[list[tuple[str, str, str]]]:
    """Each navigation's links: address, what marks it, words."""
    found = re.findall(r'<nav class="ep-nav[^>]*>(.*?)</nav>', html, re.DOTALL)
    link = re.compile(r'<a href="([^"]+)"(?: aria-current="(\w+)")?>([^<]+)</a>')
    return [link.findall(one) for one in found]


@pytest.mark.django_db
def test_every_role_reaches_what_it_may_open_in_two_steps() -> None:
    for role in ROLES:
        client = just_confirmed(builders.staff(role, in_section=builders.section()))
        groups = navigation(client.get("/desk/account/").content.decode())[0]
        assert len(groups) <= 8
        shown = set()
        for address, _mark, _words in groups:
            pages = navigation(client.get(address).content.decode())[1:]
            shown |= {url for links in pages for url, _mark, _words in links} | {address}
        may = {path for path, _label in DESK if client.get(path).status_code == 200}
        assert shown == may, role


@pytest.mark.django_db
def test_the_group_and_the_page_that_are_open_are_marked() -> None:
    client = just_confirmed(builders.staff(Role.OFFICER, in_section=builders.section()))

    groups, pages = navigation(client.get("/desk/zones/").content.decode())
    deeper = navigation(client.get("/en/desk/wording/").content.decode())

    assert [words for _url, mark, words in groups if mark] == ["会审和准入"]
    assert [(url, mark) for url, mark, _words in pages if mark] == [("/desk/zones/", "page")]
    assert [(url, mark) for url, mark, _words in deeper[1] if mark] == [("/en/desk/wording/", "page")]


@pytest.mark.django_db
def test_the_public_finds_its_pages_in_few_groups(client) -> None:
    groups, pages = navigation(client.get("/if-today/").content.decode())
    home = navigation(client.get("/").content.decode())

    assert [words for _url, mark, words in groups if mark] == ["办事指引"]
    assert [url for url, mark, _words in pages if mark] == ["/if-today/"]
    assert len(groups) <= 6
    assert [words for _url, mark, words in home[0] if mark] == ["首页"]
    assert len(home) == 1
