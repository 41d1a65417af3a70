"""The bureau's words in its letters: which there are, how a new version comes about, and how a letter reads with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from envportal.cases import queries as cases
from envportal.documents import letters
from envportal.documents.enums import LetterKind, Library
from envportal.documents.forms.wording import WordingFilter
from envportal.documents.queries import wording as words
from envportal.documents.rules import versions
from envportal.documents.rules import wording as rules
from envportal.refusals import Refused
from envportal.web.views import Column, ListPage, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau
    from envportal.documents.models import Letter
    from envportal.documents.queries.wording import Block

MOST_SAMPLES = 50
LIBRARIES = [one for one in Library if one != Library.CONDITION]
NEW = "new"
SORTS: dict[str, Callable[[Block], Any]] = {
    "kind": lambda block: block.kind_label,
    "label": lambda block: block.label,
    "number": lambda block: block.number,
    "since": lambda block: block.since or date.min,
}


def bureau_of(request: HttpRequest) -> Bureau:
    """Whose words the reader's bureau writes with."""
    bureau = request.user.bureau  # type: ignore[union-attr]
    if bureau is None:
        raise Http404
    return words.whose(bureau)


def blocks_of(request: HttpRequest) -> list[Block]:
    return words.with_waiting(bureau_of(request), timezone.localdate())


class Wordings(ListPage):
    """Every block of every kind of letter and every standard condition, as it stands today."""

    permission = "wording.view"
    template_name = "documents/wordings.html"
    title = _("文书用语")
    form_class = WordingFilter
    file_name = "wording"
    per_page = 100
    counted = _("共 %(n)s 段")
    columns = (
        Column(_("用在哪里"), lambda block: block.kind_label or block.topic_label or _("各种文书"), "kind"),
        Column(_("名称"), "label", "label"),
        Column(_("文字"), "text"),
        Column(_("版本"), "number", "number"),
        Column(_("施行日"), lambda block: block.since or "", "since"),
        Column(_("提出人"), lambda block: block.version.proposed_by.name if block.version else ""),
        Column(_("同意人"), lambda block: block.version.agreed_by.name if block.version else ""),
    )

    def get_queryset(self) -> Any:
        return blocks_of(self.request)

    def sorted(self, rows: Any) -> Any:
        asked = self.request.GET.get("sort", "")
        by = SORTS.get(asked.removeprefix("-"))
        return sorted(rows, key=by, reverse=asked.startswith("-")) if by else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = [words.block_of(version) for version in words.waiting(bureau_of(self.request))]
        may_propose = self.request.may("wording.propose")  # type: ignore[attr-defined]
        return super().get_context_data(waiting=waiting, may_propose=may_propose, libraries=LIBRARIES, **kwargs)


def block_at(request: HttpRequest, key: str) -> Block:
    """A text of the reader's bureau; one that is only proposed yet stands as it is proposed."""
    found = words.in_force(bureau_of(request), timezone.localdate()).get(key)
    if found is None:
        first = words.versions(bureau_of(request)).filter(key=key).last()
        if first is None:
            raise Http404
        return words.block_of(first)
    return found


class WordingPage(Page):
    """One text: as it stands, its versions with what each changed, and what may be done."""

    permission = "wording.view"
    template_name = "documents/wording.html"

    @cached_property
    def block(self) -> Block:
        return block_at(self.request, self.kwargs["key"])

    def get_title(self) -> object:
        return self.block.label

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = self.request.may  # type: ignore[attr-defined]
        why_not = _why_not(self.request, self.block)
        return super().get_context_data(
            entry=self.block,
            placeholders=rules.placeholders(self.block),
            shipped=words.shipped().get(self.block.key),
            history=history(self.request, self.block.key),
            may_propose=may("wording.propose") and not why_not,
            why_not=why_not if may("wording.propose") else None,
            may_decide=may("wording.decide"),
            **kwargs,
        )


def _why_not(request: HttpRequest, block: Block) -> Refused | None:
    try:
        versions.check_wording(request.user, block)  # type: ignore[arg-type]
    except Refused as refused:
        return refused
    return None


def history(request: HttpRequest, key: str) -> list[dict[str, Any]]:
    """The versions of a text, the latest first, each beside the one it follows."""
    found = list(words.versions(bureau_of(request)).filter(key=key).order_by("valid_from", "pk"))
    origin = words.shipped().get(key)
    before, shown = origin.text if origin else "", []
    for version in found:
        shown.append({"version": version, "changes": rules.differences(before, version.text)})
        before = version.text if version.agreed_by_id else before
    return shown[::-1]


def samples_for(request: HttpRequest, block: Block) -> QuerySet[Letter]:
    """Letters the reader may see in which the text stands or would stand, the latest first."""
    kinds = [kind for kind in LetterKind.values if _stands_in(block, kind)]
    visible = cases.visible_to(request.user, action="letter.view")
    return words.letters_like(bureau_of(request), kinds).filter(case__in=visible.order_by().values("pk"))


def _stands_in(block: Block, kind: str) -> bool:
    if block.is_entry:
        return block.is_condition and kind == LetterKind.APPROVAL
    return block.key in {*rules.parts_of(kind).values(), *rules.parts_of(kind, is_first=True).values()}


class Preview(Page):
    """A real letter as it would read today with a text as it stands or is proposed; nothing is kept."""

    permission = "wording.view"
    template_name = "documents/wording_preview.html"
    title = _("预览")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        block = block_at(self.request, self.kwargs["key"])
        asked = self.request.GET.get("version", "")
        proposed = words.versions(bureau_of(self.request)).filter(key=block.key, pk=asked if asked.isdecimal() else 0)
        version = proposed.first()
        block = words.block_of(version) if version else block
        samples = samples_for(self.request, block)
        chosen = self.request.GET.get("letter", "")
        letter = samples.filter(pk=chosen).first() if chosen.isdecimal() else samples.first()
        shown = previewed(letter, block) if letter else {}
        return super().get_context_data(
            entry=block, version=version, samples=samples[:MOST_SAMPLES], sample=letter, **shown, **kwargs
        )


def previewed(letter: Letter, block: Block) -> dict[str, Any]:
    """The letter as a page shows it, or the sentence why it could not be made with this text."""
    try:
        shown = letters.paper(letters.preview(letter, block, at=timezone.now()))
    except Refused as refused:
        return {"unfit": refused}
    return {"previewed": True, "letter_layout": shown.pop("layout"), **shown}
