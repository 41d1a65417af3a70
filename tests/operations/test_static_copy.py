"""While the portal is away its public pages are read from a copy: whole, of one moment, and saying what it is."""

from __future__ import annotations

import fcntl
import shutil
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import translation

from approvals.applications.models import Application
from disclosure.board import actions as board_actions
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.operations.actions import static_copy
from envportal.operations.actions.copy_pages import place
from envportal.operations.tasks import static_copy as task
from envportal.refusals import Refused
from tests import world
from tests.board import rows
from tests.builders import moment

pytestmark = pytest.mark.django_db
NIGHT = moment("2026-11-20", "00:40")
NEXT = NIGHT + timedelta(days=1)


@pytest.fixture(autouse=True)
def var_dir(tmp_path: Path, settings) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def copy(at=NIGHT, *, force: bool = False) -> static_copy.Copied:
    done = static_copy.copy_pages(at=at, force=force)
    assert done is not None
    return done


def page(path: str) -> str:
    return (static_copy.folder() / "current" / place(path)).read_text(encoding="utf-8")


def exists(path: str) -> bool:
    return (static_copy.folder() / "current" / place(path)).exists()


def history(n: int) -> list[Notice]:
    """Notices no case can change any more."""
    past = [
        board.Past(
            key=f"key-{i}", kind=Notice.Kind.DECISION, publisher="某市生态环境局", source="旧网站", title=f"旧项目{i}",
            owner="某某公司", place="某镇", document_kind="", document_number="", opens_on=None, closes_on=None,
            published_on=moment("2015-05-05").date(), facts=(("编制单位", "甲"),), wording=(),
        )
        for i in range(n)
    ]  # fmt: skip
    board_actions.take_in(past, at=moment("2026-10-01"))
    return list(Notice.objects.filter(import_key__isnull=False).order_by("pk"))


@dataclass(frozen=True)
class First:
    """A copy, and what is in the portal it was made of."""

    folder: Path
    published: Notice
    waiting: Notice
    old: Notice


@pytest.fixture(scope="module")
def first(kept_for_the_module: None, tmp_path_factory: pytest.TempPathFactory) -> First:
    var = tmp_path_factory.mktemp("first")
    made_of = First(var / "static-copy", rows.published(), rows.pending(rows.case("还没有发布的项目")), history(1)[0])
    with override_settings(VAR_DIR=var), translation.override("en"):
        copy()
        assert translation.get_language() == "en"  # that of whoever makes it stays what it was
    return made_of


@pytest.fixture
def there(first: First, var_dir: Path) -> First:
    """The same copy, for a test of its own to change."""
    shutil.copytree(first.folder, static_copy.folder(), symlinks=True)
    return first


# WHAT IS IN IT --------------------------------------------------------------------
def test_every_public_page_is_in_it_in_both_languages_under_its_own_address(there: First):
    notice, old = there.published, there.old

    addresses = ["/", "/board/", "/open-data/", "/calculator/", "/privacy/", "/progress/"]
    addresses += [f"/board/{one.public_id}/" for one in (notice, old)]
    missing = [before + path for path in addresses for before in ("", "/en") if not exists(before + path)]
    assert missing == ["/progress/", "/en/progress/"]  # an act, not a publication: asks for a code
    assert notice.title in page(f"/board/{notice.public_id}/")
    assert all(exists(path) for path in ("/board.csv", "/board.atom", "/sitemap.xml", "/robots.txt", "/seals.json"))


def test_each_page_says_of_when_it_is_and_has_no_form(there: First):
    chinese, english = page("/board/"), page("/en/board/")
    assert "的静态副本" in chinese
    assert "static copy" in english
    pages = [path.read_text() for path in (static_copy.folder() / "current").rglob("*.html")]
    assert not [text for text in pages if "<form" in text or 'form="' in text]
    assert 'href="/en/board/"' in chinese  # the switch of languages stays


