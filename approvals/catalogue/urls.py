"""Addresses of this room."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from approvals.catalogue.enums import Book
from approvals.catalogue.views import counter, desk, guide, public

app_name = "catalogue"


class BookConverter(StringConverter):
    regex = "|".join(Book.values)


register_converter(BookConverter, "window_book")

BOOK = "desk/window/<window_book:book>"

urlpatterns = [
    path("which-document/", guide.Find.as_view(), name="find"),
    path("which-document/items/<int:number>/", guide.Guide.as_view(), name="guide"),
    path("which-document/keep/", guide.Keep.as_view(), name="keep"),
    path("which-document/<str:code>/", guide.Check.as_view(), name="check"),
    path("materials/", public.Materials.as_view(), name="materials"),
    path("materials/cut/", public.Cut.as_view(), name="cut"),
    path("materials/told/<str:code>/", public.ToldPage.as_view(), name="told"),
    path("phase-out/", public.PhaseOut.as_view(), name="phase_out"),
    path("desk/window/told/", counter.ToldList.as_view(), name="told_list"),
    path("desk/window/told/new/", counter.Tell.as_view(), name="tell"),
    path("desk/window/told/<str:code>/", counter.ToldDesk.as_view(), name="told_desk"),
    path("desk/cases/<int:pk>/catalogue/", counter.Overrule.as_view(), name="overrule"),
    path(f"{BOOK}/", desk.BookPage.as_view(), name="book"),
    path(f"{BOOK}/new/", desk.Propose.as_view(), name="propose_new"),
    path(f"{BOOK}/lines/<str:key>/", desk.LinePage.as_view(), name="line"),
    path(f"{BOOK}/lines/<str:key>/propose/", desk.Propose.as_view(), name="propose"),
    path(f"{BOOK}/versions/<int:pk>/agree/", desk.Agree.as_view(), name="agree"),
    path(f"{BOOK}/versions/<int:pk>/decline/", desk.Decline.as_view(), name="decline"),
]
