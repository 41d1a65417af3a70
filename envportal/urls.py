"""Every address of the portal: the public at the root, applicants under /my/, staff under /desk/.

Pages live in `i18n_patterns` (English under /en/); what machines call stands outside it.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

handler400 = "envportal.web.views.errors.bad_request"
handler403 = "envportal.web.views.errors.forbidden"
handler404 = "envportal.web.views.errors.not_found"
handler429 = "envportal.web.views.errors.too_many"
handler500 = "envportal.web.views.errors.broken"

machines: list[URLPattern | URLResolver] = [
    path("", include("envportal.operations.urls")),
]
pages: list[URLPattern | URLResolver] = [
    path("", include("envportal.operations.urls.pages")),
    path("", include("envportal.accounts.urls")),
    path("", include("envportal.deadlines.urls")),
    path("", include("envportal.documents.urls")),
    path("", include("envportal.duties.urls")),
    path("", include("envportal.messaging.urls")),
    path("", include("envportal.ratings.urls")),
    path("", include("envportal.accountability.urls")),
    path("", include("envportal.supervision.urls")),
    path("", include("disclosure.board.urls")),
    path("", include("disclosure.imports.urls")),
    path("", include("disclosure.performance.urls")),
    path("", include("disclosure.quality.urls")),
    path("", include("disclosure.participation.urls")),
    path("", include("disclosure.requests.urls")),
    path("", include("approvals.quotas.urls")),
    path("", include("approvals.zones.urls")),
    path("", include("enforcement.fees.urls")),
    path("", include("enforcement.campaigns.urls")),
    path("", include("enforcement.monitoring.urls")),
    path("", include("enforcement.petitions.urls")),
    path("", include("approvals.access.urls")),
    path("", include("approvals.departments.urls")),
    path("", include("approvals.experts.urls")),
    path("", include("approvals.prereview.urls")),
    path("", include("approvals.questions.urls")),
    path("", include("approvals.appointments.urls")),
    path("", include("approvals.catalogue.urls")),
    path("", include("approvals.meetings.urls")),
    path("", include("approvals.aftercare.urls")),
    path("", include("approvals.green.urls")),
    path("", include("disclosure.charges.urls")),
    path("", include("approvals.keyprojects.urls")),
    path("", include("approvals.errands.urls")),
    path("", include("approvals.funds.urls")),
    path("", include("approvals.applications.urls")),
    path("", include("enforcement.inspections.urls")),
    path("", include("enforcement.planning.urls")),
    path("", include("enforcement.orders.urls")),
    path("", include("enforcement.incidents.urls")),
]

urlpatterns = [*machines, *i18n_patterns(*pages, prefix_default_language=False)]