def test_nothing_private_and_nothing_unpublished_is_in_it(there: First):
    names = {str(path.relative_to(static_copy.folder() / "current")) for path in _files()}
    assert not [
        name for name in names if name.startswith(("my", "desk", "accounts", "demo", "api", "en/my", "en/desk"))
    ]
    assert not [name for name in names if there.waiting.public_id in name]


def _files() -> list[Path]:
    return [path for path in (static_copy.folder() / "current/").rglob("*") if path.is_file()]


# ONE MOMENT -----------------------------------------------------------------------
def test_a_copy_is_made_once_a_day_unless_the_board_changes(there: First):
    assert static_copy.copy_pages(at=NIGHT + timedelta(hours=1)) is None
    rows.published(rows.case("又一个项目"))

    again = copy(NIGHT + timedelta(hours=2))
    assert again.kept > 0
    assert "又一个项目" in page("/board/")


def test_what_cannot_have_changed_is_not_made_again_on_the_next_day():
    history(20)
    first = copy()

    second = copy(NEXT)

    assert (first.kept, second.kept) == (0, 40)
    assert second.pages == first.pages
    assert second.rendered == first.rendered - 40


def test_the_page_of_a_case_under_way_is_made_again_each_day_and_the_copy_before_goes(there: First):
    address = f"/board/{there.published.public_id}/"
    before = page(address)

    copy(NEXT)

    assert page(address) != before
    left = {path.name.partition(".")[0] for path in static_copy.folder().iterdir()} - {"lock", "current"}
    assert left == {(static_copy.folder() / "current").resolve().name}


def test_the_file_of_a_notice_lies_in_it_until_the_notice_is_withdrawn():
    yunxi = world.world()
    application = world.proposed(yunxi)
    notice = Notice.objects.get(case=Application.objects.get(pk=application.pk).case, kind="proposed_decision")
    copy()
    files = [path for path in _files() if f"{notice.public_id}/files" in str(path)]
    assert {path.read_bytes()[:4] for path in files} == {b"%PDF"}
    board.withdraw(notice.pk, by=yunxi.leader, at=moment("2026-11-20", "08:00"), reason="地点写错")

    copy(moment("2026-11-20", "09:00"))

    assert "地点写错" in page(f"/board/{notice.public_id}/")
    assert "已撤回" in page(f"/board/{notice.public_id}/")
    assert [path for path in _files() if f"{notice.public_id}/files" in str(path)] == []


def test_the_copy_before_is_read_until_the_new_one_is_whole(monkeypatch, there: First):
    before = (static_copy.folder() / "current").resolve()

    def broken(*_args: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(static_copy.Run, "_render", broken)
    with pytest.raises(OSError, match="the disk is full"):
        static_copy.copy_pages(at=NEXT)

    assert (static_copy.folder() / "current").resolve() == before
    assert [path.name for path in static_copy.folder().iterdir() if path.is_dir() and not path.is_symlink()] == [
        before.name
    ]


def test_two_runs_are_never_at_it_at_once():
    rows.published()
    static_copy.folder().mkdir(parents=True)
    with (static_copy.folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        assert static_copy.copy_pages(at=NIGHT, force=True) is None


def test_a_portal_that_does_not_answer_to_its_own_address_keeps_the_last_copy(settings, there: First):
    settings.PORTAL_URL = "https://another.example"

    with pytest.raises(Refused, match="ALLOWED_HOSTS"):
        static_copy.copy_pages(at=NEXT)

    assert exists("/board/")


def test_the_command_says_how_large_it_is_and_the_task_makes_it():
    rows.published()
    task()
    said = StringIO()

    call_command("static_copy", stdout=said)
    call_command("static_copy", "--force", stdout=said)

    assert "Nothing changed" in said.getvalue()
    assert "MB" in said.getvalue()


@pytest.mark.parametrize("path", ["/board/../secret/", "/board/%2e%2e/", "/a/%00/", f"/{'x' * 300}/", "/a//b/"])
def test_no_address_leads_out_of_the_folder(path: str):
    assert place(path) is None
