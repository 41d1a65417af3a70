"""Read a letter, fetch its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from envportal.accounts.models import User
from envportal.cases import rules as cases
from envportal.cases.enums import place_of
from envportal.documents import letters, queries, rules
from envportal.documents.enums import POSTED_UP
from envportal.documents.letters.difference import difference
from envportal.documents.models import Letter, LetterReading
from envportal.documents.views.files import served
from envportal.web.views import Page, PagePart
from envportal.web.views.frame import Frame

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def _file_name(letter: Letter) -> str:
    return f"{letter.get_kind_display()} {letter.number}.pdf"


def _letter(user: User | AnonymousUser, action: str, pk: int) -> Letter:
    letter = get_object_or_404(queries.in_full(), pk=pk)
    cases.require(user, action, letter.case)
    rules.is_for(user, inside=letter.to_id is None)
    if letter.to_id is None and letter.kind not in POSTED_UP:
        # A form of the house, a letter to another authority: no more than the case itself.
        cases.require(user, place_of(letter.case.kind).view, letter.case)
    return letter


class LetterPage(Page):
    """A letter to be read on the screen, whether its PDF is there yet or not."""

    permission = "letter.view"
    template_name = "documents/letter.html"
    area = "my"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter = _letter(self.request.user, self.permission, kwargs.pop("pk"))
        desk = self.area == "desk"
        reading = LetterReading.objects.select_related("by").filter(letter=letter).first()
        may_acknowledge = (
            not desk and reading is None and cases.may(self.request.user, "letter.acknowledge", letter.case)
        )
        return super().get_context_data(
            title=letter.get_kind_display(),
            area_template=f"{self.area}.html",
            case_url=self.case_url(letter),
            verify_url=Frame(self.request).local(f"/v/{letter.code}/"),
            voiding=queries.agreed_voiding(letter),
            changes=difference(letter),
            replacement_url=self.url_of(getattr(letter, "replacement", None)),
            replaces_url=self.url_of(letter.replaces),
            may_stamp=desk and letter.sealed_at is None and letter.voided_at is None and self.keeps_a_seal(letter),
            reading=reading,
            may_acknowledge=may_acknowledge,
            served=letters.standing_service(letter),
            unverified=queries.unverified(letter.kind, letter.decided_on) if desk else [],
            made_from=letters.made_from(letter) if desk else [],
            **letters.paper(letter),
            **kwargs,
        )

    def case_url(self, letter: Letter) -> str:
        address = letter.case.address(self.area)
        return Frame(self.request).local(address) if address else ""

    def url_of(self, letter: Letter | None) -> str:
        name = "documents:desk_letter" if self.area == "desk" else "documents:letter"
        return reverse(name, args=[letter.pk]) if letter is not None else ""

    def keeps_a_seal(self, letter: Letter) -> bool:
        user = self.request.user
        if not (isinstance(user, User) and cases.may(user, "letter.seal", letter.case)):
            return False
        return queries.seals_kept_by(user, letter, timezone.localdate()).exists()


class Acknowledge(PagePart):
    """签收: the party says that it has read the letter, by itself or with the PDF; a GET would change nothing."""

    permission = "letter.acknowledge"

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        letter = letters.read(_letter(request.user, self.permission, pk), by=request.user, at=timezone.now())  # type: ignore[arg-type]
        if "pdf" in request.POST and letter.path:
            return served(letter, _file_name(letter))
        messages.success(request, _("已签收。签收只记录阅读时间，不改变送达日期。"))
        return HttpResponseRedirect("../")


class LetterPdf(PagePart):
    """The PDF of a letter."""

    permission = "letter.download"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        letter = _letter(request.user, self.permission, pk)
        if not letter.path:
            raise Http404
        return served(letter, _file_name(letter))
