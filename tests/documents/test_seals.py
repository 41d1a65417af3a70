"""A letter is issued once it is sealed: who may put which seal on it, and what is said before and after."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.audit.models import Event
from envportal.documents import letters, rules
from envportal.documents.enums import SealKind, Standing
from envportal.documents.letters.paper import mark
from envportal.documents.models import Letter, OfficialSeal, Sealing
from envportal.documents.rules.seals import NotToBeSealed, OwnLetter, SealNotInForce, SealNotYours
from tests import builders
from tests.documents import specimens

pytestmark = pytest.mark.django_db
AT = builders.moment("2026-10-21", "11:00")


def keeper(name: str = "林小满") -> User:
    return builders.staff(Role.EDITOR, name)


def seal(by: User, kind: str = SealKind.OFFICIAL, since: str = "2026-01-01") -> OfficialSeal:
    return letters.register(
        builders.bureau(), name="云溪市生态环境局", kind=kind, holder=by, valid_from=date.fromisoformat(since),
        by=builders.staff(Role.LEADER), at=AT,
    )  # fmt: skip


def stamped(letter: Letter, by: User, with_: OfficialSeal, key: str = "") -> Letter:
    letters.stamp(letter.pk, seal=with_, copies=2, by=by, at=AT, key=key)
    return Letter.objects.get(pk=letter.pk)


def test_a_letter_nobody_sealed_is_a_specimen() -> None:
    letter = specimens.letter()

    assert (rules.standing(letter), mark(letter)) == (Standing.UNSEALED, "样张·未用印")


def test_a_stamped_letter_says_that_the_paper_is_sealed_and_the_file_is_not() -> None:
    letter, by = specimens.letter(), keeper()

    letter = stamped(letter, by, seal(by))

    assert (rules.standing(letter), letter.sealed_at) == (Standing.STAMPED, AT)
    assert "纸质原件已用印，本电子件未加盖电子印章" in letters.css(letter)
    assert "样张" not in letters.html(letter) + letters.css(letter)


def test_a_stamped_letter_is_printed_again_with_what_it_says_now() -> None:
    letter, by = specimens.letter(), keeper()
    Letter.objects.filter(pk=letter.pk).update(state="dead", tries=3)

    letter = stamped(letter, by, seal(by))

    assert (letter.state, letter.tries, letter.edition) == (Letter.State.PENDING, 0, 2)


def test_the_same_form_twice_is_one_sealing() -> None:
    letter, by = specimens.letter(), keeper()
    stamped(letter, by, kept := seal(by), key="k")

    stamped(letter, by, kept, key="k")

    assert (Sealing.objects.count(), Event.objects.filter(name="letter_sealed").count()) == (1, 1)


def test_a_letter_is_sealed_once() -> None:
    letter, by = specimens.letter(), keeper()
    stamped(letter, by, kept := seal(by))

    with pytest.raises(NotToBeSealed):
        stamped(letter, by, kept)


def test_who_issued_a_letter_does_not_seal_it() -> None:
    letter, by = specimens.letter(), keeper()
    Letter.objects.filter(pk=letter.pk).update(issued_by=by)

    with pytest.raises(OwnLetter):
        stamped(letter, by, seal(by))


def test_only_its_keeper_uses_a_seal() -> None:
    with pytest.raises(SealNotYours):
        stamped(specimens.letter(), keeper("别人"), seal(keeper()))


def test_a_seal_of_another_bureau_seals_nothing_here() -> None:
    by = keeper()
    kept = seal(by)
    kept.bureau = builders.bureau("dongling", "东岭市生态环境局", "东环")
    kept.save()

    with pytest.raises(SealNotYours):
        stamped(specimens.letter(), by, kept)


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        ("2026-10-21", None, True),
        ("2026-10-22", None, False),
        ("2026-01-01", "2026-10-21", True),
        ("2026-01-01", "2026-10-20", False),
    ],
)
def test_a_seal_is_used_from_its_first_to_its_last_day(since: str, until: str | None, fits: bool) -> None:
    letter, by = specimens.letter(), keeper()
    kept = seal(by, since=since)
    OfficialSeal.objects.filter(pk=kept.pk).update(valid_to=until)
    kept.refresh_from_db()

    if fits:
        assert stamped(letter, by, kept).sealed_at == AT
        return
    with pytest.raises(SealNotInForce):
        stamped(letter, by, kept)


def test_an_ended_seal_serves_its_last_day_and_no_longer() -> None:
    kept = seal(keeper())

    letters.retire(kept.pk, by=builders.staff(Role.LEADER), at=AT)

    assert OfficialSeal.objects.get(pk=kept.pk).valid_to == date(2026, 10, 21)


def test_electronic_seal_has_a_certificate_and_no_other_has() -> None:
    kept = seal(keeper())

    for kind, certificate in (("electronic", ""), ("official", "ab" * 32)):
        with pytest.raises(IntegrityError), transaction.atomic():
            OfficialSeal.objects.filter(pk=kept.pk).update(kind=kind, certificate=certificate)


def test_an_electronic_seal_is_never_noted_as_put_on_by_hand() -> None:
    letter, by = specimens.letter(), keeper()
    kept = seal(by)
    OfficialSeal.objects.filter(pk=kept.pk).update(kind="electronic", certificate="ab" * 32)

    with pytest.raises(NotToBeSealed):
        stamped(letter, by, OfficialSeal.objects.get(pk=kept.pk))
