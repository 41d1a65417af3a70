"""Addresses of this room."""

from django.urls import path

from envportal.documents import views

app_name = "documents"
urlpatterns = [
    path("files/<int:pk>/", views.Download.as_view(), name="download"),
    path("letters/<int:pk>.pdf", views.LetterPdf.as_view(), name="letter_pdf"),
    path("my/letters/<int:pk>/", views.LetterPage.as_view(), name="letter"),
    path("my/letters/<int:pk>/read/", views.Acknowledge.as_view(), name="acknowledge"),
    path("desk/letters/<int:pk>/", views.LetterPage.as_view(area="desk"), name="desk_letter"),
]
