"""An address is asked for politely, to its end, and at a cost that we choose."""

import shutil
import ssl
import time
from pathlib import Path

import pytest

from articles.link_checking import fetching
from articles.link_checking.fetching import Refused, Unreachable, fetch
from tests.ticking.web import PAGE, Web, a_certificate, local_policy, serving

POLICY = local_policy()


def test_a_page_is_asked_for_by_head_and_read_for_its_title(web: Web) -> None:
    answer = fetch(web.at("/page?a=1"), POLICY)

    assert (answer.status, answer.title) == (200, "高新区 & 园区")
    assert web.asked == [("HEAD", "/page?a=1"), ("GET", "/page?a=1")]
    assert web.agents == {"GaoxinLinkCheck/1.0 (+https://gaoxin.example/)"}


def test_a_file_is_not_downloaded(web: Web) -> None:
    assert fetch(web.at("/file"), POLICY).status == 200

    assert web.asked == [("HEAD", "/file")]


@pytest.mark.parametrize("path", ["/no-head", "/rude"])
def test_who_does_not_answer_head_is_asked_by_get(web: Web, path: str) -> None:
    assert fetch(web.at(path), POLICY).status == 200

    assert web.asked == [("HEAD", path), ("GET", path)]


def test_titles_in_chinese_encodings_are_read(web: Web) -> None:
    assert fetch(web.at("/gb"), POLICY).title == "高新区 & 园区"


def test_redirects_are_followed_to_the_end_and_told_apart(web: Web) -> None:
    web.redirects |= {"/a": (301, "/b"), "/b": (308, web.at("/园区#here")), "/c": (302, "/d")}

    permanent, temporary = fetch(web.at("/a"), POLICY), fetch(web.at("/c"), POLICY)

    assert permanent.final_address == web.at("/园区")
    assert permanent.has_moved
    assert temporary.final_address == web.at("/d")
    assert not temporary.has_moved


def test_a_circle_ends_after_five_redirects(web: Web) -> None:
    web.redirects["/round"] = (302, "/round")

    with pytest.raises(Refused, match="转了 5 次"):
        fetch(web.at("/round"), POLICY)

    assert len(web.asked) == 6


def test_no_more_is_read_than_we_choose(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "title_of", lambda body, kind: str(len(body)))

    assert fetch(web.at("/vast"), POLICY).title == str(fetching.MOST_READ)


@pytest.mark.parametrize("path", ["/drip"])
def test_a_slow_answer_is_cut_off(web: Web, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.2)
    begun = time.monotonic()

    with pytest.raises(Unreachable, match="没有答复"):
        fetch(web.at(path), POLICY)

    assert time.monotonic() - begun < 3


def test_who_does_not_listen_or_exist_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreachable, match="连不上"):
        fetch("http://127.0.0.1:1/", POLICY)
    with pytest.raises(Unreachable, match="域名不存在"):
        fetch("http://nobody.invalid/", POLICY)


@pytest.mark.parametrize("status", [404, 503])
def test_a_bad_status_is_an_answer(web: Web, status: int) -> None:
    assert fetch(web.at(f"/status/{status}"), POLICY).status == status


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_certificates_are_verified_and_name_their_holder(tmp_path: Path) -> None:
    with serving(a_certificate(tmp_path)) as web:
        address = web.at("/", "localhost", "https")
        with pytest.raises(Unreachable, match="安全证书有问题"):
            fetch(address, POLICY)
        trusted = ssl.create_default_context(cafile=tmp_path / "cert.pem")

        answer = fetch(address, local_policy(trusted=trusted))

        with pytest.raises(Unreachable, match="安全证书有问题"):  # a certificate of another name
            fetch(web.at("/", "127.0.0.1", "https"), local_policy(trusted=trusted))
    assert (answer.status, answer.organisation) == (200, "高新区测试单位")
    assert answer.title in PAGE.replace("&amp;", "&")
