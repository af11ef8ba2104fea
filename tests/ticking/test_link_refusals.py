"""Nobody sends the checker into our own house, by no spelling and by no redirect."""

import ipaddress
import socket

import pytest

from articles.link_checking import fetching
from articles.link_checking.fetching import Policy, Refused, fetch, is_public
from tests.ticking.web import Web, local_policy

PUBLIC_ONLY = Policy("test")
INSIDE = (
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200",
    "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.0.1", "198.18.0.1", "::1", "::", "fe80::1",
    "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "2001:0:7f00:1::",
)  # fmt: skip


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Whatever is connected to is written down and goes nowhere."""
    made: list[object] = []

    def connect(address: object, **_: object) -> None:
        made.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(fetching.socket, "create_connection", connect)
    return made


@pytest.mark.parametrize("address", INSIDE)
def test_only_addresses_of_the_public_internet_are_public(
    address: str, no_connection: list[object]
) -> None:
    host = f"[{address}]" if ":" in address else address

    assert not PUBLIC_ONLY.allows(address, 80)
    with pytest.raises(Refused, match="不是公共互联网"):
        fetch(f"http://{host}/", PUBLIC_ONLY)
    assert no_connection == []


@pytest.mark.parametrize("address", ["8.8.8.8", "223.5.5.5", "2400:3200::1"])
def test_public_addresses_are_asked_at_the_two_ports_of_the_web(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
    assert PUBLIC_ONLY.allows(address, 443)
    assert not PUBLIC_ONLY.allows(address, 22)
    assert not PUBLIC_ONLY.allows(address, 8080)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "localhost."])
def test_other_spellings_of_this_machine_are_this_machine(
    host: str, no_connection: list[object]
) -> None:
    with pytest.raises((Refused, fetching.Unreachable)):
        fetch(f"http://{host}/", PUBLIC_ONLY)
    assert no_connection == []


def test_one_inner_address_among_public_ones_refuses_the_name(
    monkeypatch: pytest.MonkeyPatch, no_connection: list[object]
) -> None:
    rows = [(socket.AF_INET, 1, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.5")]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_, **__: rows)

    with pytest.raises(Refused):
        fetch("http://rebinding.example/", PUBLIC_ONLY)

    assert no_connection == []


def test_the_address_looked_at_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch, no_connection: list[object]
) -> None:
    """A name server that answers otherwise the second time is not asked a second time."""
    answers = iter(["8.8.8.8", "127.0.0.1"])
    monkeypatch.setattr(
        fetching.socket,
        "getaddrinfo",
        lambda *_, **__: [(socket.AF_INET, 1, 6, "", (next(answers), 80))],
    )

    with pytest.raises(fetching.Unreachable):
        fetch("http://rebinding.example/", PUBLIC_ONLY)

    assert no_connection == [("8.8.8.8", 80)]


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/", "http://[::1]:6379/", "file:///etc/passwd", "ftp://gaoxin.example/",
     "//user:secret@gaoxin.example/", "javascript:alert(1)", "http://[", "gopher://127.0.0.1/"],
)  # fmt: skip
def test_a_redirect_is_looked_at_like_the_first_address(web: Web, target: str) -> None:
    web.redirects["/out"] = (302, target)
    policy = Policy("test", (ipaddress.ip_network("127.0.0.1/32"),))

    with pytest.raises(Refused):
        fetch(web.at("/out"), policy)

    assert len(web.asked) == 1


@pytest.mark.parametrize("text", ["ftp://8.8.8.8/", "http://8.8.8.8:99999/", "http:///x"])
def test_what_is_no_web_address_is_refused(text: str, no_connection: list[object]) -> None:
    with pytest.raises(Refused):
        fetch(text, local_policy())
    assert no_connection == []
