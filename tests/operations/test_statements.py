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


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "/en"])
def test_the_foot_names_what_a_government_site_has_to_and_nothing_that_is_not_filled_in(client, settings, path: str):
    settings.SITE_CODE, settings.SITE_ICP, settings.SITE_POLICE = "", "", ""
    builders.bureau()
    bare = client.get(f"{path}/about/").content.decode()
    settings.SITE_CODE, settings.SITE_ICP = "9901000001", "江ICP备00000001号"
    settings.SITE_POLICE = "江公网安备 99010002号"
    full = client.get(f"{path}/").content.decode()

    assert "网站标识码" not in bare
    assert "ICP" not in bare
    assert "9901000001" in full
    assert 'href="https://beian.miit.gov.cn/"' in full
    assert "webSearch?code=99010002" in full
    assert f'href="{path}/about/"' in full
