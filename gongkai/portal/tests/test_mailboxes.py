"""邮箱: one whole address and nothing else, kept sealed."""

import pytest
from django.core.exceptions import ValidationError
from django.core.mail.message import sanitize_address
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.addresses import address_of, checked, mark_of, sealed
from gongkai.portal.models import Subscription


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zhangsan@example.com", "zhangsan@example.com"),
        ("  zhangsan@example.com　", "zhangsan@example.com"),
        ("10001@QQ.com", "10001@qq.com"),
        ("Zhang.San+gov_1@Mail.Example.COM.cn", "Zhang.San+gov_1@mail.example.com.cn"),
        ("ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "zhang@example.com"),
        ("a@b.xn--fiqs8s", "a@b.xn--fiqs8s"),
        ("a" * 64 + "@example.com", "a" * 64 + "@example.com"),
    ],
)
def test_an_address_in_use_is_taken_as_meant(typed: str, meant: str) -> None:
    assert checked(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "zhangsan",
        "zhangsan@",
        "@example.com",
        "zhangsan@localhost",
        "zhangsan@127.0.0.1",
        "zhangsan@[127.0.0.1]",
        "zhang san@example.com",
        "zhangsan@exam ple.com",
        "zhangsan@example..com",
        "zhangsan@-example.com",
        "zhangsan@example.com.",
        ".zhangsan@example.com",
        "zhang..san@example.com",
        "a@b.com,c@d.com",
        "a@b.com;c@d.com",
        "a@b.com c@d.com",
        "a@b@c.com",
        "张三 <a@b.com>",
        '"a b"@example.com',
        "<a@b.com>",
        "a@b.com\nBcc: c@d.com",
        "a@b.com\r\nBcc: c@d.com",
        "a\n@b.com",
        "a@b.com\n",
        "\na@b.com",
        "a@b.com\u2028Bcc: c@d.com",
        "a@b.com\x85",
        "a@b.com\0",
        "a%0d%0aBcc:c@d.com",
        "张三@example.com",
        "zhangsan@例子.中国",
        "a" * 65 + "@example.com",
        "a@" + "b" * 64 + ".com",
        "a@" + "b.c" * 90 + ".com",
        "a@" + "x" * 5_000_000,
        "-oQ/tmp@example.com/../",
    ],
)
def test_what_is_not_one_whole_address_is_refused_and_the_remedy_named(typed: str) -> None:
    with pytest.raises(ValidationError, match="请填写一个完整的邮箱"):
        checked(typed)


@given(st.text(st.sampled_from("aA1.@-+_ ,;:<>\"'\\\r\n\0\u2028　＠％%(comment)"), max_size=40) | st.text())
def test_whatever_passes_is_one_plain_address_that_the_mail_library_leaves_as_it_is(typed: str) -> None:
    try:
        address = checked(typed)
    except ValidationError:
        return
    assert address.isascii() and address.isprintable() and address.count("@") == 1
    assert not set(" ,;:<>\"'\\()[]%").intersection(address)
    assert sanitize_address(address, "utf-8") == address
    assert checked(address) == address


def test_an_address_is_kept_sealed_and_found_by_its_mark() -> None:
    kept = Subscription(
        sealed_address=sealed("ZhangSan@example.com"), address_mark=mark_of("ZhangSan@example.com")
    )
    assert address_of(kept) == "ZhangSan@example.com"
    assert b"example" not in kept.sealed_address and "example" not in kept.address_mark
    assert kept.address_mark == mark_of("zhangsan@example.com") != mark_of("lisi@example.com")
