"""Head and foot of every page; the foot carries the seven items of 国办发〔2017〕47号 (T-FOOT-01 … T-FOOT-04)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import SiteIdentity
from tests.builders import a_picture

pytestmark = pytest.mark.django_db
PAGES = ("/", "/articles/20190001/", "/tags/", "/photos/20220001-1/", "/nowhere/", "/zh-hant/")
REAL = {
    "is_sample": False,
    "domain": "www.xinshiqu.gov.cn",
    "site_code": "6501040001",
    "icp_number": "新ICP备12345678号-1",
    "public_security_number": "新公网安备 65010402000001号",
    "host_organisation": "某区委宣传部",
    "contact": "0991-1234567",
    "party_mark_url": "https://bszs.conac.cn/sitename?method=show&id=1",
    "report_error_url": "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=6501040001",
}


def foot(client: Client, address: str) -> str:
    shown = client.get(address).content.decode()
    return shown[shown.index('<footer id="foot"') :]


@pytest.fixture
def real_site(seeded: None) -> SiteIdentity:
    SiteIdentity.objects.update(**REAL)
    return SiteIdentity.objects.get()


def test_all_seven_items_stand_on_every_page(real_site: SiteIdentity, client: Client) -> None:
    """T-FOOT-01."""
    for address in PAGES:
        shown = foot(client, address)

        for name in ("site_code", "icp_number", "public_security_number", "contact"):
            assert REAL[name] in shown or "zh-hant" in address, (address, name)
        for words in ("主[办辦][单單]位", "[党黨]政机?機?[关關][网網]站[标標][识識]", "我[为為]政府[网網]站找[错錯]"):  # fmt: skip
            assert re.search(words, shown), (address, words)
        assert "示例" not in shown


def test_numbers_lead_to_their_records(real_site: SiteIdentity, client: Client) -> None:
    """T-FOOT-02; the party mark is kept outside gov.cn, so its notice comes first (T-URL-04)."""
    shown = foot(client, "/")

    assert 'href="https://beian.miit.gov.cn/"' in shown
    assert 'href="https://beian.mps.gov.cn/#/query/webSearch?code=65010402000001"' in shown
    assert 'href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=6501040001"' in shown
    (notice,) = re.findall(r'href="(/leave/\?to=[^"]+)"', shown)
    assert client.get(notice.replace("&amp;", "&")).status_code == 200


def test_marks_are_pictures_of_our_own(real_site: SiteIdentity, client: Client) -> None:
    """T-FOOT-02: no remote script, no remote picture."""
    real_site.party_mark_image = SimpleUploadedFile("mark.png", a_picture((80, 80), "PNG"))
    real_site.public_security_image = SimpleUploadedFile("police.png", a_picture((40, 44), "PNG"))
    real_site.save()

    images = re.findall(r'<img class="foot-mark" src="([^"]+)" alt="" width="(\d+)" height="(\d+)"', foot(client, "/"))  # fmt: skip

    assert [(width, height) for _, width, height in images] == [("40", "44"), ("80", "80")]
    for address, _, _ in images:
        assert client.get(address).status_code == 200


def test_a_mark_taken_away_is_no_longer_served(real_site: SiteIdentity, client: Client) -> None:
    real_site.party_mark_image = SimpleUploadedFile("mark.png", a_picture((80, 80), "PNG"))
    real_site.save()
    address = real_site.party_mark_image.url

    SiteIdentity.objects.update(party_mark_image="")

    assert client.get(address).status_code == 404


def test_sample_values_are_marked_as_such(seeded: None, client: Client) -> None:
    """T-FOOT-04."""
    for address in PAGES:
        assert foot(client, address).count("示例") >= 7, address


def test_what_is_not_filled_in_says_so(seeded: None, client: Client) -> None:
    SiteIdentity.objects.update(icp_number="", contact="", public_security_number="")

    shown = foot(client, "/")

    assert shown.count("未填写") == 5


def test_the_head_names_the_site_and_its_domain_and_has_the_search(real_site, client) -> None:
    """T-UI-07: the same on every page; on the search's own page the form stands below."""
    for address in PAGES:
        shown = client.get(address).content.decode()
        head = shown[shown.index('<header class="masthead"') : shown.index('<main id="main"')]

        assert re.search("[乌烏][鲁魯]木[齐齊]高新[区區]（新市[区區]）", head), address
        assert REAL["domain"] in head, address
        assert 'role="search"' in head, address
        assert "示例" not in head, address
