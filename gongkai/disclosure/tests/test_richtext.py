"""Rich text: what WPS, Word and old sites paste survives as a document, and nothing that runs survives at all."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.disclosure.richtext import (
    ATTRIBUTES,
    TAGS,
    addressed,
    clean,
    pictures_in,
    shown,
    undescribed,
    with_pictures,
)
from gongkai.disclosure.tests.payloads import PAYLOADS

A, B = "0123456789ab.png", "ba9876543210.jpg"


class Inventory(HTMLParser):
    """The tags and attributes of a text as a browser would meet them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.odd: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def trouble(html: str) -> list[str]:
    """What in a text could run, style, load from elsewhere, or is not of our few tags and attributes."""
    page = Inventory(html)
    found = [f"<!{odd}>" for odd in page.odd]
    for tag, attributes in page.found:
        if tag not in TAGS:
            found.append(f"<{tag}>")
        for name, value in attributes.items():
            if name not in ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set()):
                found.append(f"<{tag} {name}>")
            if name == "href" and ":" in (scheme := (value or "").split("/")[0]):
                address = "".join(scheme.split()).lower()
                if not address.startswith(("http:", "https:", "mailto:", "tel:")):
                    found.append(f"<{tag} {name}={value}>")
        if tag == "img" and (set(attributes) != {"src", "alt"} or not attributes["alt"]):
            found.append(str(attributes))
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_runs_survives(payload: str) -> None:
    for written in (payload, f"<p>甲{payload}乙</p>", f"<table><tr><td>{payload}", f'<a href="/x">{payload}'):
        kept = clean(written)
        assert trouble(kept) == [], kept
        assert clean(kept) == kept


PIECES = st.sampled_from(
    [*PAYLOADS]
    + [f"<{tag}>" for tag in sorted(TAGS)]
    + [f"</{tag}>" for tag in sorted(TAGS)]
    + [
        "<div>",
        "</div>",
        "<h1>",
        "<span>",
        "</span>",
        "<button>",
        "<select>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
    ]
    + [
        "<font>",
        "<center>",
        "<style>",
        "</style>",
        "<textarea>",
        "<title>",
        "<noscript>",
        "<template>",
        "<o:p>",
    ]
    + [
        "甲",
        "&amp;",
        "&lt;b&gt;",
        "&nbsp;",
        '"',
        "'",
        ">",
        "<",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        " ",
        "\n",
        "\0",
        "图",
    ]
    + [
        f'<img src="{A}">',
        f'<img src="{B}" alt="名单">',
        "<img src=x>",
        '<td colspan="2">',
        "<table><tr><td>",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=14).map("".join))
def test_whatever_is_written_only_allowed_tags_are_kept_and_cleaning_twice_changes_nothing(
    written: str,
) -> None:
    kept = clean(written)
    assert trouble(kept) == [], kept
    assert clean(kept) == kept
    assert trouble(with_pictures(kept, {A})) == []


