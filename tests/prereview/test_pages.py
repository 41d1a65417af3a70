"""Every page of a pre-review opens for those it is for, in both languages."""

from __future__ import annotations

import pytest
import time_machine

from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.prereview import rows

pytestmark = pytest.mark.django_db
MINE = ("", "new/", "{pk}/", "{pk}/receipt/", "{draft}/ask/", "{draft}/edit/", "{draft}/file/")


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_open_in_both_languages(language: str) -> None:
    yunxi = world.world()
    draft, found = rows.draft(yunxi, project_name="另一个项目"), rows.answered(yunxi)
    pages = [(yunxi.applicant, "/my/pre-reviews/" + page) for page in MINE]
    pages += [(yunxi.officer, "/desk/pre-reviews/" + page) for page in ("", "{pk}/", "{pk}/answer/")]

    with time_machine.travel(moment("2026-08-28"), tick=True):
        answers = {
            page: signed_in(person).get(language + page.format(pk=found.pk, draft=draft.pk)).status_code
            for person, page in pages
        }

    assert set(answers.values()) == {200}, answers
