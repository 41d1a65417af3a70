"""What people may type on the board."""

from disclosure.board.forms.filters import BoardFilter, ColumnFilter, since
from disclosure.board.forms.keeping import AnswerForm, ItemForm, NilForm
from disclosure.board.forms.notices import (
    AnswerWrongForm,
    CorrectForm,
    ProgressForm,
    PublishForm,
    SubscribeForm,
    WithdrawForm,
    WrongForm,
)
from disclosure.board.forms.writing import WriteForm

__all__ = [
    "AnswerForm",
    "AnswerWrongForm",
    "BoardFilter",
    "ColumnFilter",
    "CorrectForm",
    "ItemForm",
    "NilForm",
    "ProgressForm",
    "PublishForm",
    "SubscribeForm",
    "WithdrawForm",
    "WriteForm",
    "WrongForm",
    "since",
]