def test_text_that_never_comes_to_rest_is_kept_as_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.disclosure.richtext._ROUNDS", 0)
    assert clean("<p>甲<b>乙</b> &lt;丙</p><script>x</script>") == "<p>甲乙 &lt;丙</p>"
    assert clean("<p></p>") == ""


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-unhide:no; font-size:16.0pt;} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<h1 align=center style='text-align:center'><span style='font-family:宋体'>关于<span lang=EN-US>2020</span>年的通知</span></h1>
<p class=MsoNormal style='text-indent:32.0pt'><span
style='mso-bidi-font-size:16pt'><font face="仿宋">各村：<o:p></o:p></font></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.
<span>&nbsp;</span></span><![endif]><span>入户</span></p>
<table class=MsoNormalTable border=1 cellspacing=0 style='border-collapse:collapse'>
<tr style='height:2pt'><td width=189 rowspan=2 valign=top style='border:solid'><p class=MsoNormal align=center>村</p></td>
<td colspan=2><p class=MsoNormal>户数</p></td></tr><tr><td><p>71</p></td><td><p>3</p></td></tr></table>
<ol style='margin-top:0' start=3 type=1><li class=MsoNormal><b style='mso-bidi-font-weight:normal'>三</b></li></ol>
<p><v:shape id="_x0000_i1025"><v:imagedata src="file:///C:/Temp/clip_image001.png"/></v:shape>
<img width=10 src="file:///C:/Temp/clip_image001.png" v:shapes="_x0000_i1025"></p><!--EndFragment--></body></html>"""


def test_a_paste_from_word_keeps_the_document_and_drops_the_dressing() -> None:
    kept = clean(WORD)
    assert trouble(kept) == []
    for piece in (
        "<h2>关于2020年的通知</h2>",
        "<p>各村：</p>",
        "入户",
        '<td rowspan="2"><p>村</p></td>',
        '<td colspan="2"><p>户数</p></td>',
        '<ol start="3"><li><b>三</b></li></ol>',
    ):
        assert piece in kept
    for gone in ("mso", "style", "class", "o:p", "supportLists", "Normal", "img", "<span", "file:"):
        assert gone not in kept


WPS = (
    '<div class="Section0"><p class="MsoNormal" align="justify" style="margin-left:0pt"><span style="mso-spacerun:\'yes\'">'
    '<span><b><span style="font-size:22pt"><font face="方正小标宋">公示</font></span></b></span></span></p></div>'
    '<div><table><tbody><tr><th style="x" scope="col">姓名</th></tr></tbody></table></div>尾'
)


def test_a_paste_from_wps_has_its_nested_spans_flattened_and_its_blocks_kept_apart() -> None:
    assert clean(WPS) == (
        '<p><b>公示</b></p><table><tbody><tr><th scope="col">姓名</th></tr></tbody></table>尾'
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<div>甲</div><div>乙</div>", "<p>甲</p><p>乙</p>"),
        ("<h1>甲</h1><h5>乙</h5><h6>丙</h6>", "<h2>甲</h2><h4>乙</h4><h4>丙</h4>"),
        ('<td colspan="0">', ""),
        (
            '<table><tr><td colspan="2x" rowspan="9999">甲',
            "<table><tbody><tr><td>甲</td></tr></tbody></table>",
        ),
        ('<ol start="-1"><li>甲</li></ol>', "<ol><li>甲</li></ol>"),
        ('<table><tr><th scope="x">甲', "<table><tbody><tr><th>甲</th></tr></tbody></table>"),
        ("<p> </p><p>甲</p><p></p>", "<p>甲</p>"),
    ],
)
def test_what_a_document_means_is_kept_in_our_few_tags(written: str, kept: str) -> None:
    assert clean(written) == kept


@pytest.mark.parametrize(
    "source",
    [
        "data:image/png;base64,iVBORw0KGgo=",
        "https://example.com/a.png",
        "//example.com/a.png",
        "file:///C:/a.png",
        "../0123456789ab.png",
        "7/0123456789ab.png",
        "0123456789AB.png",
        "0123456789ab.svg",
        "0123456789ab.png?x",
        "0123456789ab.png\n",
        " 0123456789ab.png",
        "0123456789abc.png",
        "cid:image001.png@01D6",
        "",
    ],
)
def test_a_picture_from_anywhere_else_is_dropped(source: str) -> None:
    assert clean(f'<p>甲<img src="{source}" alt="乙"></p>') == "<p>甲</p>"


def test_every_picture_says_what_it_is() -> None:
    written = (
        f'<img src="{A}"><img alt=" " src="{B}"><img src="{A}" alt="  名\n 单 &quot;&lt;" onload=x width=9>'
    )
    kept = clean(written)
    assert kept == (
        f'<img src="{A}" alt="图片1"><img src="{B}" alt="图片2"><img src="{A}" alt="名 单 &quot;&lt;">'
    )
    assert pictures_in(kept) == [(A, "图片1"), (B, "图片2"), (A, "名 单 &quot;&lt;")]
    assert undescribed(kept) == [1, 2]


def test_only_the_pictures_named_stay() -> None:
    body = clean(f'<p><img src="{A}" alt="甲"></p><p>文<img src="{B}" alt="乙"></p>')
    assert with_pictures(body, {B}) == f'<p>文<img src="{B}" alt="乙"></p>'
    assert with_pictures(body, ()) == "<p>文</p>"


def test_where_pictures_lie_is_said_when_they_are_shown() -> None:
    body = clean(f'<p lang="x" title="x">src="{A}"</p><p><img src="{A}" alt=" src=&quot;{A}&quot;"></p>')
    assert addressed(body, "7/") == body.replace(f'<img src="{A}"', f'<img src="7/{A}"')


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<h3>一</h3><p>x</p><h3>二</h3>", "<h2>一</h2><p>x</p><h2>二</h2>"),
        ("<h3>一</h3><h4>（一）</h4><h3>二</h3>", "<h2>一</h2><h3>（一）</h3><h2>二</h2>"),
        ("<h2>一</h2><h4>1</h4><h3>（二）</h3>", "<h2>一</h2><h3>1</h3><h3>（二）</h3>"),
        ("<h4>深</h4><h2>浅</h2>", "<h2>深</h2><h2>浅</h2>"),
        ("<p>没有标题，写着&lt;h4&gt;</p>", "<p>没有标题，写着&lt;h4&gt;</p>"),
    ],
)
def test_headings_are_shown_in_order_whichever_level_was_chosen(written: str, expected: str) -> None:
    assert shown(written, "7/") == expected


def test_a_wide_table_stands_in_a_frame_that_the_keyboard_reaches() -> None:
    inner = "<table><tbody><tr><td>内</td></tr></tbody></table>"
    body = f"<p>甲</p><table><tbody><tr><td>{inner}</td></tr></tbody></table>{inner}"
    assert shown(clean(body), "7/") == (
        '<p>甲</p><div class="scroll" role="region" aria-label="表格1" tabindex="0"><table><tbody><tr><td>'
        f'{inner}</td></tr></tbody></table></div><div class="scroll" role="region" aria-label="表格2" '
        f'tabindex="0">{inner}</div>'
    )
