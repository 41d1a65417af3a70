"""What was said goes into the file of the case, and no author with it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from approvals.applications.queries.bundle import bundle
from disclosure.participation import actions as said
from tests import world
from tests.builders import moment
from tests.participation import rows

pytestmark = pytest.mark.django_db
NAME, AT = "青石村村民方某", moment("2026-10-14", "12:00")


def test_comments_and_what_became_of_them_are_in_the_bundle_and_no_author_is():
    yunxi = world.world()
    application = world.proposed(yunxi)
    shown, hidden = (rows.comment(application, text, name=NAME) for text in ("夜里很吵", "别的话"))
    told: dict[str, Any] = {"moderation_note": "", "also": "", "by": yunxi.editor, "at": AT}
    said.moderate(shown.pk, hidden_why="", **told)
    said.moderate(hidden.pk, hidden_why="insult", **told)
    said.consider(
        application.pk, comments=[shown, hidden], topic=None, summary="夜间噪声", disposition="not", reason="达标。",
        changed="", by=yunxi.officer, at=AT,
    )  # fmt: skip
    rows.hearing(application, name=NAME)

    whole, own = (
        next(one.content for one in bundle(application, AT.date(), inside=inside).entries if "comments" in one.name)
        for inside in (True, False)
    )

    assert whole is not None
    assert own is not None
    kept, read = json.loads(whole), json.loads(own)
    assert NAME not in whole.decode() + own.decode()
    assert [one["text"] for one in kept["comments"]] == ["夜里很吵", "别的话"]
    assert [one["public_text"] for one in read["comments"]] == ["夜里很吵", ""]
    assert "别的话" not in own.decode()
    # The number of a receipt is its author's: outside they are counted as on the public page.
    assert [one["number"] for one in kept["comments"]] == [shown.number, hidden.number]
    assert [one["number"] for one in read["comments"]] == [1, 2]
    assert [number in own.decode() for number in (shown.number, hidden.number)] == [False, False]
    topics = [(one["summary"], one["disposition"], one["reason"], one["comments"]) for one in read["topics"]]
    assert topics == [("夜间噪声", "not", "达标。", [1, 2])]
    assert (len(kept["hearing_requests"]), read["hearing_requests"]) == (1, [])
