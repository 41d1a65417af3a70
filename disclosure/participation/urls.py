"""The addresses of this room: the public's at the root, the desk's under /desk/."""

from django.urls import path, re_path

from disclosure.participation.views.asking import Ask
from disclosure.participation.views.desk import Attachment, CaseComments, Comments, Consider, Moderate, One, SeeAuthor
from disclosure.participation.views.letterbox import Answer, Messages, TakeLonger
from disclosure.participation.views.posting import AskHearing, Comment, Write
from disclosure.participation.views.reading import CommentAttachment, CommentsFile, Opinions, OpinionsFile

NOTICE = r"board/(?P<public_id>[\w-]+)"
app_name = "participation"
urlpatterns = [
    path("board/<slug:public_id>/comment/", Comment.as_view(), name="comment"),
    path("board/<slug:public_id>/hearing/", AskHearing.as_view(), name="hearing"),
    re_path(
        r"^board/(?P<public_id>[\w-]+)/comments\.(?P<kind>csv|xlsx|json|atom)$", CommentsFile.as_view(), name="comments"
    ),
    path("board/<slug:public_id>/comments/<int:pk>/attachment.pdf", CommentAttachment.as_view(), name="attached"),
    path("comments/progress/", Ask.as_view(), name="ask"),
    path("opinions/", Opinions.as_view(), name="opinions"),
    re_path(r"^opinions\.(?P<kind>csv|xlsx|json|atom)$", OpinionsFile.as_view(), name="opinions_file"),
    path("opinions/new/", Write.as_view(), name="write"),
    path("desk/comments/", Comments.as_view(), name="desk"),
    path("desk/comments/<int:pk>/", One.as_view(), name="one"),
    path("desk/comments/<int:pk>/attachment.pdf", Attachment.as_view(), name="attachment"),
    path("desk/comments/<int:pk>/moderate/", Moderate.as_view(), name="moderate"),
    path("desk/comments/<int:pk>/author/", SeeAuthor.as_view(), name="author"),
    path("desk/comments/case/<int:pk>/", CaseComments.as_view(), name="case"),
    path("desk/comments/case/<int:pk>/consider/", Consider.as_view(), name="consider"),
    path("desk/opinions/", Messages.as_view(), name="messages"),
    path("desk/opinions/<int:pk>/answer/", Answer.as_view(), name="answer"),
    path("desk/opinions/<int:pk>/longer/", TakeLonger.as_view(), name="longer"),
]
