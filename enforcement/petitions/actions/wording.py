"""保护举报人: what staff write tells nobody who reported, and tells whoever writes it nothing either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enforcement.petitions import rules
from enforcement.petitions.actions.common import note, tell
from enforcement.petitions.queries import sealed
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with

if TYPE_CHECKING:
    from datetime import datetime

    from enforcement.petitions.models import Petition
    from envportal.accounts.models import User


def nameless(petition: Petition, *texts: str, by: User, at: datetime) -> list[str]:
    """The texts, as they may stand in a paper, a notice, a record.

    Whoever guesses a name gets the same answer whether it fits or not: what would tell is blacked out, a line on the
    log says so, and those who watch the bureau hear of it. Only who has seen the reporter, which is on the log, is
    refused: to them it says nothing new.
    """
    named = sealed.named_in(petition, *texts)
    if not named:
        return list(texts)
    rules.is_learnt(by, named)
    note(petition, "words_covered", by=by, at=at)
    tell(petition, "petition_words_covered", staff_with(petition.case.bureau, Role.SUPERVISOR), at=at, who=by)
    return [sealed.covered(petition, text) for text in texts]
