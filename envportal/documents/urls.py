"""Addresses of this room."""

from django.urls import path

from envportal.documents import views
from envportal.documents.views import remedies, service, versions, wording

app_name = "documents"

TEXT, VERSION, REMEDIES = "desk/wording/texts/<str:key>", "desk/wording/versions/<int:pk>", "desk/wording/remedies"

urlpatterns = [
    path("files/<int:pk>/", views.Download.as_view(), name="download"),
    path("uploads/", views.Begin.as_view(), name="begin_upload"),
    path("uploads/<uuid:pk>/", views.One.as_view(), name="upload"),
    path("uploads/<uuid:pk>/check/", views.Check.as_view(), name="check_upload"),
    path("letters/<int:pk>.pdf", views.LetterPdf.as_view(), name="letter_pdf"),
    path("my/files/<int:pk>/versions/", views.Versions.as_view(), name="versions"),
    path("desk/files/<int:pk>/versions/", views.Versions.as_view(area="desk"), name="desk_versions"),
    path("v/", views.Verify.as_view(), name="verify_any"),
    path("v/<slug:code>/", views.Verify.as_view(), name="verify"),
    path("my/letters/<int:pk>/", views.LetterPage.as_view(), name="letter"),
    path("my/letters/<int:pk>/read/", views.Acknowledge.as_view(), name="acknowledge"),
    path("desk/letters/<int:pk>/", views.LetterPage.as_view(area="desk"), name="desk_letter"),
    path("desk/wording/", wording.Wordings.as_view(), name="wordings"),
    path("desk/wording/conditions/propose/", versions.ProposeCondition.as_view(), name="propose_condition"),
    path("desk/wording/libraries/<slug:library>/propose/", versions.ProposeEntry.as_view(), name="propose_entry"),
    path(f"{TEXT}/", wording.WordingPage.as_view(), name="wording"),
    path(f"{TEXT}/preview/", wording.Preview.as_view(), name="preview_wording"),
    path(f"{TEXT}/propose/", versions.Propose.as_view(), name="propose_wording"),
    path(f"{VERSION}/agree/", versions.Agree.as_view(), name="agree_wording"),
    path(f"{VERSION}/decline/", versions.Decline.as_view(), name="decline_wording"),
    path(f"{REMEDIES}/", remedies.Remedies.as_view(), name="remedies"),
    path(f"{REMEDIES}/propose/", remedies.ProposeRemedy.as_view(), name="propose_remedy"),
    path(f"{REMEDIES}/<int:pk>/agree/", remedies.AgreeRemedy.as_view(), name="agree_remedy"),
    path(f"{REMEDIES}/<int:pk>/decline/", remedies.DeclineRemedy.as_view(), name="decline_remedy"),
    path("desk/letters/<int:pk>/served/", service.Served.as_view(), name="served"),
    path("desk/letters/<int:pk>/served/<slug:way>/", service.Served.as_view(), name="served_by"),
    path("desk/letters/<int:pk>/not-served/", service.NotServed.as_view(), name="not_served"),
    path("desk/letters/<int:pk>/service/", service.PutRight.as_view(), name="put_right"),
    path("desk/letters/<int:pk>/stamp/", views.Stamp.as_view(), name="stamp"),
    path("desk/numbers/", views.Numbers.as_view(), name="numbers"),
    path("desk/seals/", views.Seals.as_view(), name="seals"),
    path("desk/seals/new/", views.NewSeal.as_view(), name="new_seal"),
    path("desk/seals/<int:pk>/end/", views.EndSeal.as_view(), name="end_seal"),
]
