"""Who may fetch and read what, and in which way a stranger's PDF is handed out."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.documents import actions, letters
from envportal.documents.models import Document, Letter
from tests import builders
from tests.documents import corpus, specimens

pytestmark = pytest.mark.django_db
AT = builders.moment("2026-10-20", "11:00")


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def document() -> Document:
    case = specimens.case()
    file = corpus.upload(corpus.pdf(2), "报告表 终稿.pdf")
    return actions.receive(file, case=case, owner=case.enterprise, kind="eia", by=None, at=AT)


def stranger() -> User:
    return builders.applicant(builders.enterprise("别家有限公司", uscc=builders.USCCS[1]), "路人")


def test_its_owner_downloads_a_file_as_it_came_and_no_browser_runs_it(store: Path) -> None:
    file = document()

    response = browser(builders.applicant()).get(reverse("documents:download", args=[file.pk]))

    assert b"".join(response) == (store / file.path).read_bytes()
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E6%8A%A5%E5%91%8A%E8%A1%A8%20%E7%BB%88%E7%A8%BF.pdf"
    )
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]


def test_behind_a_web_server_the_file_is_handed_out_by_it(settings: LazySettings) -> None:
    settings.X_ACCEL = "/protected/"
    file = document()

    response = browser(builders.applicant()).get(reverse("documents:download", args=[file.pk]))

    assert (response.content, response["X-Accel-Redirect"]) == (b"", f"/protected/{file.path}")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")


@pytest.mark.parametrize("name", ["documents:download", "documents:letter", "documents:letter_pdf"])
def test_another_enterprise_finds_neither_file_nor_letter(name: str) -> None:
    row = document() if name == "documents:download" else specimens.letter()

    response = browser(stranger()).get(reverse(name, args=[row.pk]))

    assert response.status_code == 404


def test_nobody_signed_in_is_sent_to_sign_in() -> None:
    response = Client().get(reverse("documents:download", args=[document().pk]))

    assert (response.status_code, response.url.startswith("/accounts/login/")) == (302, True)  # type: ignore[attr-defined]


def test_staff_of_another_bureau_are_told_no() -> None:
    dongling = builders.bureau("dongling", "东岭市生态环境局", "东环")
    clerk = builders.staff(Role.CLERK, at=dongling)

    response = browser(clerk).get(reverse("documents:download", args=[document().pk]))

    assert response.status_code == 403


def test_a_file_of_no_case_is_its_uploaders_alone() -> None:
    uploader = builders.applicant()
    file = actions.receive(corpus.upload(corpus.pdf()), case=None, owner=None, kind="proof", by=uploader, at=AT)
    address = reverse("documents:download", args=[file.pk])

    responses = [browser(user).get(address) for user in (uploader, stranger())]
    responses[0].close()

    assert [response.status_code for response in responses] == [200, 404]


def test_a_file_gone_from_the_disk_is_not_found(store: Path) -> None:
    file = document()
    (store / file.path).unlink()

    response = browser(builders.applicant()).get(reverse("documents:download", args=[file.pk]))

    assert response.status_code == 404


def test_a_letter_is_read_as_a_page_while_its_pdf_is_made_and_fetched_afterwards() -> None:
    letter, client = specimens.letter(Letter.Kind.APPROVAL), browser(builders.applicant())
    page, pdf = reverse("documents:letter", args=[letter.pk]), reverse("documents:letter_pdf", args=[letter.pk])

    before = client.get(page).content.decode()
    missing = client.get(pdf)
    letters.render(letter.pk, at=AT)
    after = client.get(page).content.decode()
    fetched = client.get(pdf)

    assert ("正在生成" in before, "水污染防治" in before, pdf in before) == (True, True, False)
    assert ("正在生成" in after, pdf in after) == (False, True)
    assert (missing.status_code, b"".join(fetched)[:5]) == (404, b"%PDF-")


def test_markup_in_a_letters_field_is_shown_as_typed_on_the_page() -> None:
    letter = specimens.letter(Letter.Kind.APPROVAL, project_name="<script>alert(1)</script>")

    page = browser(builders.applicant()).get(reverse("documents:letter", args=[letter.pk])).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_staff_see_which_citations_nobody_has_verified_and_applicants_do_not() -> None:
    letter = specimens.letter(Letter.Kind.APPROVAL)
    clerk = browser(builders.staff(Role.CLERK, at=letter.case.bureau))

    desk = clerk.get(reverse("documents:desk_letter", args=[letter.pk])).content.decode()
    mine = browser(builders.applicant()).get(reverse("documents:letter", args=[letter.pk])).content.decode()

    assert ("尚无人与官方文本核对" in desk, "尚无人与官方文本核对" in mine) == (True, False)
