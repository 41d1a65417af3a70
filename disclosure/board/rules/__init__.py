"""Who may do which verb on the board, and what may be published."""

from disclosure.board.rules import subscribing
from disclosure.board.rules.keeping import (
    period_before,
    require_decide_item,
    require_draft,
    require_nil,
    require_propose_item,
    require_publish_nil,
    require_version_of_item,
)
from disclosure.board.rules.papers import findings_in_papers, look_through, to_be_looked_at
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
from disclosure.board.rules.writing import masked_name, require_written, title_of, told, write

__all__ = [
    "Condition",
    "Finding",
    "blocks",
    "findings",
    "findings_in_papers",
    "gate",
    "look_through",
    "masked_name",
    "may_correct",
    "may_publish",
    "may_withdraw",
    "period_before",
    "refuse_personal_data",
    "require_correct",
    "require_decide_item",
    "require_draft",
    "require_few_tries",
    "require_nil",
    "require_propose_item",
    "require_public_files",
    "require_publish",
    "require_publish_nil",
    "require_reason",
    "require_standing",
    "require_version_of_item",
    "require_withdraw",
    "require_written",
    "subscribing",
    "title_of",
    "to_be_looked_at",
    "told",
    "without_mobiles",
    "write",
]
