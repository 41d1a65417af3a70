"""Every address of the portal: the public at the root, applicants under /my/, staff under /desk/."""

urlpatterns = []
