"""Who chose e-mail gets each letter as an attachment, and it is served when it went; the address stays sealed."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail

from disclosure.requests import actions
from disclosure.requests.models import Applicant, Mail
from envportal.audit import log
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from tests.builders import moment
from tests.requests import rows

pytestmark = pytest.mark.django_db
WHERE, ASKED, AT = "canary@example.org", moment("2026-10-13"), moment("2026-10-14")


@pytest.fixture(name="letter")
def _letter(of) -> Letter:
    """Asked for by e-mail, and asked back by a letter that is not printed yet."""
    one = rows.received(of, supply="email", email=WHERE)
    asked: Any = {"items": "哪一家企业？", "guidance": "写明企业名称。", "until": AT.date().replace(day=30)}
    actions.ask_clarification(one.pk, by=of.editor, at=ASKED, **asked)
    return Letter.objects.get(case=one.pk, kind="info_clarify")


def printed(letter: Letter) -> None:
    path = Path(settings.MEDIA_ROOT, "letters", f"{letter.pk}.pdf")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.4 the letter")
    Letter.objects.filter(pk=letter.pk).update(path=f"letters/{letter.pk}.pdf")


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_letter_goes_once_it_is_printed_and_is_served_that_day_with_its_proof(letter):
    assert actions.send_mails(at=ASKED) == 0  # nothing to attach yet
    printed(letter)

    assert [actions.send_mails(at=AT) for _n in range(2)] == [1, 0]

    [sent] = mail.outbox
    assert (sent.to, sent.attachments[0][1]) == ([WHERE], b"%PDF-1.4 the letter")
    letter.refresh_from_db()
    service = letter.services.get()
    assert (letter.served_on, service.way, service.recorded_by) == (AT.date(), "email", None)
    assert service.tracking.startswith(f"<letter-{letter.pk}@")
    assert [one.name for one in log.history(letter.case)][-1] == "request_letter_mailed"
    # Only the sealed table knows where it went.
    known = {
        model for model in apps.get_models() for row in model._default_manager.values() if WHERE in str(row)
    }  # fmt: skip
    assert known == {Applicant}


def test_a_gateway_that_is_away_is_tried_again_and_given_up_after_eight_tries(of, letter, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    printed(letter)
    at = AT
    for _n in range(8):
        at = max(at, Mail.objects.get().next_try_at)
        assert actions.send_mails(at=at) == 0

    given_up = Mail.objects.get()
    assert (given_up.tries, given_up.dead_at) == (8, at)
    assert WHERE not in given_up.last_error
    assert {one.to_user for one in Message.objects.filter(template="request_mail_given_up")} == {of.editor, of.clerk}
    letter.refresh_from_db()
    assert letter.served_on is None
    actions.posted(
        letter.case_id, letter=letter.pk, on=at.date(), tracking="XA123", by=of.clerk, at=at
    )  # fmt: skip


def test_a_letter_that_was_handed_over_meanwhile_is_not_mailed(of, letter):
    printed(letter)
    actions.handed(letter.case_id, letter=letter.pk, on=AT.date(), capacity="self", by=of.clerk, at=AT)

    assert actions.send_mails(at=AT) == 0
    assert mail.outbox == []
