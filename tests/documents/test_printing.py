"""The printed letter: the intended fonts, the words of its fields, the grid of the standard, and nothing fetched."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.conf import LazySettings
from pypdf import PdfReader

from envportal.audit import log
from envportal.documents import letters, queries, tasks
from envportal.documents.guards import children, fonts, printer
from envportal.documents.letters.paper import balanced, chinese_number, lowered
from envportal.documents.models import Letter
from tests import builders
from tests.documents import specimens
from tests.documents.specimens import Kind

AT = builders.moment("2026-10-20", "11:00")


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def printed(letter: Letter) -> bytes:
    return base64.b64decode(printer.print_letter(letters.html(letter), letters.css(letter))["pdf"])


def pressed(letter: Letter) -> PdfReader:
    return PdfReader(io.BytesIO(printed(letter)))


def words(pdf: PdfReader) -> str:
    """The text of all pages without line ends and blanks."""
    return "".join("".join(page.extract_text() for page in pdf.pages).split())


class _Listener(BaseHTTPRequestHandler):
    seen: list[str] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_error(404)

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture
def listener() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db
def test_markup_in_a_field_is_printed_as_typed_and_fetches_nothing(listener: str) -> None:
    name = f'<img src="{listener}x.png"><style>@import "{listener}y.css"</style>'
    letter = specimens.letter(Kind.APPROVAL, project_name=name, facts="<div>" * 700)

    text = re.sub(r"样张·未用印—\d+—", "", words(pressed(letter)))

    assert "".join(name.split()) in text
    assert "<div>" * 700 in text
    assert _Listener.seen == []


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{}x.png">',
        '<link rel="stylesheet" href="{}y.css">',
        '<link rel="attachment" href="file:///etc/passwd">',
    ],
)
def test_a_page_that_refers_to_anything_but_its_fonts_is_not_printed(markup: str, listener: str) -> None:
    with pytest.raises(children.ChildFailed, match="a letter refers to"):
        printer.print_letter(f"<p>甲</p>{markup.format(listener)}", "")

    assert _Listener.seen == []


def test_a_character_no_font_has_is_an_error_and_not_an_empty_box() -> None:
    with pytest.raises(children.ChildFailed, match=r"U\+1F600"):
        printer.print_letter("<p>王😀</p>", "")


@pytest.mark.django_db
def test_the_task_prints_what_waits_and_logs_the_hashes(store: Path) -> None:
    letter = specimens.letter()

    tasks.render_pending()
    tasks.render_pending()

    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.pages) == (Letter.State.RENDERED, 1, 2)
    assert (store / letter.path).stat().st_size == letter.size
    last = log.history(letter.case).last()
    assert last is not None
    assert (last.name, last.facts["sha256"]) == ("letter_rendered", letter.sha256)


@pytest.mark.django_db
def test_a_letter_that_cannot_be_printed_is_given_up_after_three_tries_and_holds_up_nobody() -> None:
    poison, sound = specimens.letter(project_name="项目😀"), specimens.letter(Kind.ENDED, of=specimens.case_of("2"))
    moments = [AT, AT + timedelta(minutes=1), AT + timedelta(minutes=6), AT + timedelta(days=1)]

    for moment in moments:
        for pk in queries.waiting_letters(at=moment, limit=20):
            letters.render(pk, at=moment)

    poison.refresh_from_db()
    sound.refresh_from_db()
    assert (poison.state, poison.tries, sound.state) == (Letter.State.DEAD, 3, Letter.State.RENDERED)
    assert "U+1F600" in poison.last_error
    assert [letter.pk for letter in queries.dead_letters()] == [poison.pk]
    assert [event.name for event in log.history(poison.case)] == ["letter_issued", "letter_not_printed"]


@pytest.mark.django_db
def test_a_letter_in_one_workers_hands_is_left_alone_until_its_lease_is_over() -> None:
    letter = specimens.letter()
    Letter.objects.filter(pk=letter.pk).update(tries=1, not_before=AT + timedelta(minutes=3))

    too_early = letters.render(letter.pk, at=AT + timedelta(minutes=2))
    in_time = letters.render(letter.pk, at=AT + timedelta(minutes=3))

    assert (too_early, in_time and in_time.state) == (None, Letter.State.RENDERED)


@pytest.mark.django_db
def test_a_dead_letter_can_be_revived() -> None:
    letter = specimens.letter()
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.DEAD, tries=3)

    revived = letters.revive(letter, at=AT)

    assert (revived.state, queries.waiting_letters(at=AT, limit=1)) == (Letter.State.PENDING, [letter.pk])


def test_a_font_that_is_missing_is_warned_of_with_what_mends_it(settings: LazySettings) -> None:
    settings.LETTER_FONTS = {"body": "/nowhere/FangSong.ttf"}

    warnings = fonts.can_print()

    assert [(warning.id, warning.hint) for warning in warnings] == [
        ("documents.W002", "Mend LETTER_FONTS: body=/nowhere/FangSong.ttf")
    ]


@pytest.mark.parametrize(
    ("n", "chinese"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (101, "一百零一"), (110, "一百一十")],
)
def test_ordinals_in_chinese(n: int, chinese: str) -> None:
    assert chinese_number(n) == chinese


def test_a_long_title_is_parted_evenly_and_not_within_a_figure_or_phrase() -> None:
    lines = balanced("云溪市生态环境局关于年产 6000 万只食品纸容器技改项目生态环境影响报告表的批复")

    assert lines == ["云溪市生态环境局关于年产 6000 万只食品", "纸容器技改项目生态环境影响报告表的批复"]


def test_a_title_of_many_lines_keeps_figures_with_their_units_and_brackets_with_their_words() -> None:
    lines = balanced(
        "关于云溪市城北循环经济产业园（二期）年处理12万吨废矿物油综合利用及配套2×75吨/小时循环流化床锅炉、"
        "10万立方米储罐区改扩建工程生态环境影响报告书的批复"
    )

    assert lines == [
        "关于云溪市城北循环经济产业园（二期）",
        "年处理12万吨废矿物油综合利用及配套",
        "2×75吨/小时循环流化床锅炉、10万立方米",
        "储罐区改扩建工程生态环境影响报告书的批复",
    ]


def test_a_lowered_figure_is_printed_with_the_bodys_own_font() -> None:
    assert lowered("CO₂、PM₁₀") == "CO<sub>2</sub>、PM<sub>10</sub>"


def test_neither_press_nor_pdf_reader_is_loaded_into_a_web_or_worker_process() -> None:
    program = (
        "import sys, django; django.setup(); import envportal.documents.views, envportal.documents.tasks;"
        "print([name for name in ('weasyprint', 'pikepdf', 'fontTools') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
