"""What is taken out of a text before the public reads it."""

from __future__ import annotations

import pytest

from disclosure.participation.models import Author
from disclosure.participation.rules.masks import masked, words_of


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("打 13912345678 找我", "打 ■■ 找我"),
        ("１３９ １２３４ ５６７８", "■■"),
        ("139-1234-5678，谢谢", "■■，谢谢"),
        ("身份证 11010519491231002X", "身份证 ■■"),
        ("卡 4111 1111 1111 1111 号", "卡 ■■ 号"),
        ("座机 010-62345678", "座机 ■■"),
        ("写信到 fang.xiao@example.cn 即可", "写信到 ■■ 即可"),
        ("项目 2609-990102-07-02-418823 的噪声", "项目 2609-990102-07-02-418823 的噪声"),
        ("每天 22:00 到 6:00，排放 1.25 吨，2026年10月14日", "每天 22:00 到 6:00，排放 1.25 吨，2026年10月14日"),
        ("夜里 55 分贝", "夜里 55 分贝"),
    ],
)
def test_numbers_of_people_are_masked_and_others_stay(text: str, public: str):
    assert masked(text) == public


def test_the_authors_own_data_is_masked_wherever_it_stands():
    author = Author(name="方晓", contact="fang99 或者 qq7788", address="青石镇3组")

    assert masked("我叫方晓，qq7788，住青石镇3组，FANG99", words_of(author)) == "我叫■■，■■，住■■，■■"


def test_what_a_moderator_names_is_masked_too():
    assert masked("邻居老李家的井", ["老李"]) == "邻居■■家的井"
    assert masked("a.c abc", ["a.c"]) == "■■ abc"
