"""The texts: every one has its English, and says the same things in both."""

import re

import pytest
from babel.messages.catalog import Catalog

from tools import glossary, messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return messages.read()


def key(ids: object, context: str | None) -> tuple[str, str | None]:
    return (ids if isinstance(ids, str) else ids[0]), context


def test_every_text_stands_in_the_catalogue_and_no_other(catalogue: Catalog):
    wanted = {key(message.id, message.context) for message in messages.template() if message.id}
    present = {key(message.id, message.context) for message in catalogue if message.id}

    assert wanted - present == set(), "run `make messages`"
    assert present - wanted == set(), "run `make messages`"


def test_every_text_has_its_english(catalogue: Catalog):
    assert messages.untranslated(catalogue) == []


def test_no_english_is_a_guess(catalogue: Catalog):
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_the_english_names_the_same_values(catalogue: Catalog):
    different = [
        message.id
        for message in catalogue
        if isinstance(message.id, str) and message.string and _names(message.id) != _names(str(message.string))
    ]

    assert different == []


def test_no_chinese_is_left_in_the_english(catalogue: Catalog):
    kept = [message.id for message in catalogue if message.id and re.search(r"[，。；：！？]", str(message.string))]

    assert kept == []


def test_every_word_a_page_shows_for_a_value_stands_in_the_glossary():
    words = glossary.GLOSSARY.read_text(encoding="utf-8")

    missing = [
        f"{kind.__qualname__}: {label}" for kind in glossary.enums() for label in kind.labels if str(label) not in words
    ]

    assert missing == [], "run `make messages`"


def _names(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_texts_are_found_in_templates_as_django_finds_them():
    source = """
        {% translate "50% 完成" %} {% trans '甲' context "x" %} {% include "a.html" with label=_("乙") %}{{ _('丙') }}
        {% blocktranslate trimmed count n=rows %}
            一 {{ n }} 个
        {% plural %}
            多 {{ n }} 个 100%
        {% endblocktranslate %}
    """

    found = list(messages.in_template(source))

    assert found == [
        ("50%% 完成", None),
        ("甲", "x"),
        ("乙", None),
        ("丙", None),
        (("一 %(n)s 个", "多 %(n)s 个 100%%"), None),
    ]


def test_texts_are_found_in_python():
    source = '_("甲")\npgettext_lazy("ctx", "乙")\nngettext("%d 个", "%d 个们", n)\n'.encode()

    assert list(messages.in_python(source)) == [("甲", None), ("乙", "ctx"), (("%d 个", "%d 个们"), None)]
