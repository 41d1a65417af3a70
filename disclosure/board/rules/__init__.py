"""Who may do which verb on the board, and what may be published."""

from disclosure.board.rules import subscribing
from disclosure.board.rules.personal import Finding, blocks, findings, refuse_personal_data, without_mobiles
from disclosure.board.rules.steps import (
    Condition,
    gate,
    may_correct,
    may_publish,
    may_withdraw,
    require_correct,
    require_few_tries,
    require_public_files,
    require_publish,
    require_reason,
    require_standing,
    require_withdraw,
)

__all__ = [
    "Condition",
    "Finding",
    "blocks",
    "findings",
    "gate",
    "may_correct",
    "may_publish",
    "may_withdraw",
    "refuse_personal_data",
    "require_correct",
    "require_few_tries",
    "require_public_files",
    "require_publish",
    "require_reason",
    "require_standing",
    "require_withdraw",
    "subscribing",
    "without_mobiles",
]
