"""Addresses of this room."""

from django.urls import path

from approvals.experts import views

app_name = "experts"

CASE = "desk/cases/<int:pk>/experts"

urlpatterns = [
    path("desk/experts/", views.Register.as_view(), name="register"),
    path(f"{CASE}/", views.CasePage.as_view(), name="case"),
    path(f"{CASE}/draw/", views.MakeDraw.as_view(), name="draw"),
    path("desk/experts/seats/<int:pk>/", views.AnswerFor.as_view(), name="answer_for"),
    path("desk/reviews/", views.Mine.as_view(), name="mine"),
    path("desk/reviews/<int:pk>/", views.Answer.as_view(), name="answer"),
    path("desk/reviews/<int:pk>/opinion/", views.Opine.as_view(), name="opine"),
    path("desk/reviews/<int:pk>/joint/", views.Join.as_view(), name="join"),
]
