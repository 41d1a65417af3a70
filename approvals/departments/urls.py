"""Addresses of this room."""

from django.urls import path

from approvals.departments.views import asking, keeping

app_name = "departments"

CASE, ASKED = "desk/cases/<int:pk>/opinions", "desk/opinions-asked/<int:pk>"
ONE = "desk/departments/<int:pk>"

urlpatterns = [
    path(f"{CASE}/", asking.CasePage.as_view(), name="case"),
    path(f"{CASE}/ask/", asking.Ask.as_view(), name="ask"),
    path(f"{ASKED}/link/", asking.Link.as_view(), name="link"),
    path(f"{ASKED}/call-off/", asking.CallOff.as_view(), name="call_off"),
    path("desk/departments/", keeping.Departments.as_view(), name="list"),
    path("desk/departments/new/", keeping.New.as_view(), name="new"),
    path(f"{ONE}/change/", keeping.Change.as_view(), name="change"),
    path(f"{ONE}/terms/", keeping.SetTerms.as_view(), name="set_terms"),
    path(f"{ONE}/retire/", keeping.Retire.as_view(), name="retire"),
    path(f"{ONE}/take-up/", keeping.TakeUp.as_view(), name="take_up"),
    path("desk/consultations/", asking.Mine.as_view(), name="mine"),
    path("desk/consultations/<int:pk>/", asking.Reply.as_view(), name="reply"),
    path("desk/consultations/handed/<int:pk>/", asking.Receive.as_view(), name="receive"),
    path("consultations/<str:token>/", asking.ByLink.as_view(), name="by_link"),
]
