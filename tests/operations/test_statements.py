"""What the portal says of itself, and where people find it."""

import pytest

from tests import builders
from tests.accounts.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("/privacy/", "不统计访客"), ("/accessibility/", "只用键盘")],
)
def test_a_statement_opens_for_anybody_in_both_languages(client, address, sentence):
    page = client.get(address)
    twin = client.get(f"/en{address}")

    assert page.status_code == twin.status_code == 200
    assert sentence in page.content.decode()
    assert not page.cookies


def test_the_foot_of_a_page_leads_to_both_statements(client):
    builders.bureau()

    foot = client.get("/").content.decode()

    assert 'href="/privacy/"' in foot
    assert 'href="/accessibility/"' in foot


def test_a_statement_opens_for_an_applicant_too():
    client = signed_in(builders.applicant())

    assert client.get("/privacy/").status_code == 200
