"""Addresses of this room."""

from django.urls import path

from approvals.departments import views

app_name = "departments"

CASE, ASKED = "desk/cases/<int:pk>/opinions", "desk/opinions-asked/<int:pk>"

urlpatterns = [
    path(f"{CASE}/", views.CasePage.as_view(), name="case"),
    path(f"{CASE}/ask/", views.Ask.as_view(), name="ask"),
    path(f"{ASKED}/link/", views.Link.as_view(), name="link"),
    path(f"{ASKED}/call-off/", views.CallOff.as_view(), name="call_off"),
    path("desk/consultations/", views.Mine.as_view(), name="mine"),
    path("desk/consultations/<int:pk>/", views.Reply.as_view(), name="reply"),
    path("desk/consultations/handed/<int:pk>/", views.Receive.as_view(), name="receive"),
    path("consultations/<str:token>/", views.ByLink.as_view(), name="by_link"),
]
