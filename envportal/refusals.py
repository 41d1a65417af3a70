"""Refused: the base of all refusals a user is told of in one sentence."""


class Refused(Exception):
    """A step the rules do not allow now; `sentence` is shown to the user, `article` is its source."""

    def __init__(self, sentence: object, article: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.article = article

    def __str__(self) -> str:
        return str(self.sentence)


class NotYours(Refused):
    """A case outside what the person may see or do: a missing page for outsiders, a plain no for staff."""

    def __init__(self, sentence: object, action: str = "") -> None:
        super().__init__(sentence)
        self.action = action
