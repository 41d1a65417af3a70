"""What was said on a case and what became of it, for the file of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch

from disclosure.participation.enums import Kind, State
from disclosure.participation.models import Submission, Topic

if TYPE_CHECKING:
    from envportal.cases.models import Case


def filed(case: Case, *, inside: bool) -> dict[str, Any]:
    """Comments, groups and requests for a hearing; not `inside`, only what everybody may read. No author in either."""
    rows = Submission.objects.filter(case=case).select_related("original", "attachment", "going_on", "topic")
    told = list(rows.order_by("received_at", "pk"))
    topics = Topic.objects.filter(case=case).order_by("pk")
    numbered = Prefetch("comments", Submission.objects.order_by("received_at", "pk"))
    comments = [one for one in told if one.kind == Kind.COMMENT]
    # Outside, the number of the receipt is its author's; the public page counts them.
    names = {one.pk: one.number if inside else n for n, one in enumerate(comments, 1)}
    return {
        "comments": [_comment(one, names, inside=inside) for one in comments],
        "topics": [_topic(one, names) for one in topics.prefetch_related(numbered) if inside or one.disposition],
        "hearing_requests": [_hearing(one) for one in told if one.kind == Kind.HEARING and inside],
    }


def _comment(one: Submission, names: dict[int, str | int], *, inside: bool) -> dict[str, Any]:
    shown = {
        "number": names[one.pk], "received_at": one.received_at, "late": one.is_late, "state": one.state,
        "hidden_why": one.hidden_why, "public_text": one.public_text if one.state == State.SHOWN else "",
        "topic": one.topic_id if one.topic and (inside or one.topic.disposition) else None,
        "went_on_why": one.going_on.why if one.going_on else "",
    }  # fmt: skip
    if not inside:
        return shown
    return shown | {
        "text": one.original.text, "sha256": one.sha256, "affected": one.is_affected, "until": one.until,
        "moderated_at": one.moderated_at, "moderation_note": one.moderation_note,
        "went_on_reason": one.going_on.reason if one.going_on else "",
        "attachment_sha256": one.attachment.sha256 if one.attachment else "",
    }  # fmt: skip


def _topic(one: Topic, names: dict[int, str | int]) -> dict[str, Any]:
    return {
        "topic": one.pk, "summary": one.summary, "disposition": one.disposition, "reason": one.reason,
        "changed": one.changed, "condition": one.condition, "considered_at": one.considered_at,
        "comments": [names[comment.pk] for comment in one.comments.all()],
    }  # fmt: skip


def _hearing(one: Submission) -> dict[str, Any]:
    return {
        "number": one.number, "received_at": one.received_at, "late": one.is_late, "side": one.side,
        "text": one.original.text, "sha256": one.sha256, "taken_up_at": one.taken_up_at, "outcome": one.outcome,
    }  # fmt: skip
