"""Anybody who holds a letter asks whether it is good; nobody learns more than that."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from envportal.accounts.enums import Role
from envportal.documents import letters
from envportal.documents.letters.proof import square
from envportal.documents.models import Letter, LetterPrint
from tests import builders
from tests.documents import specimens
from tests.documents.test_seals import keeper, seal, stamped

pytestmark = pytest.mark.django_db
AT = builders.moment("2026-10-20", "11:00")


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def printed(letter: Letter, edition: int = 1, sha256: str = "a" * 64, standing: str = "unsealed") -> LetterPrint:
    """A print without the press: what the public page reads is the row."""
    Letter.objects.filter(pk=letter.pk).update(
        state="rendered", path="letters/aa/a.pdf", sha256=sha256, sm3="b" * 64, pages=2, size=9, rendered_at=AT
    )
    return LetterPrint.objects.create(
        letter=letter, edition=edition, standing=standing, path="letters/aa/a.pdf", sha256=sha256, sm3="b" * 64,
        size=9, pages=2, printed_at=AT,
    )  # fmt: skip


def page(letter: Letter, **asked: str) -> str:
    return Client().get(reverse("documents:verify", args=[letter.code]), asked).content.decode()


def test_a_letter_prints_the_address_that_proves_it() -> None:
    letter = specimens.letter()

    shown = square(letter)

    assert shown.address == f"http://127.0.0.1:8000/v/{letter.code}/"
    assert shown.path in letters.html(letter)
    assert letter.code in letters.html(letter)


def test_no_two_letters_share_a_code_and_nobody_counts_them_up() -> None:
    case = specimens.case()
    codes = [specimens.letter(kind, of=case).code for kind in ("acceptance", "correction", "ended")]

    assert len(set(codes)) == 3
    assert all(re.fullmatch("[2-9a-hjkmnp-z]{12}", code) for code in codes)


def test_the_press_keeps_every_pdf_a_letter_had() -> None:
    letter, by = specimens.letter(), keeper()
    letters.render(letter.pk, at=AT)
    stamped(letter, by, seal(by))
    letters.render(letter.pk, at=builders.moment("2026-10-21", "12:00"))

    prints = letters.proof(Letter.objects.get(pk=letter.pk)).prints

    assert [(one.edition, one.standing) for one in prints] == [(2, "stamped"), (1, "unsealed")]
    assert prints[0].sha256 != prints[1].sha256
    assert prints[0].sha256 == Letter.objects.get(pk=letter.pk).sha256


def test_a_worker_that_printed_an_older_edition_throws_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    letter, by = specimens.letter(), keeper()
    kept = seal(by)

    def stamped_meanwhile(_page: str, _css: str) -> dict[str, Any]:
        stamped(letter, by, kept)
        Letter.objects.filter(pk=letter.pk).update(tries=1)  # the next worker has begun as well
        return {"pdf": "JVBERi0=", "pages": 1}

    monkeypatch.setattr("envportal.documents.guards.printer.print_letter", stamped_meanwhile)
    letters.render(letter.pk, at=AT)

    letter.refresh_from_db()
    assert (letter.state, letter.sha256, letter.prints.count()) == (Letter.State.PENDING, "", 0)


def test_the_public_page_names_number_kind_bureau_day_pages_and_hashes_and_nobody() -> None:
    letter = specimens.letter("approval_reply")
    printed(letter)

    shown = page(letter)

    for said in (letter.number, "批复", "云溪市生态环境局", "2026", "2 页", "a" * 64, "b" * 64, "尚未用印"):
        assert said in shown, said
    for hidden in (letter.to.name, letter.title, "纸容器", "沈雁", letter.case.number):
        assert hidden not in shown, hidden


def test_the_public_page_of_a_stamped_letter_says_valid() -> None:
    letter, by = specimens.letter(), keeper()

    shown = page(stamped(letter, by, seal(by)))

    assert "纸质原件已于" in shown
    assert "尚未用印" not in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a" * 64, "一致：这个文件就是"),
        (" " + "A" * 32 + "\n" + "a" * 32, "一致：这个文件就是"),
        ("c" * 64, "较早的版次，确由本系统出具"),
        ("d" * 64, "不一致"),
        ("d" * 63, "这不是 SHA-256 摘要"),
        ("一" * 64, "这不是 SHA-256 摘要"),
    ],
)
def test_a_pasted_hash_is_compared_without_javascript(typed: str, said: str) -> None:
    letter = specimens.letter()
    printed(letter, 1, "c" * 64)
    printed(letter, 2)

    answer = re.search(r'class="ep-answer[^>]*role="(?:alert|status)"><p>([^<]*)', page(letter, sha256=typed))

    assert answer is not None
    assert said in answer[1]


def test_a_code_that_is_none_is_not_found_and_ten_wrong_ones_are_guessing() -> None:
    letter, client = specimens.letter(), Client()
    cache.clear()

    wrong = [client.get(f"/v/{n}wrongwrong/").status_code for n in range(11)]

    assert wrong == [404] * 10 + [429]
    assert client.get(f"/v/{letter.code}/").status_code == 429
    assert Client(REMOTE_ADDR="10.1.1.1").get(f"/v/{letter.code}/").status_code == 200


def test_a_typed_code_leads_to_the_letter_in_capitals_too() -> None:
    letter = specimens.letter()

    shown = Client().get("/v/", {"code": f" {letter.code.upper()} "}).content.decode()

    assert letter.number in shown


def test_machines_read_the_same_at_the_api() -> None:
    letter, by = specimens.letter(), keeper()
    printed(letter)
    stamped(letter, by, seal(by))

    answer = Client().get(f"/api/v1/letters/{letter.code}").json()

    assert (answer["standing"], answer["number"], answer["kind"]) == ("stamped", letter.number, "acceptance")
    assert [one["sha256"] for one in answer["prints"]] == ["a" * 64]
    assert (answer["replaced_by"], answer["voided_at"], answer["seal"]) == (None, None, "云溪市生态环境局")
    assert Client().get("/api/v1/letters/none").status_code == 404


def test_the_public_page_is_english_for_the_english() -> None:
    letter = specimens.letter()
    printed(letter)

    shown = Client().get(f"/en/v/{letter.code}/").content.decode()

    assert "Not sealed yet" in shown


def test_every_number_stands_in_the_book_with_its_state_and_a_missing_one_is_a_gap() -> None:
    case, by = specimens.case(), keeper()
    first, second, third = (specimens.letter(of=case) for _n in range(3))
    stamped(first, by, seal(by))
    Letter.objects.filter(pk=second.pk).update(number="改掉的号")
    clerk = Client()
    clerk.force_login(builders.staff(Role.CLERK))

    shown = clerk.get("/desk/numbers/").content.decode()
    table = clerk.get("/desk/numbers/?format=csv").content.decode()

    assert "缺 1 个号" in shown
    assert [line.split(",")[:3] for line in table.splitlines()[1:]] == [
        [first.number, "受理通知书", "纸质原件已用印"],
        ["云环受〔2026〕2号", "", "缺号"],
        [third.number, "受理通知书", "未用印"],
    ]


def test_the_book_of_numbers_is_read_in_as_many_queries_for_three_numbers_as_for_one(
    django_assert_max_num_queries: Any,
) -> None:
    case, clerk = specimens.case(), Client()
    clerk.force_login(builders.staff(Role.CLERK))
    specimens.letter(of=case)
    with django_assert_max_num_queries(40) as one:
        clerk.get("/desk/numbers/")
    for _n in range(2):
        specimens.letter(of=case)

    with django_assert_max_num_queries(len(one.captured_queries)):
        clerk.get("/desk/numbers/")


@pytest.mark.parametrize("code", ["%00", "%ff%fe", "x" * 5000, "a" * 13, "２" * 12])
def test_what_cannot_be_a_code_is_answered_like_a_wrong_one(code: str) -> None:
    cache.clear()

    assert Client().get(f"/v/?code={code}").status_code == 404
