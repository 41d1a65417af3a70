"""A page with a form, and a step: nothing typed is lost, nothing is done twice."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils.translation import override

from envportal.accounts.models import Bureau
from envportal.audit.models import Event
from envportal.web.views import keep_typed
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]


@pytest.fixture
def person(client):
    user = builders.applicant()
    client.force_login(user)
    return user


@pytest.fixture
def rename(client, person):
    bureau = builders.bureau()

    def post(name, key=None, **more):
        return client.post(f"/rename/{bureau.pk}/", {"name": name, "_key": key or str(uuid4()), **more})

    return post


def page(response):
    return response.content.decode()


def test_a_form_with_errors_comes_back_filled_with_a_summary_that_links_to_each_field(client):
    response = client.post("/fill/", {"name": "纸容器", "starts": "2027年2月30日", "vocs": "0.82", "step": "6"})

    assert response.status_code == 422
    assert "<title>错误：污染物排放量" in page(response)
    assert "有 4 处要改" in page(response)
    assert "已填的内容都还在。" in page(response)
    assert '<a href="#id_starts">2027年2月30日 这一天不存在' in page(response)
    assert '<a href="#id_metals_0">选择“重金属”</a>' in page(response)
    assert 'value="2027年2月30日"' in page(response)


def test_the_other_language_takes_what_was_typed_along_and_complains_of_nothing(client):
    response = client.post("/en/fill/", {"name": "纸容器", "parts": ["water"], "starts": "胡写", "_switch": "1"})

    assert response.status_code == 200
    assert '<html class="govuk-template" lang="en">' in page(response)
    assert 'value="纸容器"' in page(response)
    assert 'value="胡写"' in page(response)
    assert 'value="water" class="govuk-checkboxes__input" id="id_parts_1" checked' in page(response)
    assert "govuk-error" not in page(response)


def test_a_page_with_a_form_switches_language_by_posting_it_and_another_by_a_link(client):
    form, still = page(client.get("/fill/")), page(client.get("/still/?a=1"))

    assert 'form="step-form" name="_switch" value="1" formaction="/en/fill/"' in form
    assert '<a href="/en/still/?a=1" lang="en" hreflang="en">English</a>' in still


def test_a_step_calls_its_action_once_and_says_what_is_done(rename, person):
    response = rename("云溪生态环境局")

    assert (response.status_code, response.url) == (302, "/still/")
    assert Bureau.objects.get().name == "云溪生态环境局"
    assert Event.objects.get().actor == person


def test_the_page_after_a_step_says_what_is_done(rename, client):
    rename("云溪生态环境局")

    assert "已改名。" in page(client.get("/still/"))


def test_a_second_click_shows_the_first_result(rename, client):
    key = str(uuid4())
    rename("第一个", key)

    response = rename("第二个", key)

    assert (response.status_code, response.url) == (302, "/still/")
    assert Bureau.objects.get().name == "第一个"
    assert "没有重复办理" in page(client.get("/still/"))
    assert Event.objects.count() == 1


def test_the_key_of_somebody_else_is_no_proof_that_a_step_was_done(rename, client):
    key = str(uuid4())
    rename("第一个", key)
    client.force_login(builders.applicant(name="别人"))

    with pytest.raises(Exception, match=r"(?i)unique"):
        rename("第二个", key)


def test_a_form_without_a_proper_key_gets_one(rename):
    rename("第一个", "' OR 1=1")

    assert UUID(str(Event.objects.get().key)).version == 4


def test_a_refused_step_says_why_by_which_article_and_keeps_what_was_typed(rename):
    response = rename("不行")

    assert response.status_code == 409
    assert "这个名称已被占用，请换一个。" in page(response)
    assert "地名管理条例第9条" in page(response)
    assert 'value="不行"' in page(response)
    assert "已填的内容都还在" not in page(response)
    assert "您填的内容都还在" in page(response)


def test_a_step_whose_rule_says_never_is_forbidden(client, person):
    response = client.post(f"/never/{builders.bureau().pk}/", {"name": "x"})

    assert response.status_code in {403, 404}
    assert not Event.objects.filter(name="renamed").exists()


def test_a_step_not_possible_yet_shows_why_and_a_shut_button(client, person):
    response = client.get(f"/early/{builders.bureau().pk}/")

    assert response.status_code == 200
    assert "公示期未满，10月19日以后再办。" in page(response)
    assert 'type="button" aria-disabled="true" aria-describedby="refused"' in page(response)


def test_a_step_not_possible_yet_is_refused_again_when_it_is_posted(client, person):
    response = client.post(f"/early/{builders.bureau().pk}/", {"name": "x"})

    assert response.status_code == 409
    assert 'value="x"' in page(response)


def test_a_step_of_somebody_else_does_not_exist_for_an_applicant(client, person):
    assert client.get(f"/theirs/{builders.bureau().pk}/").status_code == 404
    assert client.post(f"/theirs/{builders.bureau().pk}/", {"name": "x"}).status_code == 404


def test_what_was_typed_before_the_session_ended_is_filled_in_once(client, rf):
    session = client.session
    request = rf.post(
        "/fill/", {"name": "纸容器", "starts": "2027-3-1", "password": "geheim", "csrfmiddlewaretoken": "t"}
    )
    request.session = session
    assert keep_typed(request)
    session.save()
    client.cookies["sessionid"] = session.session_key

    first, second = page(client.get("/fill/")), page(client.get("/fill/"))

    assert 'value="纸容器"' in first
    assert "您上次填的内容已替您留着" in first
    assert 'value="纸容器"' not in second
    assert "geheim" not in str(session["typed"])


def test_a_form_too_old_to_trust_says_so_in_one_sentence_and_keeps_what_was_typed(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    response = strict.post("/fill/", {"name": "纸容器"})

    assert response.status_code == 403
    assert "这一页放得太久了" in page(response)
    assert "已替您留着" in page(response)
    assert 'value="纸容器"' in page(strict.get("/fill/"))


def test_a_private_page_is_stored_in_no_cache(client, person):
    assert client.get("/my/")["Cache-Control"] == "no-store, private"


def test_links_of_an_english_page_stay_english(client):
    with override("zh-hans"):
        html = page(client.get("/en/still/"))

    assert 'href="/en/accounts/login/"' in html
