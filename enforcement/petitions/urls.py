"""Addresses of this room: the public's at the root, the desk's under /desk/."""

from django.urls import path

from enforcement.petitions.views import desk, figures, public, register, steps, watch

ONE = "desk/petitions/<int:pk>/"
app_name = "petitions"
urlpatterns = [
    path("report/", public.Report.as_view(), name="report"),
    path("report/progress/", public.Follow.as_view(), name="follow"),
    path("report/rate/", public.Rate.as_view(), name="rate"),
    path("report/add/", public.Add.as_view(), name="add"),
    path("report/review/", public.AskReview.as_view(), name="ask_review_by_code"),
    path("report/letter/", public.Fetch.as_view(), name="letter"),
    path("report/figures/", figures.Figures.as_view(), name="figures"),
    path("desk/petitions/", desk.Petitions.as_view(), name="list"),
    path("desk/petitions/new/", register.Register.as_view(), name="register"),
    path("desk/petitions/supervised/", watch.Supervised.as_view(), name="supervised"),
    path(ONE, desk.PetitionPage.as_view(), name="petition"),
    path(f"{ONE}receipt/", register.Receipt.as_view(), name="receipt"),
    path(f"{ONE}photos/<int:photo>/", desk.PhotoFile.as_view(), name="photo"),
    path(f"{ONE}route/", steps.Route.as_view(), name="route"),
    path(f"{ONE}move/", steps.Move.as_view(), name="move"),
    path(f"{ONE}send-out/", steps.SendOut.as_view(), name="send_out"),
    path(f"{ONE}decline/", steps.Decline.as_view(), name="decline"),
    path(f"{ONE}direct/", steps.Direct.as_view(), name="direct"),
    path(f"{ONE}correct/", steps.Correct.as_view(), name="correct"),
    path(f"{ONE}accept/", steps.Accept.as_view(), name="accept"),
    path(f"{ONE}answer/", steps.Answer.as_view(), name="answer"),
    path(f"{ONE}ask-extension/", steps.AskExtension.as_view(), name="ask_extension"),
    path(f"{ONE}extension/", steps.GrantExtension.as_view(), name="grant_extension"),
    path(f"{ONE}merge/", steps.Merge.as_view(), name="merge"),
    path(f"{ONE}link/", steps.Link.as_view(), name="link"),
    path(f"{ONE}visit/", steps.AskVisit.as_view(), name="ask_visit"),
    path(f"{ONE}reopen/", steps.Reopen.as_view(), name="reopen"),
    path(f"{ONE}settle/", steps.Settle.as_view(), name="settle"),
    path(f"{ONE}ask-review/", steps.AskReview.as_view(), name="ask_review"),
    path(f"{ONE}review/", steps.Review.as_view(), name="review"),
    path(f"{ONE}mediate/", steps.Mediate.as_view(), name="mediate"),
    path(f"{ONE}mediations/<int:mediation>/", steps.Judge.as_view(), name="judge"),
    path(f"{ONE}result/", steps.SubmitResult.as_view(), name="submit_result"),
    path(f"{ONE}reporter/", steps.SeeReporter.as_view(), name="see_reporter"),
]
