"""What a form needs to send its file in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from envportal.cases.models import Case
from envportal.documents import rules
from envportal.web.views.frame import Frame

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from envportal.documents.models import Document

register = template.Library()


@register.simple_tag(takes_context=True)
def upload_ticket(context: template.Context) -> SafeString | str:
    """Where pieces go, and the signed ticket of who was shown this form for what; "" for a form open to nobody."""
    request = context["request"]
    match = request.resolver_match
    permission = getattr(getattr(match.func, "view_class", None), "permission", "") if match else ""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not permission:
        return ""
    try:
        begin = reverse("documents:begin_upload")
    except NoReverseMatch:
        return ""
    ticket = rules.Ticket(user.pk, Frame(request).bare, permission, case_of(context.get("object")))
    piece = settings.UPLOAD_PIECE_KB << 10
    return format_html(' data-begin="{}" data-ticket="{}" data-piece="{}"', begin, ticket.signed(), piece)


@register.inclusion_tag("components/scanned.html")
def scanned(file: Document) -> dict[str, object]:
    """For staff: whether a virus scanner looked at the file, and if not, why."""
    return {"file": file, "why": rules.SCAN_NOTES.get(file.scan_note, "")}


def case_of(row: Any) -> int | None:
    """The case a form is about: its object is one, or has one."""
    if isinstance(row, Case):
        return row.pk
    return getattr(row, "case_id", None) or getattr(getattr(row, "application", None), "case_id", None)
