"""A letter's file is compared in the browser and never leaves it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from envportal.documents.models import Letter
from tests import builders
from tests.documents import specimens
from tests.documents.test_verify_pages import printed

pytestmark = pytest.mark.django_db(transaction=True)
# SHA-256 of "abc", from FIPS 180-2.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
DROP = """(content) => {
  const data = new DataTransfer();
  data.items.add(new File([content], "letter.pdf", {type: "application/pdf"}));
  document.getElementById("compare").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
}"""


def letter() -> Letter:
    made = specimens.letter("approval_reply")
    printed(made, sha256=ABC)
    return made


def test_a_dropped_file_is_the_letter_and_an_altered_one_is_not(page: Page, axe: Callable[[], list[str]]) -> None:
    sent: list[str] = []
    page.goto(f"/v/{letter().code}/", wait_until="networkidle")
    page.on("request", lambda request: sent.append(request.url))
    said = page.locator("#compare [role=status]")

    page.evaluate(DROP, "abc")
    expect(said).to_have_attribute("data-match", "same")
    expect(page.locator("#compare code")).to_have_text(ABC)
    page.evaluate(DROP, "abd")
    expect(said).to_have_attribute("data-match", "other")
    expect(said).to_contain_text("不一致")

    assert sent == []
    assert axe() == []


def test_a_chosen_file_is_compared_on_a_phone_in_english(phone: Page, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"abc")
    phone.goto(f"/en/v/{letter().code}/")

    phone.set_input_files("#file", file)

    expect(phone.locator("#compare [role=status]")).to_contain_text("Same: this file is the PDF")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_pages_of_proof_are_accessible(page: Page, axe: Callable[[], list[str]]) -> None:
    made, reader = letter(), builders.applicant()
    assert reader.enterprise_id == made.to_id
    for address in ("/v/", "/v/none/", "/seals/"):
        page.goto(address)
        assert axe() == [], address
