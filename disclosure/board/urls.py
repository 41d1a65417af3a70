"""The addresses of the board: the public's at the root, the editor's at the desk."""

from django.urls import path, re_path

from disclosure.board.views.catalogue import (
    AgreeItem,
    Catalogue,
    CatalogueFeed,
    DeclineItem,
    Keeping,
    ProposeItem,
    PublishNil,
    SayNil,
)
from disclosure.board.views.columns import PLACES, ColumnFeed, ColumnPage
from disclosure.board.views.desk import Correct, Overturn, Preview, Publish, Queue, Withdraw
from disclosure.board.views.enterprises import EnterpriseFeed, EnterprisePage
from disclosure.board.views.feeds import Feed
from disclosure.board.views.files import DecisionLetterView, NoticeFileView
from disclosure.board.views.lists import Board, Home
from disclosure.board.views.notice import NoticePage
from disclosure.board.views.open_data import DataCatalogue, DatasetPage, Dictionary, DumpFile, OpenData
from disclosure.board.views.progress import Progress
from disclosure.board.views.seals import DaySeals, DaySealsAsJson
from disclosure.board.views.subscriptions import Confirm, Leave, Subscribe
from disclosure.board.views.writing import Choose, Rewrite, Write
from disclosure.board.views.wrongs import AnswerWrong, SayWrong

app_name = "board"
urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("board/", Board.as_view(), name="list"),
    re_path(r"^board(?:/)?\.(?P<kind>csv|xlsx|json|atom)$", Feed.as_view(), name="feed"),
    path("board/catalogue/", Catalogue.as_view(), name="catalogue"),
    re_path(r"^board/catalogue\.(?P<kind>csv|xlsx|json|atom)$", CatalogueFeed.as_view(), name="catalogue_feed"),
    path("board/<slug:public_id>/", NoticePage.as_view(), name="notice"),
    path("board/<slug:public_id>/wrong/", SayWrong.as_view(), name="say_wrong"),
    path("board/<slug:public_id>/decision.pdf", DecisionLetterView.as_view(), name="decision_letter"),
    path("board/<slug:public_id>/files/<int:pk>/", NoticeFileView.as_view(), name="file"),
    path("seals/", DaySeals.as_view(), name="seals"),
    path("seals.json", DaySealsAsJson.as_view(), name="seals_json"),
    path("open-data/", OpenData.as_view(), name="open_data"),
    path("open-data/catalog.json", DataCatalogue.as_view(), name="data_catalogue"),
    re_path(r"^open-data/dictionary\.(?P<kind>csv|json)$", Dictionary.as_view(), name="dictionary"),
    path("open-data/dumps/<str:on>/<str:name>", DumpFile.as_view(), name="dump"),
    path("open-data/<slug:name>/", DatasetPage.as_view(), name="dataset"),
    path("progress/", Progress.as_view(), name="progress"),
    path("enterprises/<str:usc_code>/", EnterprisePage.as_view(), name="enterprise"),
    re_path(
        r"^enterprises/(?P<usc_code>[0-9A-Z]{18})\.(?P<kind>csv|xlsx|json|atom)$",
        EnterpriseFeed.as_view(),
        name="enterprise_feed",
    ),
    path("subscribe/", Subscribe.as_view(), name="subscribe"),
    path("subscribe/confirm/<str:token>/", Confirm.as_view(), name="subscription_confirm"),
    path("subscribe/leave/<str:token>/", Leave.as_view(), name="subscription_leave"),
    path("desk/board/", Queue.as_view(), name="queue"),
    path("desk/board/write/", Choose.as_view(), name="choose"),
    path("desk/board/write/<slug:form>/", Write.as_view(), name="write"),
    path("desk/board/catalogue/", Keeping.as_view(), name="keeping"),
    path("desk/board/catalogue/<int:pk>/nil/", SayNil.as_view(), name="say_nil"),
    path("desk/board/catalogue/<int:pk>/propose/", ProposeItem.as_view(), name="propose_item"),
    path("desk/board/wrongs/<int:pk>/answer/", AnswerWrong.as_view(), name="answer_wrong"),
    path("desk/board/nils/<int:pk>/publish/", PublishNil.as_view(), name="publish_nil"),
    path("desk/board/proposals/<int:pk>/agree/", AgreeItem.as_view(), name="agree_item"),
    path("desk/board/proposals/<int:pk>/decline/", DeclineItem.as_view(), name="decline_item"),
    path("desk/board/<int:pk>/", Preview.as_view(), name="preview"),
    path("desk/board/<int:pk>/publish/", Publish.as_view(), name="publish"),
    path("desk/board/<int:pk>/correct/", Correct.as_view(), name="correct"),
    path("desk/board/<int:pk>/rewrite/", Rewrite.as_view(), name="rewrite"),
    path("desk/board/<int:pk>/overturned/", Overturn.as_view(), name="overturn"),
    path("desk/board/<int:pk>/withdraw/", Withdraw.as_view(), name="withdraw"),
    *(path(f"{place}/", ColumnPage.as_view(place=place), name=place) for place in PLACES),
    *(
        re_path(rf"^{place}\.(?P<kind>csv|xlsx|json|atom)$", ColumnFeed.as_view(place=place), name=f"{place}_feed")
        for place in PLACES
    ),
]
