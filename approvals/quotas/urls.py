"""Addresses of this room."""

from django.urls import path, re_path

from approvals.quotas.views import books, cases, public, sources

app_name = "quotas"

CASE = "desk/quotas/cases/<int:pk>"

urlpatterns = [
    path("quotas/balance/", public.Balance.as_view(), name="balance"),
    re_path(r"^quotas/balance\.(?P<kind>csv|json)$", public.BalanceFile.as_view(), name="balance_file"),
    path("desk/quotas/", books.Books.as_view(), name="books"),
    path("desk/quotas/movements/", books.Movements.as_view(), name="movements"),
    path("desk/quotas/grant/", books.Grant.as_view(), name="grant"),
    path("desk/quotas/import/", sources.Import.as_view(), name="import"),
    path("desk/quotas/import/<int:pk>/", sources.RunPage.as_view(), name="run"),
    path("desk/quotas/requests/", sources.Requests.as_view(), name="requests"),
    path("desk/quotas/requests/new/", sources.AskUpward.as_view(), name="ask_upward"),
    path("desk/quotas/requests/<int:pk>/reply/", sources.Reply.as_view(), name="reply"),
    path("desk/quotas/reductions/", sources.Reductions.as_view(), name="reductions"),
    path("desk/quotas/reductions/new/", sources.VerifyReduction.as_view(), name="verify_reduction"),
    path("desk/quotas/reductions/<int:pk>/use/", sources.UseReduction.as_view(), name="use_reduction"),
    path("desk/quotas/register/", sources.Register.as_view(), name="register"),
    path("desk/quotas/register/area/", sources.AddArea.as_view(), name="add_area"),
    path("desk/quotas/register/control/", sources.AddControl.as_view(), name="add_control"),
    path("desk/quotas/register/control/<int:pk>/end/", sources.EndControl.as_view(), name="end_control"),
    path("desk/quotas/register/standing/", sources.TellStanding.as_view(), name="tell_standing"),
    path(f"{CASE}/", cases.CasePage.as_view(), name="case"),
    path(f"{CASE}/need/", cases.SetNeed.as_view(), name="set_need"),
    path(f"{CASE}/hold/", cases.TopUp.as_view(), name="top_up"),
    path(f"{CASE}/replace/", cases.Replace.as_view(), name="replace"),
    path("desk/quotas/<int:pk>/", books.BookPage.as_view(), name="book"),
    re_path(r"^desk/quotas/(?P<pk>\d+)/shift/(?P<kind>cut|set_aside|draw)/$", books.Shift.as_view(), name="shift"),
    path("desk/quotas/<int:pk>/transfer/", books.Transfer.as_view(), name="transfer"),
]
