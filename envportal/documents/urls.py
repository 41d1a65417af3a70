"""Addresses of this room."""

from django.urls import path

from envportal.documents import views

app_name = "documents"
urlpatterns = [
    path("files/<int:pk>/", views.Download.as_view(), name="download"),
    path("letters/<int:pk>.pdf", views.LetterPdf.as_view(), name="letter_pdf"),
    path("my/files/<int:pk>/versions/", views.Versions.as_view(), name="versions"),
    path("desk/files/<int:pk>/versions/", views.Versions.as_view(area="desk"), name="desk_versions"),
    path("v/", views.Verify.as_view(), name="verify_any"),
    path("v/<slug:code>/", views.Verify.as_view(), name="verify"),
    path("my/letters/<int:pk>/", views.LetterPage.as_view(), name="letter"),
    path("desk/letters/<int:pk>/", views.LetterPage.as_view(area="desk"), name="desk_letter"),
    path("desk/letters/<int:pk>/stamp/", views.Stamp.as_view(), name="stamp"),
    path("desk/numbers/", views.Numbers.as_view(), name="numbers"),
    path("desk/seals/", views.Seals.as_view(), name="seals"),
    path("desk/seals/new/", views.NewSeal.as_view(), name="new_seal"),
    path("desk/seals/<int:pk>/end/", views.EndSeal.as_view(), name="end_seal"),
]
