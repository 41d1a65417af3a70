"""The public record at the root, a leader's explanation at the desk."""

from django.urls import path, re_path

from disclosure.performance.views import Explain, Performance, RecordFile, RecordList

app_name = "performance"
urlpatterns = [
    path("performance/", Performance.as_view(), name="performance"),
    path("performance/cases/", RecordList.as_view(), name="cases"),
    re_path(r"^performance/cases\.(?P<kind>csv|xlsx|json|atom)$", RecordFile.as_view(), name="cases_file"),
    path("desk/performance/<int:pk>/explain/", Explain.as_view(), name="explain"),
]
