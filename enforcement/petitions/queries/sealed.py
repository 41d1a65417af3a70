"""The sealed table: who reported. Nothing else in the portal reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.participation import participation
from enforcement.petitions.models import Reporter

if TYPE_CHECKING:
    from enforcement.petitions.models import Petition


def reporter_of(petition: Petition) -> Reporter | None:
    """For `actions.see_reporter`, which asks who may and writes why."""
    return Reporter.objects.filter(pk=petition.pk).first()


def tells_who(petition: Petition, *texts: str) -> bool:
    """Whether a text names who reported it, or anybody whose report was merged with it; it says no more than that."""
    known = Reporter.objects.filter(pk__in=[petition.pk, *petition.merged.values_list("pk", flat=True)])
    words = [word for one in known for word in participation.words_in(one.name, one.contact, one.address)]
    together = "\n".join(texts).casefold()
    return any(len(word) > 1 and word.casefold() in together for word in words)


def masked(petition: Petition, text: str) -> str:
    """A text of the reporter without what tells who they are, for an authority that takes it over."""
    one = Reporter.objects.filter(pk=petition.pk).first()
    return participation.masked(text, participation.words_in(one.name, one.contact, one.address) if one else [])
