"""Who may put which seal on a letter, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import SealKind
from envportal.documents.queries import issuing_bureau
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import User
    from envportal.documents.models import Letter, OfficialSeal


class SealNotYours(Refused):
    """The seal is kept by somebody else, or is another bureau's."""


class SealNotInForce(Refused):
    """The seal was not in use yet on this day, or is out of use."""


class NotToBeSealed(Refused):
    """The letter is sealed already, is void, or the seal does not go on paper."""


class OwnLetter(Refused):
    """Who issued a letter does not seal it."""


def may_be_stamped(letter: Letter, seal: OfficialSeal, by: User, on: date) -> None:
    """用印登记 of a paper original: by the keeper of a seal of the issuing bureau in force, not by the issuer."""
    _waits_for_a_seal(letter)
    if letter.issued_by_id == by.pk:
        raise OwnLetter(_("文书是您出具的，须由另一人用印。"))
    if seal.holder_id != by.pk or seal.bureau != issuing_bureau(letter.case.bureau):
        raise SealNotYours(_("这枚印章不由您保管，或者不是出具文书的机关的。"))
    _goes_on_paper(seal, on)


def _waits_for_a_seal(letter: Letter) -> None:
    if letter.voided_at is not None:
        raise NotToBeSealed(_("文书已作废，不能用印。"))
    if letter.sealed_at is not None:
        raise NotToBeSealed(_("这份文书已经用过印。"))


def _goes_on_paper(seal: OfficialSeal, on: date) -> None:
    if on < seal.valid_from or (seal.valid_to is not None and seal.valid_to < on):
        raise SealNotInForce(_("印章“%(seal)s”在这一天不在使用期内。") % {"seal": seal.name})
    if seal.kind == SealKind.ELECTRONIC:
        raise NotToBeSealed(_("电子印章只能由系统签署，不能作用印登记。"))
