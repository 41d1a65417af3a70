"""What anybody may read, and that it is all of it."""

import json

import pytest
import time_machine
from django.conf import settings

from disclosure.board import board
from disclosure.board.guards import FileNotPublic
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from tests import builders, world
from tests.board import rows
from tests.board.rows import ids, proposed, text
from tests.builders import moment

pytestmark = pytest.mark.django_db
TODAY = moment("2026-10-16")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


# NOTHING PENDING --------------------------------------------------------------
def test_a_pending_notice_is_nowhere(client):
    notice = rows.pending(rows.case("云溪保密项目"), facts={"项目概况": "尚未公开的内容"})
    paths = (
        "/", "/board/", "/board/?q=保密&t=all", "/board.json?t=all", "/board.csv?t=all", "/board.atom?t=all",
        "/api/v1/notices?t=all", "/en/board/?t=all",
    )  # fmt: skip

    shown = [path for path in paths if "云溪保密项目" in text(client.get(path))]

    assert shown == []
    assert client.get(f"/board/{notice.public_id}/").status_code == 404
    assert client.get(f"/api/v1/notices/{notice.public_id}").status_code == 404
    assert "青石镇" not in text(client.get("/board/"))


def test_a_correction_is_not_seen_before_it_is_published(client):
    notice = proposed()
    board.correct(notice.pk, facts={"项目概况": "还没有公开"}, reason="改一处", by=None, at=TODAY)

    page = text(client.get(f"/board/{notice.public_id}/"))

    assert "还没有公开" not in page
    assert "改一处" not in page
    assert "已经更正" not in page


def test_a_superseded_version_that_never_was_public_stays_inside(client):
    of = rows.case()
    first = rows.pending(of, facts={"项目概况": "初稿"})
    rows.published(of, facts={"项目概况": "定稿"})

    assert client.get(f"/board/{first.public_id}/").status_code == 404


# ONE NOTICE -------------------------------------------------------------------
def test_the_page_answers_first_whether_one_may_comment(client):
    page = text(client.get(f"/board/{proposed().public_id}/"))

    assert '现在可以提意见，到 <time datetime="2026-10-19">10月19日（周一）</time> 24:00' in page
    assert "还剩 2 个工作日" in page
    assert "申请听证" in page


def test_after_the_last_day_the_page_says_so(client):
    notice = proposed()

    with time_machine.travel(moment("2026-10-19", "23:59"), tick=False):
        assert "现在可以提意见" in text(client.get(f"/board/{notice.public_id}/"))
    with time_machine.travel(moment("2026-10-20", "00:00"), tick=False):
        assert "已经结束" in text(client.get(f"/board/{notice.public_id}/"))


def test_a_decision_tells_the_remedies(client):
    of = rows.case()
    notice = rows.published(of, Notice.Kind.DECISION, outcome="approved", document_number="云环审〔2026〕88号")

    page = text(client.get(f"/board/{notice.public_id}/"))

    assert "审批决定已经公布：已批准" in page
    assert "云环审〔2026〕88号" in page
    assert "60 日内申请行政复议" in page


def test_a_corrected_notice_leads_to_its_new_version(client):
    old = proposed()
    new = board.correct(old.pk, facts={"项目概况": "改正后"}, reason="项目概况写错", by=None, at=TODAY)
    new = board.publish(new.pk, by=rows.editor(), at=TODAY)

    before, after = (text(client.get(f"/board/{one.public_id}/")) for one in (old, new))

    assert "这是第 1 版，已经更正。" in before
    assert f'href="/board/{new.public_id}/"' in before
    assert "更正原因：" in after
    assert ids(client) == [new.public_id]


def test_a_withdrawn_notice_leaves_its_reason_and_nothing_else(client):
    notice = rows.published(facts={"项目概况": "不该公开的数据"})
    board.withdraw(notice.pk, reason="建设地点写错。", by=builders.staff(Role.LEADER), at=TODAY)

    response = client.get(f"/board/{notice.public_id}/")
    data = client.get(f"/api/v1/notices/{notice.public_id}").json()

    assert response.status_code == 200
    assert "建设地点写错。" in text(response)
    assert "不该公开的数据" not in text(response)
    assert (data["withdrawal_reason"], data["facts"]) == ("建设地点写错。", [])
    assert ids(client) == []
    assert ids(client, "?q=纸容器") == [notice.public_id]


