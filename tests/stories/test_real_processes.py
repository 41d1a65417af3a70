"""A bureau's portal in real processes: nginx, gunicorn, a forking worker, a beat, databases, a mail server."""

from __future__ import annotations

import gzip
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import global_settings
from django.db import connection, connections
from django.utils import timezone

from approvals.applications.models import Application
from approvals.applications.states import State
from disclosure.board.models import Notice
from envportal.accounts.models import User
from envportal.documents.models import Document, Letter
from envportal.messaging.models import Message
from envportal.supervision.models import Card
from tests import world
from tests.builders import one_time_code
from tests.messaging.conftest import Gateway, gateway
from tests.stories.processes import Browser, Portal, until
from tools.servers import database, own_redis

__all__ = ["gateway"]
pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.engine("postgresql"), pytest.mark.nginx,
    pytest.mark.timeout(400),
]  # fmt: skip


@pytest.fixture
def portal(tmp_path: Path, gateway: Gateway, settings) -> Iterator[Portal]:
    """All its processes, on the test's database, a Redis of their own and the test's mail server."""
    # Passwords are to be read by processes that know no hashes of a test; files are to lie where nginx serves them.
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    settings.QUERY_CODE_HASHER = "scrypt"
    settings.MEDIA_ROOT = tmp_path / "files"
    name = str(connection.settings_dict["NAME"])
    with own_redis(tmp_path) as redis:
        portal = Portal(
            tmp_path, database=database(os.environ["DATABASE_URL"], name), redis=redis, mail=gateway.port,
            secret=settings.SECRET_KEY,
        )  # fmt: skip
        portal.prepare()
        yield portal
        portal.stop()
        connections.close_all()


def signed_in(portal: Portal, person: User, *, seconds: int = 0) -> Browser:
    code = one_time_code(timezone.now() + timedelta(seconds=seconds)) if person.is_staff_member else ""
    return Browser(portal.url).enter(person.username, code)


def test_a_decision_is_signed_printed_mailed_and_published_while_the_sweep_looks_after_another_case(
    portal: Portal, gateway: Gateway
) -> None:
    gateway.up()
    yunxi = world.world()
    application = world.proposed(yunxi)  # its window closed on 19 October 2026
    silent = world.submitted(yunxi)  # received on 14 September 2026: five working days are long past
    portal.start("beat", "worker", "web", "nginx")
    assert until(portal.is_ready)

    leader = signed_in(portal, yunxi.leader)
    signed = leader.send(
        f"/desk/cases/{application.pk}/approve/", code=one_time_code(timezone.now() + timedelta(seconds=30))
    )
    assert (signed.status, "已批准" in signed.text) == (200, True)

    document = Document.objects.filter(case=application.case)[0]
    read = leader.get(f"/files/{document.pk}/")
    assert (read.status, read.body) == (200, (portal.folder / "files" / document.path).read_bytes())

    letter = Letter.objects.get(case=application.case, kind="approval_reply")
    notice = Notice.objects.get(case=application.case, kind="decision")
    assert until(lambda: Letter.objects.get(pk=letter.pk).state == Letter.State.RENDERED)
    published = signed_in(portal, yunxi.editor).send(f"/desk/board/{notice.pk}/publish/")
    assert (published.status, "已发布" in published.text) == (200, True)
    _anybody_reads(portal, Notice.objects.get(pk=notice.pk), Letter.objects.get(pk=letter.pk))
    _nginx_hands_out_static_files(portal)

    # Nobody asks: the beat does, every minute. A look leaves to the next one what the other sweep holds.
    assert until(lambda: Application.objects.get(pk=silent.pk).state == State.IN_REVIEW, 150)
    assert Application.objects.get(pk=silent.pk).accepted_by_silence
    assert until(lambda: Card.objects.filter(case=silent.case, colour="red").exists(), 150)
    assert until(lambda: not Letter.objects.exclude(state=Letter.State.RENDERED).exists())
    assert until(lambda: not Message.objects.exclude(to_address="").filter(sent_at=None).exists())
    mails = Counter(str(mail["Message-ID"]) for mail in gateway.received)
    assert set(mails.values()) == {1}
    assert len(mails) == Message.objects.exclude(to_address="").count()
    assert all(process.poll() is None for process in portal.running.values())


