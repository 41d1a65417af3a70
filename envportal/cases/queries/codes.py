"""The number and the code on a receipt."""

from __future__ import annotations

import hmac
import re
import unicodedata

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from envportal.cases.models import Case

# No 0, 1, I or O: a code is read from paper and over the telephone.
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 8
LOOKS_LIKE = str.maketrans("01IO", "QLLQ")
FIGURES = str.maketrans("OoIl", "0011")
NUMBER = re.compile(r"(?P<series>\D+?)[〔\[(【［]?(?P<year>\d{4})[〕\])】］]?第?(?P<n>\d{1,9})号?")


def query_code(case: Case) -> str:
    """The code on the receipt, e.g. 7K4M-Q9TX: derived, so that its owner can be shown it again."""
    codes = [_derived(secret, case.pk) for secret in _secrets()]
    known = (code for code in codes if len(codes) > 1 and query_code_matches(case, code))
    return next(known, codes[0])


def code_of_form(key: str) -> str:
    """The code of what a form made, known before there is a row: sending the form again shows it again."""
    return _signs(settings.SECRET_KEY, f"code of form {key}")


def hash_query_code(code: str) -> str:
    """What a case keeps of its code."""
    return make_password(tidy_code(code), hasher=settings.QUERY_CODE_HASHER)


def query_code_matches(case: Case | None, code: str) -> bool:
    """Whether the code opens the case; the work is the same for no case, no code and a wrong code."""
    kept = case.query_code_hash if case else ""
    try:
        return check_password(tidy_code(code), kept, preferred=settings.QUERY_CODE_HASHER)
    except ValueError:  # kept in a form of the portal's own, before the library's: the code is derived all the same
        return case is not None and any(_same(code, _derived(secret, case.pk)) for secret in _secrets())


def by_query_code(number: str, code: str) -> Case | None:
    """The case with this number, if the code is its own."""
    case = by_number(number)
    return case if query_code_matches(case, code) else None


def by_number(typed: str) -> Case | None:
    """The case a number means, however its brackets and blanks were typed."""
    return Case.objects.filter(number=tidy_number(typed)).first()


def tidy_number(typed: str) -> str:
    """云环收[2026] 137 -> 云环收〔2026〕137号; what is no such number comes back without its blanks."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed[:100]))
    found = NUMBER.fullmatch(plain.translate(FIGURES))
    if found is None:
        return plain
    return f"{found['series']}〔{found['year']}〕{int(found['n'])}号"


def tidy_code(typed: str) -> str:
    """The eight signs of a code as it was meant: 7k4m q9tx -> 7K4MQ9TX."""
    plain = unicodedata.normalize("NFKC", typed[:40]).upper()
    return re.sub(r"[^0-9A-Z]", "", plain).translate(LOOKS_LIKE)


def _secrets() -> tuple[str, ...]:
    return settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS


def _same(typed: str, code: str) -> bool:
    return hmac.compare_digest(tidy_code(typed).encode(), tidy_code(code).encode())


def _derived(secret: str, pk: int) -> str:
    return _signs(secret, f"query code of case {pk}")


def _signs(secret: str, of: str) -> str:
    number = int.from_bytes(hmac.digest(secret.encode(), of.encode(), "sha256"), "big")
    signs = []
    for _n in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_SIGNS))
        signs.append(CODE_SIGNS[place])
    return "".join(signs[:4]) + "-" + "".join(signs[4:])
