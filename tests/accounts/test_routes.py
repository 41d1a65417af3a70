"""Default deny: every address has its action, every action its row."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver

from envportal.accounts import rules
from envportal.accounts.enums import Role
from envportal.accounts.middleware import DefaultDeny
from envportal.audit.models import Event
from tests import builders as a
from tests.accounts.conftest import signed_in

pytestmark = pytest.mark.django_db
NOBODY = {
    "audit.edit_or_delete", "docno.edit", "clock.edit_due_date", "file.delete_after_submit", "system.read_case_content",
}  # fmt: skip


def routes(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        else:
            yield ":".join((*spaces, pattern.name or "")), pattern


ALL = list(routes(get_resolver().url_patterns))


@pytest.mark.parametrize(("name", "pattern"), ALL, ids=[f"{name} {pattern.pattern}" for name, pattern in ALL])
def test_every_route_has_a_row_in_the_matrix(name: str, pattern: URLPattern):
    action = rules.action_of(pattern.callback, name)

    assert action in rules.matrix(), f"{name} ({pattern.pattern}) is marked with {action!r}"


def test_the_portal_has_routes():
    assert len(ALL) > 30


def test_every_route_of_other_peoples_code_is_still_there():
    assert set(rules.routes()) <= {name for name, _pattern in ALL}


def test_the_matrix_has_a_column_for_every_role_and_known_codes_only():
    for action, row in rules.matrix().items():
        assert set(row) == set(Role.values), action
        assert set(row.values()) <= set("AOGSDBNFPMCI-"), action


def test_what_nobody_may_do_nobody_may_do():
    for action in NOBODY:
        assert set(rules.matrix()[action].values()) == {"-"}


def test_machine_roles_reach_no_case():
    for action, row in rules.matrix().items():
        if action.split(".")[0] in {"application", "case", "intake", "review", "decision", "clock", "letter"}:
            assert {row["sysop"], row["secadm"], row["auditor"]} == {"-"}, action


def test_an_unknown_action_is_an_error_not_a_no():
    with pytest.raises(KeyError):
        rules.codes(a.applicant(), "no.such_action")


def test_a_view_without_a_row_is_closed_to_everybody(rf: RequestFactory):
    def unmarked(request):
        return HttpResponse("open")

    request = rf.get("/somewhere/")
    request.user = AnonymousUser()
    request.resolver_match = ResolverMatch(unmarked, (), {}, "unmarked")
    answer = DefaultDeny(unmarked).process_view(request, unmarked, (), {})

    assert answer is not None
    assert answer.status_code == 403


def test_somebody_not_signed_in_is_sent_to_sign_in_with_the_way_back(client):
    answer = client.get("/desk/people/?page=2")

    assert answer.url == "/accounts/login/?next=/desk/people/%3Fpage%3D2"


def test_staff_are_told_who_may_do_it_and_the_refusal_is_noted():
    officer = a.staff("officer")

    answer = signed_in(officer).get("/desk/people/")

    assert answer.status_code == 403
    assert answer.context["who"] == ["安全管理员"]
    event = Event.objects.get(name="denied")
    assert (event.actor, event.facts) == (officer, {"action": "account.list_staff", "path": "/desk/people/"})


def test_an_outsider_meets_a_missing_page_and_the_refusal_is_noted():
    owner = a.applicant()

    answer = signed_in(owner).get("/desk/people/")

    assert answer.status_code == 404
    assert Event.objects.get(name="denied").actor == owner


def test_english_addresses_are_guarded_too(client):
    assert client.get("/en/desk/people/").url.startswith("/en/accounts/login/")
    assert signed_in(a.staff("officer")).get("/en/desk/people/").status_code == 403


def test_a_role_given_or_taken_counts_with_the_next_request():
    person = a.staff("officer")
    client = signed_in(person)

    before = client.get("/desk/enterprises/").status_code
    person.grants.create(role="clerk")
    with_role = client.get("/desk/enterprises/").status_code
    person.grants.filter(role="clerk").delete()
    after = client.get("/desk/enterprises/").status_code

    assert (before, with_role, after) == (403, 200, 403)


STAFF_PAGES = sorted(
    {str(pattern.pattern) for _name, pattern in ALL if str(pattern.pattern).startswith("desk/")} - {"desk/<path:rest>"}
)


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_no_page_of_the_desk_opens_without_a_second_factor(page: str):
    person = a.staff("clerk")
    for role in ("officer", "section_head", "leader", "editor", "supervisor"):
        person.grants.create(role=role)
    Authenticator.objects.filter(user=person).delete()
    address = "/" + re.sub(r"<(int|uuid|slug|str|path):\w+>", "1", page)

    answer = signed_in(person).get(address)

    # A converter may refuse the made-up part of an address; then there is no page at all.
    assert answer.status_code in {302, 404}
    assert answer.headers.get("Location", "/enrol/").endswith("/enrol/")
