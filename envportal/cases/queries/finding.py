"""Finding a case by any of its words, among all a person may read, whatever room it lies in."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from envportal.cases.models import Case
from envportal.cases.queries.scopes import readable

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import User

# Where a word may stand.
NAMED = (
    "title", "number", "project__name", "project__code", "project__place", "project__division", "enterprise__name",
    "enterprise__uscc", "holder__name",
)  # fmt: skip
# More words than anybody types; the rest of a pasted page would only make the question slow.
MOST_WORDS = 8


def found(user: User, typed: str, on: date) -> QuerySet[Case]:
    """Those in which every word stands somewhere, also as the number of a letter; open ones first."""
    words = typed.split()[:MOST_WORDS]
    if not words:
        return Case.objects.none()
    rows = Case.objects.filter(readable(user, on), reduce(and_, map(_names, words)), opened_on__isnull=False)
    open_first = F("closed_on").desc(nulls_first=True)
    return rows.select_related("bureau", "section", "holder", "enterprise").order_by(open_first, "-opened_on", "-pk")


def _names(word: str) -> Q:
    # The letters of a case lie on a floor above and are known here by the name the case knows them by.
    letters = Case.objects.filter(pk=OuterRef("pk"), letters__number__icontains=word)
    return reduce(or_, (Q(**{f"{name}__icontains": word}) for name in NAMED)) | Q(Exists(letters))