def _anybody_reads(portal: Portal, notice: Notice, letter: Letter) -> None:
    """The PDF comes from nginx, with the portal's headers; its place on the disk is nobody's to know or to ask for."""
    anybody = Browser(portal.url)
    answer = anybody.get(f"/board/{notice.public_id}/decision.pdf")
    part = anybody.get(f"/board/{notice.public_id}/decision.pdf", Range="bytes=0-3")

    assert (answer.status, answer.header("Content-Type")) == (200, "application/pdf")
    assert answer.body == (portal.folder / "files" / letter.path).read_bytes()
    assert (part.status, part.body) == (206, b"%PDF")  # ranges are what nginx has and the portal has not
    assert answer.header("X-Accel-Redirect") == ""
    assert answer.header("Content-Security-Policy") == "default-src 'none'; sandbox"
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert answer.header("Content-Disposition").startswith("attachment")
    assert anybody.get(f"/stored/{letter.path}").status == 404
    assert [anybody.get(path).status for path in ("/healthz", "/readyz", "/")] == [200, 200, 200]


def _nginx_hands_out_static_files(portal: Portal) -> None:
    static, anybody = portal.folder / "static", Browser(portal.url)
    [hashed] = [path.name for path in static.glob("portal.*.css")]
    # Put there after gunicorn looked around: whoever hands it out is nginx.
    (static / "late.0123456789ab.css").write_text("a {}")
    (static / "late.0123456789ab.css.gz").write_bytes(gzip.compress(b"a {}"))
    (static / "late.css").write_text("a {}")

    assert f"/static/{hashed}" in anybody.get("/").text
    assert anybody.get(f"/static/{hashed}").status == 200
    late = anybody.get("/static/late.0123456789ab.css", **{"Accept-Encoding": "gzip"})
    assert (late.status, late.header("Content-Type"), gzip.decompress(late.body)) == (200, "text/css", b"a {}")
    assert late.header("Cache-Control") == "public, max-age=31536000, immutable"
    assert late.header("Server") == "nginx"  # and no version
    assert anybody.get("/static/late.css").header("Cache-Control") == "public, max-age=60"
    assert anybody.get("/static/none.0123456789ab.css").header("Cache-Control") == ""


def test_the_front_believes_no_address_a_client_claims_and_takes_files_as_large_as_may_come(portal: Portal) -> None:
    yunxi = world.world()
    portal.start("web", "nginx")
    assert until(portal.is_ready)

    assert _taken(portal, megabytes=2) == 403  # by the portal: the form has no token
    assert _taken(portal, megabytes=111) == 413  # by nginx, before it came

    statuses = [_wrong_password(portal, yunxi.leader, claimed=f"203.0.113.{n}") for n in range(6)]
    assert statuses[-1] == 429  # five wrong ones from one address
    assert 429 not in statuses[:4]


def _taken(portal: Portal, megabytes: int) -> int:
    """What a form of this size is answered; one above the limit is only announced."""
    connection = HTTPConnection("127.0.0.1", portal.front, timeout=20)
    size = megabytes << 20
    with closing(connection):
        connection.putrequest("POST", "/accounts/login/")
        connection.putheader("Content-Length", str(size))
        connection.endheaders()
        if size < 110 << 20:
            connection.send(bytes(size))
        return connection.getresponse().status


def _wrong_password(portal: Portal, person: User, *, claimed: str) -> int:
    somebody = Browser(portal.url)
    somebody.opener.addheaders = [("X-Forwarded-For", claimed)]
    return somebody.send("/accounts/login/", login=person.username, password="wrong").status
