"""nginx with nobody behind it hands out the copy, and says so."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.board import rows
from tests.operations.test_static_copy import copy, var_dir
from tests.stories import fronts
from tests.stories.processes import Browser, until
from tools.servers import free_port

__all__ = ["var_dir"]
# As the other tests of nginx: in the group that fetches one where there is none.
pytestmark = [pytest.mark.django_db, pytest.mark.nginx, pytest.mark.engine("postgresql")]


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Browser]:
    """nginx with the portal's own file, and nobody behind it."""
    port, dead = free_port(), free_port()
    fronts.write(tmp_path, web=dead, front=port)
    process = subprocess.Popen(fronts.command(tmp_path))
    assert until(lambda: Browser(f"http://127.0.0.1:{port}").get("/").status > 0)
    yield Browser(f"http://127.0.0.1:{port}")
    process.terminate()
    process.wait()


def test_with_nobody_behind_it_nginx_hands_out_the_copy_and_says_so(front: Browser):
    notice = rows.published()
    copy()

    for path in (
        "/",
        "/board/",
        "/en/board/",
        f"/board/{notice.public_id}/",
        "/board/?q=x",
        "/board.csv",
        "/sitemap.xml",
    ):
        answer = front.get(path)
        assert (path, answer.status, answer.header("X-Static-Copy")) == (path, 200, "1")
    shown = front.get(f"/board/{notice.public_id}/")
    assert shown.header("Content-Type") == "text/html; charset=utf-8"
    assert "的静态副本" in shown.text
    assert notice.title in shown.text


def test_what_has_no_copy_and_every_form_is_503_with_a_page_that_helps(front: Browser):
    copy()

    for answer in (front.get("/desk/"), front.get("/board/nothing00/"), front.post("/accounts/login/", {"login": "x"})):
        assert answer.status == 503
        assert "门户暂时停机" in answer.text
        assert answer.header("Retry-After") == "600"
    assert front.get("/static-copy-missing.html").status in {404, 503}


def test_before_the_first_copy_every_page_and_every_form_is_503(front: Browser):
    for answer in (front.get("/board/"), front.get("/"), front.post("/accounts/login/", {"login": "x"})):
        assert (answer.status, answer.header("Retry-After")) == (503, "600")
