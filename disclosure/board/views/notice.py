"""One notice: the project's life, read by anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from disclosure.board.enums import Kind, State
from disclosure.board.queries import notices as queries
from disclosure.board.queries import progress
from disclosure.board.queries.answer import answer
from disclosure.board.queries.catalogue import item_of_kind
from disclosure.board.queries.course import course
from disclosure.board.queries.fields import name_of
from disclosure.board.queries.life import life
from disclosure.board.queries.wrongs import answered_of
from disclosure.board.views.anonymous import Anonymous
from disclosure.board.views.columns import PLACES
from disclosure.board.views.words import told
from envportal.audit.models import Chain
from envportal.documents import letters
from envportal.web.rules import plain
from envportal.web.views import Page

if TYPE_CHECKING:
    from disclosure.board.models import Notice, NoticeFile

# The one fact that is read as a text, above the table of the others.
OVERVIEW = "项目概况"


def parts(notice: Notice, page_day: Any, *, preview: bool = False) -> dict[str, Any]:
    """What a notice's page shows, for the public and for the preview of the editor."""
    case = notice.case
    assert case is not None  # noqa: S101  every notice handed in by a procedure has its case
    its = course(case)
    latest, provisional = progress.promised(case, its)
    if preview:
        its.notices[notice.kind] = notice
    return {
        "notice": notice,
        "case": case,
        "answer": answer(its, page_day),
        "ended": its.end,
        "steps": told(life(its, page_day, latest, inside=False)),
        "latest": latest,
        "provisional": provisional,
        **facts_of(notice),
        "number": "" if notice.document_number in dict(notice.facts).values() else notice.document_number,
        "letter": queries.decision_letter(notice),
        "files": list(notice.files.select_related("document")),
        "others": [other for other in its.notices.values() if other.pk != notice.pk],
        "remedies": notice.kind in (Kind.DECISION, Kind.REVOCATION),
    }


def posted(notice: Notice) -> dict[str, Any]:
    """What the page of a notice shows that an editor wrote."""
    return {
        "notice": notice, "facts": notice.facts, "form_name": name_of(notice.form),
        "files": _files(notice),
        "item": item_of_kind(notice.kind, timezone.localdate(notice.submitted_at)),
    }  # fmt: skip


def _files(notice: Notice) -> list[NoticeFile]:
    """Those of an earlier version as far as they are still public."""
    if notice.pk is None:
        return []
    if notice.state == State.SUPERSEDED:
        return list(queries.public_files().filter(notice=notice))
    return list(notice.files.select_related("document"))


def facts_of(notice: Notice) -> dict[str, Any]:
    """Its overview, which is read as a text, and the table of the other facts."""
    others = [(label, text) for label, text in notice.facts if label != OVERVIEW]
    says_place = any(text == notice.place for _label, text in others)
    return {"overview": dict(notice.facts).get(OVERVIEW, ""), "facts": others, "says_place": says_place}


class NoticePage(Anonymous, Page):
    """A notice that is or was public: current, an earlier version, or the trace of a withdrawn one."""

    template_name = "board/notice.html"

    @cached_property
    def notice(self) -> Notice:
        found = queries.public().select_related("bureau", "case__section", "case__bureau", "superseded_by")
        notice = found.filter(public_id=self.kwargs["public_id"]).first()
        if notice is None:
            raise Http404(_("没有这份公示。"))
        return notice

    def also(self) -> tuple[object, ...]:
        chain = Chain.objects.filter(name=f"case:{self.notice.case_id}")
        return tuple(chain.values_list("length", flat=True))

    def get_title(self) -> object:
        return self.notice.title

    def get_template_names(self) -> list[str]:
        if self.notice.withdrawn_at is not None:  # itself, or the version that took its place
            return ["board/withdrawn.html"]
        if self.notice.case is None:
            return ["board/historical.html" if self.notice.is_historical else "board/posted.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = f"{settings.PORTAL_URL}{plain(reverse('board:notice', args=[self.notice.public_id]))}"
        context = {"notice": self.notice, "square": letters.drawn(address), "versions": progress.versions(self.notice)}
        if self.notice.is_historical:
            context |= facts_of(self.notice)
        elif self.notice.case is None:
            place = next((place for place, (kind, _says) in PLACES.items() if kind == self.notice.kind), "")
            context |= {**posted(self.notice), "column_url": reverse(f"board:{place}") if place else ""}
        elif self.notice.state != State.WITHDRAWN:
            context |= parts(self.notice, self.today)
        context["answered"] = list(answered_of(self.notice))
        context["may_say_wrong"] = self.notice.state == State.PUBLISHED and not self.notice.is_historical
        return super().get_context_data(**context, newer=newer(self.notice), **kwargs)


def newer(notice: Notice) -> Notice | None:
    """The version that replaced this one, once it is public itself."""
    later = getattr(notice, "superseded_by", None)
    return later if later is not None and later.published_at is not None else None
