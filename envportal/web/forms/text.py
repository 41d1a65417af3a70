"""Typed text, made tidy: one spelling for one character, nothing invisible."""

import unicodedata

# Zero-width and direction characters: they hide words from a reader, or turn them around.
INVISIBLE = frozenset("\u00ad\u061c\u180e\u2060\ufeff") | {
    chr(code) for start, end in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2061, 0x206F)) for code in range(start, end + 1)
}
KEPT = frozenset("\n\t")


def tidy(text: str) -> str:
    """The text in NFC, with one kind of line break, without control and invisible characters."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if _is_visible(char))


def narrow(text: str) -> str:
    """Full-width digits, letters and signs as narrow ones: ２０２７．３ becomes 2027.3."""
    return unicodedata.normalize("NFKC", text)


def _is_visible(char: str) -> bool:
    return char in KEPT or not (char in INVISIBLE or unicodedata.category(char) in {"Cc", "Cs"})
