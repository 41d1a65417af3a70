"""Addresses of this room."""

from django.urls import path

from enforcement.planning.views import bulk, draws, plans, public, settings

app_name = "planning"

urlpatterns = [
    path("inspections/ledger/", public.Ledger.as_view(), name="ledger"),
    path("inspections/caps/", public.Caps.as_view(), name="public_caps"),
    path("inspection-draws/", public.Draws.as_view(), name="public_draws"),
    path("inspection-draws/<int:pk>/", public.DrawPage.as_view(), name="public_draw"),
    path("inspection-draws/<int:pk>/lists.txt", public.lists_file, name="draw_lists"),
    path("desk/plan/", plans.Plans.as_view(), name="plans"),
    path("desk/plan/new/", plans.NewPlan.as_view(), name="new_plan"),
    path("desk/plan/<int:pk>/", plans.PlanPage.as_view(), name="plan"),
    path("desk/plan/<int:pk>/confirm/", plans.Confirm.as_view(), name="confirm"),
    path("desk/plan/<int:pk>/approve/", bulk.ApproveAll.as_view(), name="approve_all"),
    path("desk/plan/<int:pk>/notice/", bulk.NoticeAll.as_view(), name="notice_all"),
    path("desk/plan/<int:pk>/drop/", plans.Drop.as_view(), name="drop"),
    path("desk/plan/visits/<int:pk>/move/", plans.Move.as_view(), name="move"),
    path("desk/plan/visits/<int:pk>/people/", plans.Restaff.as_view(), name="restaff"),
    path("desk/plan/visits/<int:pk>/split/", plans.Split.as_view(), name="split"),
    path("desk/plan/visits/<int:pk>/why/", plans.Explain.as_view(), name="explain"),
    path("desk/plan/away/", settings.Away.as_view(), name="away"),
    path("desk/plan/caps/", settings.Caps.as_view(), name="caps"),
    path("desk/plan/caps/new/", settings.ProposeCap.as_view(), name="propose_cap"),
    path("desk/plan/caps/<int:pk>/agree/", settings.AgreeCap.as_view(), name="agree_cap"),
    path("desk/plan/classes/", settings.Classes.as_view(), name="classes"),
    path("desk/plan/classes/new/", settings.Classify.as_view(), name="classify"),
    path("desk/plan/roads/", settings.Roads.as_view(), name="roads"),
    path("desk/plan/roads/edit/", settings.WriteRoads.as_view(), name="write_roads"),
    path("desk/coverage/", settings.Coverage.as_view(), name="coverage"),
    path("desk/coverage/target/", settings.SetTarget.as_view(), name="set_target"),
    path("desk/draws/", draws.Draws.as_view(), name="draws"),
    path("desk/draws/new/", draws.Freeze.as_view(), name="freeze"),
    path("desk/draws/<int:pk>/", draws.DeskDraw.as_view(), name="draw"),
    path("desk/draws/<int:pk>/draw/", draws.DrawLots.as_view(), name="draw_lots"),
    path("desk/draws/<int:pk>/give-up/", draws.GiveUp.as_view(), name="give_up_draw"),
]
