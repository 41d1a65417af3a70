"""Addresses of this room."""

from django.urls import path

from envportal.supervision.views import board, cards, cases, ladders, lists, pauses, pulse, reports

app_name = "supervision"

CARD = "desk/supervision/cards/<int:pk>"

urlpatterns = [
    path("desk/supervision/", board.Board.as_view(), name="board"),
    path("desk/supervision/clocks/", lists.Clocks.as_view(), name="clocks"),
    path("desk/supervision/cards/", lists.Cards.as_view(), name="cards"),
    path("desk/supervision/cases/", cases.Cases.as_view(), name="cases"),
    path("desk/supervision/hands/", cases.HandsList.as_view(), name="hands"),
    path("desk/supervision/pauses/", pauses.PauseWatch.as_view(), name="pauses"),
    path("desk/supervision/pauses/list/", cases.Pauses.as_view(), name="pause_list"),
    path("desk/supervision/reports/", reports.Reports.as_view(), name="reports"),
    path("desk/supervision/reports/<int:pk>/", reports.ReportPage.as_view(), name="report"),
    path("desk/supervision/reports/<int:pk>/report.xlsx", reports.Workbook.as_view(), name="report_xlsx"),
    path("desk/supervision/pulse/", pulse.Pulse.as_view(), name="pulse"),
    path("desk/supervision/pulse/<int:pk>/confirm/", pulse.ConfirmTime.as_view(), name="confirm_time"),
    path("desk/supervision/ladder/", ladders.LadderPage.as_view(), name="ladder"),
    path("desk/supervision/ladder/propose/", ladders.Propose.as_view(), name="propose_ladder"),
    path("desk/supervision/ladder/<int:pk>/agree/", ladders.Agree.as_view(), name="agree_ladder"),
    path("desk/supervision/ladder/<int:pk>/decline/", ladders.Decline.as_view(), name="decline_ladder"),
    path(f"{CARD}/", cards.CardPage.as_view(), name="card"),
    path(f"{CARD}/explain/", cards.Explain.as_view(), name="explain"),
    path(f"{CARD}/ask-removal/", cards.AskRemoval.as_view(), name="ask_removal"),
    path(f"{CARD}/remove/", cards.Remove.as_view(), name="remove"),
    path(f"{CARD}/keep/", cards.Keep.as_view(), name="keep"),
]
