"""Why a file is not taken: one sentence for each reason, that says what the file is and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    # OF ANY FILE
    "empty": _("“%(name)s”是空文件，请检查后重新上传。"),
    "too_big": _("“%(name)s”超过 %(limit)s MB，请压缩图片或拆分后再上传。"),
    "too_big_at_once": _(
        "“%(name)s”超过 %(at_once)s MB，一次传不完：请用允许运行脚本的浏览器分段上传（最大 %(limit)s MB），"
        "或者压缩、拆分后再上传。"
    ),
    "no_room": _("存储空间不足，“%(name)s”没有保存，请稍后再上传；已填的内容都还在。"),
    "infected": _("“%(name)s”查出病毒，没有保存。请先给电脑杀毒，再重新导出 PDF 上传。"),
    "wrong_ending": _("“%(name)s”的文件名不以 .pdf 结尾，请确认它是 PDF，改名后再上传。"),
    # A PDF, BUT
    "cut": _("“%(name)s”缺了结尾，可能只传了或只存了一半，请重新导出 PDF 后再上传。"),
    "damaged": _("“%(name)s”内部结构损坏，打不开，请重新导出 PDF 后再上传。"),
    "no_pages": _("“%(name)s”里一页也没有，请重新导出 PDF 后再上传。"),
    "encrypted": _("“%(name)s”要密码才能打开，请去掉密码后再上传。"),
    "restricted": _("“%(name)s”设有打印或复制的权限保护，请去掉保护后再上传。"),
    "script": _("“%(name)s”里有脚本（JavaScript），请用“打印为 PDF”另存后再上传。"),
    "launch": _("“%(name)s”里有启动程序或打开其他文件的动作，请用“打印为 PDF”另存后再上传。"),
    "attachment": _("“%(name)s”里嵌有别的文件，请去掉附件，或把附件另存为 PDF 单独上传。"),
    "sends": _("“%(name)s”里有向外发送或导入数据的表单动作，请用“打印为 PDF”另存后再上传。"),
    "media": _("“%(name)s”里有音频、视频或三维内容，请用“打印为 PDF”另存后再上传。"),
    "xfa": _("“%(name)s”是 XFA 动态表单，请用“打印为 PDF”另存后再上传。"),
    "bomb": _("“%(name)s”展开后异常巨大，不像正常的文件，请重新导出 PDF 后再上传。"),
    "heavy": _("“%(name)s”过于复杂，无法在限定的内存和时间内检查，请拆分或重新导出后再上传。"),
    "pdf_behind": _("“%(name)s”在 PDF 前面还夹着别的内容，请用“打印为 PDF”另存后再上传。"),
    "pdf_and_archive": _("“%(name)s”既是 PDF 又是压缩包，请用“打印为 PDF”另存后再上传。"),
    # NO PDF AT ALL
    "not_pdf": _("“%(name)s”不是 PDF 文件，请另存为 PDF 后再上传。"),
    "word": _("“%(name)s”是 Word 文档，请另存为 PDF 后再上传。"),
    "excel": _("“%(name)s”是 Excel 表格，请另存为 PDF 后再上传。"),
    "powerpoint": _("“%(name)s”是演示文稿，请另存为 PDF 后再上传。"),
    "office": _("“%(name)s”是 Office 或 WPS 文件，请另存为 PDF 后再上传。"),
    "office_macros": _("“%(name)s”是带宏的 Office 文件，请另存为 PDF 后再上传；宏不会被收下，也不会运行。"),
    "office_locked": _("“%(name)s”是设有密码的 Office 文件，请去掉密码，另存为 PDF 后再上传。"),
    "ofd": _("“%(name)s”是 OFD 版式文件，请转换为 PDF 后再上传。"),
    "drawing": _("“%(name)s”是 CAD 图纸，请打印为 PDF 后再上传。"),
    "picture": _("“%(name)s”是图片，请放进文档并另存为 PDF 后再上传。"),
    "picture_place": _(
        "“%(name)s”是图片，里面还记着拍摄地点；请放进文档并另存为 PDF 后再上传，不要公开的地点请先去掉。"
    ),
    "web_page": _("“%(name)s”是网页或 XML 文件，请用浏览器“打印为 PDF”后再上传。"),
    "program": _("“%(name)s”是程序或脚本，不能上传。"),
    "archive": _("“%(name)s”是压缩包，请解压后把其中的 PDF 分别上传。"),
    "archive_bomb": _("“%(name)s”是压缩包，展开后异常巨大，不能上传。"),
    "archive_paths": _("“%(name)s”是压缩包，里面的文件名指向别的文件夹，不能上传。"),
    "archive_tricks": _("“%(name)s”是压缩包，目录与内容对不上，不能上传。"),
    "text": _("“%(name)s”是纯文本、RTF 或邮件，请另存为 PDF 后再上传。"),
    "sound_or_film": _("“%(name)s”是音频或视频，不能上传；需要的话请交给窗口。"),
    "postscript": _("“%(name)s”是 PostScript 打印文件，请转换为 PDF 后再上传。"),
}

# Why the scanner did not look at a file, for staff.
SCAN_NOTES = {
    "off": _("没有设置查毒程序"),
    "down": _("查毒程序没有应答，恢复后会补查"),
    "slow": _("查毒程序超时，稍后会补查"),
    "too_large": _("超过查毒程序的大小上限"),
    "failed": _("查毒程序报错，稍后会补查"),
}
