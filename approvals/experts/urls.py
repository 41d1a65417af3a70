"""Addresses of this room."""

from django.urls import path

from approvals.experts.views import case, mine, register

app_name = "experts"

CASE, SEAT, TIE = "desk/cases/<int:pk>/experts", "desk/experts/seats/<int:pk>", "desk/experts/ties/<int:pk>"

urlpatterns = [
    path("desk/experts/", register.Register.as_view(), name="register"),
    path("desk/experts/<int:pk>/", register.ExpertPage.as_view(), name="expert"),
    path("desk/experts/<int:pk>/ties/new/", register.EnterTie.as_view(), name="enter_tie"),
    path(f"{TIE}/end/", register.EndTie.as_view(), name="end_tie"),
    path(f"{TIE}/strike/", register.StrikeTie.as_view(), name="strike_tie"),
    path(f"{CASE}/", case.CasePage.as_view(), name="case"),
    path(f"{SEAT}/", case.AnswerFor.as_view(), name="answer_for"),
    path(f"{SEAT}/opinion/", case.TakeInPaper.as_view(), name="take_in_paper"),
    path("desk/experts/draws/<int:pk>/joint/", case.TakeInJointPaper.as_view(), name="take_in_joint_paper"),
    path("desk/experts/draws/<int:pk>/fewer/", case.SettleForFewer.as_view(), name="settle_for_fewer"),
    path("desk/reviews/", mine.Mine.as_view(), name="mine"),
    path("desk/reviews/<int:pk>/", mine.Answer.as_view(), name="answer"),
    path("desk/reviews/<int:pk>/opinion/", mine.Opine.as_view(), name="opine"),
    path("desk/reviews/<int:pk>/joint/", mine.Join.as_view(), name="join"),
    path("desk/reviews/ties/<int:pk>/", mine.DeclareTie.as_view(), name="declare_tie"),
    path("expert-draws/", register.PublicDraws.as_view(), name="draws"),
]
