"""Addresses of this room."""

from django.urls import path

from enforcement.inspections.views import common, demands, lists, my, people, public, site, visits

app_name = "inspections"

urlpatterns = [
    path("visits/check/", public.Check.as_view(), name="check"),
    path("my/visits/", my.Mine.as_view(), name="mine"),
    path("my/visits/<int:pk>/", my.MyVisit.as_view(), name="my_visit"),
    path("my/visits/<int:pk>/answer/", my.Answer.as_view(), name="answer"),
    path("my/visits/<int:pk>/letters/<int:letter>/", my.MyLetter.as_view(), name="my_letter"),
    path("my/visits/advice/<int:pk>/", my.Speak.as_view(), name="speak"),
    path("desk/demands/", demands.Demands.as_view(), name="demands"),
    path("desk/demands/new/", demands.Ask.as_view(), name="ask"),
    path("desk/demands/duties/", demands.AskDuties.as_view(), name="ask_duties"),
    path("desk/demands/<int:pk>/withdraw/", demands.Withdraw.as_view(), name="withdraw"),
    path("desk/demands/<int:pk>/extend/", demands.Extend.as_view(), name="extend"),
    path("desk/demands/<int:pk>/plan/", demands.Plan.as_view(), name="plan"),
    path("desk/visits/", visits.Visits.as_view(), name="visits"),
    path("desk/visits/<int:pk>/", visits.VisitPage.as_view(), name="visit"),
    path("desk/visits/<int:pk>/approve/", visits.Approve.as_view(), name="approve"),
    path("desk/visits/<int:pk>/notice/", visits.Notice.as_view(), name="notice"),
    path("desk/visits/<int:pk>/cancel/", visits.Cancel.as_view(), name="cancel"),
    path("desk/visits/<int:pk>/close/", visits.Close.as_view(), name="close"),
    path("desk/visits/<int:pk>/enter/", site.Enter.as_view(), name="enter"),
    path("desk/visits/<int:pk>/list/", site.CheckListPage.as_view(), name="list"),
    path("desk/visits/<int:pk>/photo/", site.Photograph.as_view(), name="photo"),
    path("desk/visits/<int:pk>/advise/", site.Advise.as_view(), name="advise"),
    path("desk/visits/<int:pk>/leave/", site.Leave.as_view(), name="leave"),
    path("desk/visits/<int:pk>/files/<int:document>/", common.VisitFile.as_view(), name="file"),
    path("desk/visits/<int:pk>/letters/<int:letter>/", common.VisitLetter.as_view(), name="letter"),
    path("desk/visits/<int:pk>/order/", visits.OrderUponVisit.as_view(), name="order"),
    path("desk/visits/<int:pk>/found/<int:demand>/", visits.Found.as_view(), name="found"),
    path("desk/visits/advice/<int:pk>/order/", visits.OrderUponAdvice.as_view(), name="order_advice"),
    path("desk/visits/advice/<int:pk>/end/", visits.EndAdvice.as_view(), name="end_advice"),
    path("desk/inspectors/", people.Inspectors.as_view(), name="inspectors"),
    path("desk/inspectors/<int:pk>/certify/", people.Certify.as_view(), name="certify"),
    path("desk/inspectors/<int:pk>/train/", people.Train.as_view(), name="train"),
    path("desk/inspectors/<int:pk>/tie/", people.TieTo.as_view(), name="tie"),
    path("desk/inspectors/<int:pk>/untie/", people.Untie.as_view(), name="untie"),
    path("desk/check-lists/", lists.CheckLists.as_view(), name="check_lists"),
    path("desk/check-lists/<int:pk>/propose/", lists.ProposeList.as_view(), name="propose_list"),
    path("desk/check-lists/<int:pk>/agree/", lists.AgreeList.as_view(), name="agree_list"),
    path("desk/check-lists/<int:pk>/decline/", lists.DeclineList.as_view(), name="decline_list"),
]
