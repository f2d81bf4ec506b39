"""GONGKAI_MAIL: one address says which mail server takes the letters, or that there is none."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from gongkai.settings.mail import MailServer, mail_from


def test_unset_there_is_no_sender_and_so_no_letter() -> None:
    assert mail_from("") == MailServer()
    assert mail_from("").sender == ""


def test_a_server_that_begins_in_the_open_and_turns_to_tls() -> None:
    server = mail_from(
        "smtp://xxgk%40example.gov.cn:p%40ss%2Fword@mail.example.gov.cn:587?tls=1&from=gk@example.gov.cn"
    )
    assert server == MailServer(
        host="mail.example.gov.cn",
        port=587,
        user="xxgk@example.gov.cn",
        password="p@ss/word",
        starttls=True,
        ssl=False,
        sender="gk@example.gov.cn",
    )


def test_a_server_that_is_tls_from_the_first_byte() -> None:
    server = mail_from("smtps://gk%40example.com:secret@smtp.example.com")
    assert (server.port, server.ssl, server.starttls, server.sender) == (465, True, False, "gk@example.com")
    assert mail_from("smtps://smtp.example.com:994?tls=1&from=gk@example.com").starttls is False


def test_a_server_of_one_s_own_needs_no_user() -> None:
    server = mail_from("smtp://127.0.0.1?from=gk@example.com")
    assert (server.host, server.port, server.user, server.starttls) == ("127.0.0.1", 25, "", False)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mail.example.com", "应形如"),
        ("http://mail.example.com?from=a@b.com", "应形如"),
        ("smtp://?from=a@b.com", "应形如"),
        ("smtp://u:hemima@mail.example.com:port?from=a@b.com", "应形如"),
        ("smtp://u:hemima@mail.example.com:99999?from=a@b.com", "应形如"),
        ("smtp://[::1?from=a@b.com", "应形如"),
        ("smtp://u:hemima@mail.example.com", "缺发信地址"),
        ("smtp://u:hemima@mail.example.com?from=", "缺发信地址"),
        ("smtp://u:hemima@mail.example.com?from=a@b.com%0ABcc:c@d.com", "缺发信地址"),
        ("smtp://u:hemima@mail.example.com?from=a@b.com&tls=yes", "tls 只能是"),
        ("smtp://u:hemima@mail.example.com?from=a@b.com&ssl=1", "“ssl”不认识"),
    ],
)
def test_anything_else_is_refused_at_the_start_without_repeating_the_password(
    address: str, said: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=said) as refused:
        mail_from(address)
    assert "hemima" not in str(refused.value)