def test_what_a_title_says_is_text(client):
    notice = proposed("<script>alert(1)</script>项目")

    page = text(client.get(f"/board/{notice.public_id}/"))

    assert "<script>alert" not in page


# FOR EVERYBODY ALIKE ------------------------------------------------------------
@pytest.mark.parametrize("path", ["/", "/board/", "/board.json", "/board.csv", "/board.atom", "/progress/", "/en/"])
def test_nobody_gets_a_cookie(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response.cookies == {}


def test_an_unchanged_page_is_not_sent_again(client):
    notice = proposed()
    path = f"/board/{notice.public_id}/"
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    english = client.get(f"/en{path}", headers={"If-None-Match": first["ETag"]})
    with time_machine.travel(moment("2026-10-17"), tick=False):
        tomorrow = client.get(path, headers={"If-None-Match": first["ETag"]})
    board.withdraw(notice.pk, reason="写错。", by=builders.staff(Role.LEADER), at=TODAY)
    changed = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert [english.status_code, tomorrow.status_code, changed.status_code] == [200, 200, 200]
    assert "public" in first["Cache-Control"]


def test_what_somebody_signed_in_reads_is_kept_by_nobody(client):
    client.force_login(builders.applicant(), backend=settings.AUTHENTICATION_BACKENDS[-1])

    response = client.get("/board/")

    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_the_machine_reads_what_the_public_reads(client):
    notice = proposed()

    listed = client.get("/api/v1/notices").json()
    one = client.get(f"/api/v1/notices/{notice.public_id}").json()
    described = json.loads(client.get("/api/v1/openapi.json").content)

    assert [item["id"] for item in listed["items"]] == [notice.public_id]
    assert (one["opens_on"], one["closes_on"]) == ("2026-10-13", "2026-10-19")
    assert one["facts"] == [{"label": "编制单位", "text": "云溪清源环境咨询有限公司"}]
    assert "/api/v1/notices" in described["paths"]
    assert client.post("/api/v1/notices").status_code == 405


# FILES ------------------------------------------------------------------------
def test_the_public_version_goes_home_with_anybody_until_the_notice_is_withdrawn(client):
    yunxi = world.world()
    application = world.accepted(yunxi)
    waiting = Notice.objects.get(case=application.case)
    url = f"/board/{waiting.public_id}/files/{waiting.files.get().pk}/"
    before = client.get(url)
    notice = world.publish(yunxi, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    shown = client.get(url)
    body = b"".join(shown.streaming_content)
    elsewhere = client.get(f"/board/aaaaaaaaaa/files/{notice.files.get().pk}/")
    board.withdraw(notice.pk, reason="删减不全。", by=yunxi.leader, at=TODAY)

    assert [before.status_code, shown.status_code, elsewhere.status_code] == [404, 200, 404]
    assert body.startswith(b"%PDF")
    assert client.get(url).status_code == 404


def test_the_editor_reads_the_public_version_before_it_goes_out_and_nobody_stores_it(client):
    yunxi = world.world()
    waiting = Notice.objects.get(case=world.accepted(yunxi).case)
    url = f"/board/{waiting.public_id}/files/{waiting.files.get().pk}/"
    client.force_login(yunxi.editor, backend=settings.AUTHENTICATION_BACKENDS[-1])

    shown = client.get(url)

    assert b"".join(shown.streaming_content).startswith(b"%PDF")
    assert "no-store" in shown["Cache-Control"]


def test_a_file_that_is_not_the_public_version_does_not_go_out(client):
    yunxi = world.world()
    application = world.accepted(yunxi)
    waiting = Notice.objects.get(case=application.case)
    waiting.files.get().document.__class__.objects.update(is_public=False)

    with pytest.raises(FileNotPublic):
        board.publish(waiting.pk, by=yunxi.editor, at=TODAY)
