"""Addresses of this room: the public's at the root, the desk's under /desk/."""

from django.urls import path

from approvals.questions.views import articles, desk, knowledge, public, register, steps

ONE, ARTICLE = "desk/questions/<int:pk>/", "desk/knowledge/<int:pk>/"
app_name = "questions"
urlpatterns = [
    path("ask/", public.Ask.as_view(), name="ask"),
    path("ask/progress/", public.Follow.as_view(), name="follow"),
    path("ask/rate/", public.Rate.as_view(), name="rate"),
    path("ask/again/", public.AskBack.as_view(), name="ask_back"),
    path("knowledge/", knowledge.Knowledge.as_view(), name="knowledge"),
    path("knowledge/<int:pk>/", knowledge.ArticlePage.as_view(), name="article"),
    path("knowledge/<int:pk>/helpful/", knowledge.Helpful.as_view(), name="helpful"),
    path("desk/questions/", desk.Questions.as_view(), name="list"),
    path("desk/questions/new/", register.Register.as_view(), name="register"),
    path(ONE, desk.QuestionPage.as_view(), name="question"),
    path(f"{ONE}receipt/", register.Receipt.as_view(), name="receipt"),
    path(f"{ONE}take/", steps.Take.as_view(), name="take"),
    path(f"{ONE}hand-over/", steps.HandOver.as_view(), name="hand_over"),
    path(f"{ONE}accept/", steps.AcceptHandover.as_view(), name="accept_handover"),
    path(f"{ONE}send-back/", steps.DeclineHandover.as_view(), name="decline_handover"),
    path(f"{ONE}answer/", steps.Answer.as_view(), name="answer"),
    path(f"{ONE}settle/", steps.Settle.as_view(), name="settle"),
    path(f"{ONE}link/", steps.Link.as_view(), name="link"),
    path(f"{ONE}article/", steps.Propose.as_view(), name="propose"),
    path("desk/knowledge/", articles.Articles.as_view(), name="articles"),
    path(ARTICLE, articles.DeskArticle.as_view(), name="desk_article"),
    path(f"{ARTICLE}publish/", articles.Publish.as_view(), name="publish_article"),
    path(f"{ARTICLE}decline/", articles.Decline.as_view(), name="decline_article"),
    path(f"{ARTICLE}revise/", articles.Revise.as_view(), name="revise_article"),
    path(f"{ARTICLE}confirm/", articles.Confirm.as_view(), name="confirm_article"),
    path(f"{ARTICLE}withdraw/", articles.Withdraw.as_view(), name="withdraw_article"),
]
