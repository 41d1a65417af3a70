"""A sound PDF under a name that is none of a PDF, or only looks like one."""

from tests.documents import corpus
from tests.documents.hostile.specimen import Specimen

WRONG = (
    "报告.docx", "报告.doc", "报告.exe", "报告.pdf.exe", "报告.pdf.scr", "报告.pdf .com", "报告.html", "报告.svg",
    "报告",
    "a.pdf\u202efdp.exe", "a\u202efdp.exe", "a.pdf\u2066.js", "报告.pdf\u0000.exe", "报告.p\u0434f", "报告.рdf",
    "报告.ｐｄｆ",
    "报告.pdf;.exe", "报告.pdf%00.exe", "报告.pdf:hidden.exe", "报告.pdfx", "报告.pd", "报告.pdf,", "报告.pdf~",
    "../../../etc/passwd",
    "..\\..\\boot.ini", "/etc/shadow", "C:\\windows\\win.ini", "报告.pdf/..", "报告.jpg", "报告.xlsm",
)  # fmt: skip
SPECIMENS = tuple(Specimen(f"a sound PDF named {name!r}", corpus.pdf, "wrong_ending", name) for name in WRONG)
# Made harmless and taken: what is shown, and the disk never hears of either.
HARMLESS = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "..\\..\\windows\\system32\\报告.pdf": "报告.pdf",
    "C:\\Users\\沈\\报告.pdf": "报告.pdf",
    "/etc/cron.d/报告.pdf": "报告.pdf",
    "\\\\host\\share\\报告.PDF": "报告.PDF",
    "报\u202e告.pdf": "报告.pdf",
    "报\u0000告.pdf": "报告.pdf",
    "报告\r\nSet-Cookie: a=b.pdf": "报告Set-Cookie: a=b.pdf",
    "<script>alert(1)</script>.pdf": "script>.pdf",
    '"; rm -rf ~; ".pdf': '"; rm -rf ~; ".pdf',
    "=cmd|calc.pdf": "=cmd|calc.pdf",
    "%2e%2e%2fetc%2fpasswd.pdf": "%2e%2e%2fetc%2fpasswd.pdf",
    "CON.pdf": "CON.pdf",
    ".pdf": "未命名.pdf",
    "...pdf": "未命名.pdf",
    "长" * 400 + ".pdf": "长" * 116 + ".pdf",
    "a" * 4000 + ".pdf": "a" * 116 + ".pdf",
    "e\u0301.pdf": "\u00e9.pdf",
    "{{7*7}}%s%(name)s.pdf": "{{7*7}}%s%(name)s.pdf",
}
