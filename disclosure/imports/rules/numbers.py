"""Document numbers: 〔2024〕 whatever brackets were printed; a number with a part missing is none."""

from __future__ import annotations

import re
import unicodedata

OPEN, CLOSE = "〔﹝[【(〖{〈《", "〕﹞]】)〗}〉》"
YEAR = re.compile(rf"(.*?)[{re.escape(OPEN)}]((?:19|20)\d{{2}})年?[{re.escape(CLOSE)}](.*)")
HALF = re.compile(
    rf"[^{re.escape(OPEN)}]*[{re.escape(OPEN)}][^{re.escape(CLOSE)}]*|[^{re.escape(OPEN)}]*[{re.escape(CLOSE)}].*"
)


def mend(text: str) -> tuple[str, str]:
    """The number in its one spelling and why it changed; "" if a part is missing. Leading zeros stay as issued."""
    narrow = unicodedata.normalize("NFKC", "".join(unicodedata.normalize("NFKC", text).split()))
    if found := YEAR.fullmatch(narrow):
        rest, why = found[3], ""
        if re.fullmatch(r"[第表书]?\d+", rest):
            rest, why = f"{rest}号", "no_hao"
        number = f"{found[1]}〔{found[2]}〕{rest}"
        return (number, why or ("brackets" if number != text else "")) if re.search(r"\d", rest) else ("", "number_cut")
    if HALF.fullmatch(narrow):
        return "", "number_cut"
    return narrow, "" if narrow == text else "spaces"
