"""The editor's desk: the queue, the preview with its gate, the two steps."""

import pytest
import time_machine
from django.conf import settings

from disclosure.board import board
from disclosure.board.models import Notice
from disclosure.board.views.desk import Publish
from envportal.accounts.enums import Role
from tests import builders
from tests.board import rows
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(moment("2026-09-18"), tick=False):
        yield


def sign_in(client, user):
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return user


def test_the_queue_shows_what_waits_by_when(client):
    rows.pending()
    sign_in(client, rows.editor())

    page = client.get("/desk/board/").content.decode()

    assert "核对并发布" in page
    assert "9月18日（周五）" in page


def test_the_preview_shows_the_page_and_an_open_gate(client):
    notice = rows.pending()
    sign_in(client, rows.editor())

    page = client.get(f"/desk/board/{notice.pk}/").content.decode()

    assert notice.title in page
    assert f'href="/desk/board/{notice.pk}/publish/"' in page
    assert "还不能用" not in page


def test_the_submitter_reads_why_the_button_is_shut(client):
    editor = sign_in(client, rows.editor())
    notice = rows.pending(by=editor)

    page = client.get(f"/desk/board/{notice.pk}/").content.decode()

    assert "您提交了这份公示，请另一位编辑发布" in page
    assert f'href="/desk/board/{notice.pk}/publish/"' not in page


def test_personal_data_shuts_the_gate_and_names_its_field(client):
    notice = rows.pending(facts={"备注": rows.ID_NUMBER})
    sign_in(client, rows.editor())

    page = client.get(f"/desk/board/{notice.pk}/").content.decode()
    refused = client.post(f"/desk/board/{notice.pk}/publish/")

    assert "备注：身份证号码" in page
    assert (refused.status_code, "“备注”里有身份证号码" in refused.content.decode()) == (409, True)
    assert Notice.objects.get().state == "pending"


def test_one_post_publishes(client):
    notice = rows.pending()
    sign_in(client, rows.editor())

    response = client.post(f"/desk/board/{notice.pk}/publish/")

    assert response.url == f"/desk/board/{notice.pk}/"
    assert Notice.objects.get().state == "published"
    assert client.get(response.url).status_code == 200


def test_a_post_whose_twin_published_in_between_says_that_it_is_done(client, monkeypatch):
    notice, key = rows.pending(), "0b9b6a0e-7a54-4a52-8a5e-6f5f2a3c1d10"
    editor = sign_in(client, rows.editor())
    allowed = Publish.rule

    def meanwhile(user, asked):
        board.publish(notice.pk, by=editor, at=moment("2026-09-18"), key=key)
        return allowed(user, Notice.objects.get(pk=asked.pk))

    monkeypatch.setattr(Publish, "rule", staticmethod(meanwhile))
    response = client.post(f"/desk/board/{notice.pk}/publish/", {"_key": key})
    of_another_form = client.post(f"/desk/board/{notice.pk}/publish/", {"_key": key.replace("0b", "1b")})

    assert (response.status_code, of_another_form.status_code) == (302, 409)
    assert Notice.objects.get().state == "published"


def test_the_leader_withdraws_with_a_reason(client):
    notice = rows.published()
    sign_in(client, builders.staff(Role.LEADER))

    without = client.post(f"/desk/board/{notice.pk}/withdraw/", {"reason": ""})
    done = client.post(f"/desk/board/{notice.pk}/withdraw/", {"reason": "建设地点写错。"})

    assert (without.status_code, done.status_code) == (422, 302)
    assert Notice.objects.get().withdrawal_reason == "建设地点写错。"


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/publish/", "{pk}/withdraw/"])
def test_another_bureaus_editor_and_outsiders_see_none_of_it(client, path):
    notice = rows.pending()
    url = f"/desk/board/{path.format(pk=notice.pk)}"

    assert notice.title not in client.get(url, follow=True).content.decode()
    sign_in(client, builders.applicant())
    assert client.get(url).status_code == 404
    sign_in(client, builders.staff(Role.EDITOR, at=builders.bureau("dongling", "东岭市生态环境局", "东环")))
    assert notice.title not in client.get(url).content.decode()


def test_an_editor_corrects_with_a_reason_and_another_publishes(client):
    notice = rows.published(facts={"编制单位": "写错的单位", "备注": "无"})
    sign_in(client, rows.editor())
    url = f"/desk/board/{notice.pk}/correct/"
    typed = {"title": notice.title, "fact_0": "写对的单位", "fact_1": ""}

    shown = client.get(url).content.decode()
    without = client.post(url, {**typed, "reason": ""})
    done = client.post(url, {**typed, "reason": "编制单位写错"})
    newer = Notice.objects.get(state="pending")
    own = client.post(f"/desk/board/{newer.pk}/publish/")

    assert "写错的单位" in shown
    assert (without.status_code, done.status_code, own.status_code) == (422, 302, 409)
    assert (newer.version, newer.facts, newer.correction_reason) == (2, [["编制单位", "写对的单位"]], "编制单位写错")
