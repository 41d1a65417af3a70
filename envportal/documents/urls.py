"""Addresses of this room."""

from django.urls import path

from envportal.documents import views

app_name = "documents"
urlpatterns = [
    path("files/<int:pk>/", views.Download.as_view(), name="download"),
    path("uploads/", views.Begin.as_view(), name="begin_upload"),
    path("uploads/<uuid:pk>/", views.One.as_view(), name="upload"),
    path("uploads/<uuid:pk>/check/", views.Check.as_view(), name="check_upload"),
    path("letters/<int:pk>.pdf", views.LetterPdf.as_view(), name="letter_pdf"),
    path("my/letters/<int:pk>/", views.LetterPage.as_view(), name="letter"),
    path("desk/letters/<int:pk>/", views.LetterPage.as_view(area="desk"), name="desk_letter"),
]
