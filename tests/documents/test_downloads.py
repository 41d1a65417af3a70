"""Files leave the portal by few doors, and by each as a download no browser runs or guesses about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from disclosure.board.models import Notice
from envportal.documents.models import Document, Letter
from tests import world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import moment
from tools.common import ROOMS, ROOT

pytestmark = pytest.mark.django_db
DOORS = re.compile(r"FileResponse|StreamingHttpResponse|X-Accel-Redirect|Content-Disposition")
# Of these the views answer with what somebody handed in or was served.
SERVING = {
    "documents:download", "documents:letter_pdf", "board:decision_letter", "board:file", "quality:bulletin_letter",
    "meetings:paper", "meetings:minutes_pdf", "participation:attached", "participation:attachment", "inspections:file",
    "requests:letter_file", "requests:supplied", "petitions:photo", "campaigns:proof", "campaigns:my_proof",
    "accountability:proof",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "files"
    with time_machine.travel(moment("2026-09-18"), tick=True):
        yield


def test_no_other_module_writes_the_head_of_a_download() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if DOORS.search(path.read_text(encoding="utf-8"))
    }

    assert found == {
        "envportal/documents/views/files.py", "envportal/web/views/export.py", "disclosure/runs/views.py",
        "disclosure/board/views/open_data.py",  # the files of each night
        "envportal/operations/actions/copy_pages.py",  # reads where a file lies, and sends none
    }  # fmt: skip


def _routes(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


def test_every_address_that_serves_a_file_is_known_here() -> None:
    found = {name for name, pattern in _routes(get_resolver().url_patterns) if _serves(pattern)}

    assert found == SERVING


def _serves(pattern: URLPattern) -> bool:
    """What its view answers a GET with is `served`."""
    code = getattr(getattr(getattr(pattern.callback, "view_class", None), "get", None), "__code__", None)
    return code is not None and "served" in code.co_names


@pytest.mark.parametrize("x_accel", ["", "/stored/"])
def test_every_file_is_a_download_that_nothing_runs_and_nobody_guesses_about(
    settings: LazySettings, x_accel: str
) -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    notice = Notice.objects.get(case=application.case)
    letter = Letter.objects.filter(case=application.case).exclude(path="").first()
    document = Document.objects.filter(case=application.case).first()
    assert document is not None
    settings.X_ACCEL = x_accel
    asked = [
        (signed_in(yunxi.applicant), reverse("documents:download", args=[document.pk])),
        (just_confirmed(yunxi.clerk), reverse("documents:download", args=[document.pk])),
        (just_confirmed(yunxi.editor), reverse("board:file", args=[notice.public_id, notice.files.get().pk])),
    ]
    if letter is not None:
        asked.append((signed_in(yunxi.applicant), reverse("documents:letter_pdf", args=[letter.pk])))

    for browser, address in asked:
        answer = browser.get(address)
        assert b"".join(answer).startswith(b"" if x_accel else b"%PDF-"), address
        head = {name: answer[name] for name in ("X-Content-Type-Options", "Content-Security-Policy", "Content-Type")}
        assert head == {
            "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Type": "application/pdf",
        }, address  # fmt: skip
        assert answer["Content-Disposition"].startswith("attachment;"), address
        assert answer.has_header("X-Accel-Redirect") is bool(x_accel), address
