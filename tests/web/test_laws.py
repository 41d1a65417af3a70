"""Citations and names on English pages."""

import pytest
from django.utils.translation import override

from envportal.web.templatetags.laws import han, law, named


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("行政许可法第45条", "Administrative Licensing Law art. 45"),
        ("行政许可法第32条第四项", "Administrative Licensing Law art. 32 (4)"),
        ("《中华人民共和国生态环境法典》第一百零二条", "Ecological and Environmental Code art. 102"),
        (
            "《中华人民共和国行政许可法》第三十二条第一款第（四）项",
            "Administrative Licensing Law art. 32 para. 1 (4)",
        ),
        (
            "行政许可法第45条、生态环境法典第105条",
            "Administrative Licensing Law art. 45, Ecological and Environmental Code art. 105",
        ),
        ("云溪市生态环境局服务承诺第4条", "云溪市生态环境局服务承诺第4条"),
    ],
)
def test_a_known_act_is_cited_in_english(written: str, said: str):
    with override("en"):
        assert named(written) == said


def test_a_citation_stays_as_written_on_a_chinese_page():
    with override("zh-hans"):
        assert (named("行政许可法第45条"), law("行政许可法第45条")) == ("行政许可法第45条", "行政许可法第45条")


def test_chinese_that_is_left_is_marked_as_chinese_and_escaped():
    with override("en"):
        marked, plain = han("云溪<b>"), han("System")

    assert (marked, plain) == ('<span lang="zh-Hans">云溪&lt;b&gt;</span>', "System")
