"""Letters are Chinese whoever makes them, and making one leaves nobody's page in another language."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.utils import translation

from approvals.applications.queries.files import in_chinese


def test_two_people_who_make_letters_at_once_each_keep_their_language() -> None:
    both_inside = Barrier(2)

    @in_chinese
    def letter() -> str:
        both_inside.wait()
        return translation.get_language() or ""

    def page(language: str) -> tuple[str, str]:
        with translation.override(language):
            return letter(), translation.get_language() or ""

    with ThreadPoolExecutor(2) as pool:
        pages = list(pool.map(page, ("zh-hans", "en")))

    assert pages == [("zh-hans", "zh-hans"), ("zh-hans", "en")]
