"""Addresses of this room."""

from django.urls import path

from envportal.supervision.views import board, cards, lists

app_name = "supervision"

CARD = "desk/supervision/cards/<int:pk>"

urlpatterns = [
    path("desk/supervision/", board.Board.as_view(), name="board"),
    path("desk/supervision/clocks/", lists.Clocks.as_view(), name="clocks"),
    path("desk/supervision/cards/", lists.Cards.as_view(), name="cards"),
    path(f"{CARD}/", cards.CardPage.as_view(), name="card"),
    path(f"{CARD}/explain/", cards.Explain.as_view(), name="explain"),
    path(f"{CARD}/ask-removal/", cards.AskRemoval.as_view(), name="ask_removal"),
    path(f"{CARD}/remove/", cards.Remove.as_view(), name="remove"),
    path(f"{CARD}/keep/", cards.Keep.as_view(), name="keep"),
]
