"""The door of the board: procedures hand notices in, ask whether a window is over, and what is public.

What a bureau published elsewhere before comes in by `take_in`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board.actions import (
    addresses_drawn_from,
    announce,
    ask,
    correct,
    draft,
    draft_nil,
    load_catalogue,
    look_again,
    paper_read,
    publish,
    publish_nil,
    say_nil,
    stop_shown,
    submit,
    take_back,
    take_in,
    withdraw,
)
from disclosure.board.actions.attempts import count_post, count_wrong_code, source_of
from disclosure.board.actions.history import Past, known, suspicions, take_off
from disclosure.board.enums import OF_PROJECTS, DocumentKind, Kind, Outcome, State
from disclosure.board.guards import NoticeNotPublished, NoticeStillOpen, PersonalData, TooManyPosts, TooManyTries
from disclosure.board.queries.catalogue import column
from disclosure.board.queries.datasets import Dataset, Entry, Field, datasets, register
from disclosure.board.queries.fields import labels_of_form
from disclosure.board.queries.happenings import count_by, keep
from disclosure.board.queries.notices import (
    current,
    edition,
    latest_of,
    notices_of,
    on_board,
    pending,
    publisher_of,
)
from disclosure.board.queries.open_data import withdrawn_since
from disclosure.board.queries.progress import hands_of
from disclosure.board.queries.standings import Standing, standings
from disclosure.board.rules import (
    blocks,
    findings_in_paper,
    last_period,
    masked_name,
    period_before,
    refuse_numbers_of_people,
    unread_in,
    without_mobiles,
)
from disclosure.board.rules.limits import require_few_posts, require_few_wrong_codes
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date

    from envportal.cases.models import Case

__all__ = [
    "OF_PROJECTS",
    "Dataset",
    "DocumentKind",
    "Entry",
    "Field",
    "Kind",
    "NoticeNotPublished",
    "NoticeStillOpen",
    "Outcome",
    "Past",
    "PersonalData",
    "Standing",
    "State",
    "TooManyPosts",
    "TooManyTries",
    "addresses_drawn_from",
    "announce",
    "ask",
    "blocks",
    "column",
    "correct",
    "count_by",
    "count_post",
    "count_wrong_code",
    "current",
    "datasets",
    "draft",
    "draft_nil",
    "edition",
    "findings_in_paper",
    "hands_of",
    "keep",
    "known",
    "labels_of_form",
    "last_period",
    "latest_of",
    "load_catalogue",
    "look_again",
    "masked_name",
    "notices_of",
    "on_board",
    "paper_read",
    "pending",
    "period_before",
    "publish",
    "publish_nil",
    "publisher_of",
    "refuse_numbers_of_people",
    "register",
    "require_few_posts",
    "require_few_wrong_codes",
    "say_nil",
    "source_of",
    "standings",
    "stop_shown",
    "submit",
    "suspicions",
    "take_back",
    "take_in",
    "take_off",
    "unread_in",
    "window_closed",
    "withdraw",
    "withdrawn_since",
    "without_mobiles",
]

ARTICLES = {
    Kind.ACCEPTANCE: "《环境影响评价公众参与办法》第二十二条",
    Kind.PROPOSED_DECISION: "《环境影响评价公众参与办法》第二十三条",
    Kind.DECISION: "《环境影响评价公众参与办法》第二十七条",
}


def window_closed(case: Case, kind: str, on: date) -> None:
    """Raise NoticeNotPublished or NoticeStillOpen, unless the notice of this kind has stood its days before `on`."""
    word, article = Kind(kind).label, ARTICLES[Kind(kind)]
    notice = current(case, kind)
    if notice is None:
        raise NoticeNotPublished(_("%(kind)s还没有发布。") % {"kind": word}, article)
    if pending(case, kind) is not None:
        raise NoticeNotPublished(_("%(kind)s的更正还没有发布。") % {"kind": word}, article)
    if notice.closes_on is not None and on <= notice.closes_on:
        last = days.brief(notice.closes_on)
        raise NoticeStillOpen(_("%(kind)s到%(last)s 24:00 才结束。") % {"kind": word, "last": last}, article)
