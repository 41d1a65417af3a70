"""The sealed table: who reported. Nothing else in the portal reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from disclosure.participation import participation
from enforcement.petitions.models import Petition, Reporter

if TYPE_CHECKING:
    from django.db.models import QuerySet


def reporter_of(petition: Petition) -> Reporter | None:
    """For `actions.see_reporter`, which asks who may and writes why."""
    return Reporter.objects.filter(pk=petition.pk).first()


def named_in(petition: Petition, *texts: str) -> set[int]:
    """Whose reports, it or those that belong together with it, a text would tell the reporter of."""
    text = "\n".join(texts).casefold()
    return {
        one.petition_id
        for one in _together(petition)
        if any(len(word) > 1 and word.casefold() in text for word in _words(one))
    }


def covered(petition: Petition, text: str) -> str:
    """A text of staff without what tells who reported it, or what is handled together with it."""
    return participation.masked(text, [word for one in _together(petition) for word in _words(one)])


def _together(petition: Petition) -> QuerySet[Reporter]:
    main = petition.merged_into_id or petition.pk
    together = Petition.objects.filter(Q(pk__in=[main, petition.pk]) | Q(merged_into__in=[main, petition.pk]))
    return Reporter.objects.filter(petition__in=together).select_related("petition").order_by("pk")


def masked(petition: Petition, text: str) -> str:
    """A text of the reporter without what tells who they are, for an authority that takes it over."""
    one = Reporter.objects.filter(pk=petition.pk).select_related("petition").first()
    return participation.masked(text, _words(one) if one else [])


def _words(one: Reporter) -> list[str]:
    """What tells who they are; the township they live in is that of the petition, too, and tells nothing."""
    home = participation.words_in(one.address)
    return [
        *participation.words_in(one.name, one.contact), *(word for word in home if word not in one.petition.division)
    ]  # fmt: skip
