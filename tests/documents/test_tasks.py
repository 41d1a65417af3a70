"""What Celery and the command line call: safe to run twice, and saying what they did."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from envportal.documents import actions, tasks
from envportal.documents.models import Document, Letter
from tests import builders
from tests.documents import corpus, specimens

pytestmark = pytest.mark.django_db
AT = builders.moment("2026-10-20", "11:00")


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def test_the_scrub_reads_again_what_was_longest_unread(store: Path) -> None:
    files = [corpus.upload(corpus.pdf(pages)) for pages in (1, 2)]
    whole, damaged = [actions.receive(file, case=None, owner=None, kind="eia", by=None, at=AT) for file in files]
    (store / damaged.path).write_bytes(b"%PDF-")

    for _ in range(2):
        tasks.scrub(limit=1)

    rows = Document.objects.order_by("pk").values_list("pk", "is_damaged")
    assert list(rows) == [(whole.pk, False), (damaged.pk, True)]


def test_the_sweep_leaves_kept_and_young_files_alone(store: Path) -> None:
    kept = actions.receive(corpus.upload(corpus.pdf()), case=None, owner=None, kind="eia", by=None, at=AT)

    tasks.sweep()

    assert (store / kept.path).is_file()


def test_the_command_prints_what_waits_and_what_was_given_up_and_says_so() -> None:
    given_up = specimens.letter()
    Letter.objects.filter(pk=given_up.pk).update(state=Letter.State.DEAD, tries=3)
    specimens.letter(Letter.Kind.ENDED, of=given_up.case)
    poison = specimens.letter(Letter.Kind.EXTENSION, of=given_up.case, approver="😀")
    out, err = StringIO(), StringIO()

    call_command("render_letters", "--revive", stdout=out, stderr=err)

    assert out.getvalue() == "2 letters printed, 1 failed.\n"
    assert err.getvalue().startswith(f"{poison.number}: ")
