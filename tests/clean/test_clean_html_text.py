"""The visible text of a page and its blocks."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.clean.html import read_html, read_html_fallback

STORY = """<!doctype html>
<html lang="en"><head><title>Dam gates opened late | Velm Tribune</title>
<style>p { color: red }</style><script>var x = "<p>not text</p>";</script></head>
<body class="single has-sidebar no-comments">
<nav class="main-menu"><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article>
<header><h1>Dam gates opened late,<br>engineers say</h1>
<p class="standfirst">Two engineers blame a broken telephone line.</p>
<p class="byline"><span>By Ann Lee</span><time datetime="2031-03-04T11:52">March 4, 2031 11:52 am</time></p></header>
<figure><img src="x.jpg" alt="A dam"><figcaption>The Velm dam in a file photo.</figcaption></figure>
<p>The gates of the Velm dam were opened six hours late, two engineers told the <em>Tribune</em> on Tuesday,
   after a telephone&nbsp;line to the control room had failed for the third time this winter.</p>
<blockquote><p>“Nobody called us. We learned of the flood from the radio, like everybody else in the valley.”</p>
<footer>— Bo Ray, shift engineer</footer></blockquote>
<p>A spokesman for the dam's operator said on <time>Wednesday</time> that the company had followed every rule and that
an inquiry would begin <q>within days</q>, adding that no one had been hurt downstream of the dam.</p>
<ul><li>Water rose by two metres in Orlo.</li><li>Roads were closed.</li></ul>
<table><tr><th>Town</th><th>Level</th></tr><tr><td>Orlo</td><td>2 m</td></tr></table>
<div style="display:none">Hidden words.</div><p hidden>More hidden words.</p>
<noscript>Please turn scripts on.</noscript><template><p>No text.</p></template>
</article>
<aside class="related-posts"><h3>Read more</h3><a href="/a">Another story about the river</a></aside>
<section id="comments"><p>I saw it too, says a reader.</p></section>
<footer>© 2031 Velm Tribune</footer>
</body></html>"""


def texts(page, **wanted):
    return [
        page.text[b.start : b.end]
        for b in page.blocks
        if all(getattr(b, name) == value for name, value in wanted.items())
    ]


def block(page, words):
    return next(b for b in page.blocks if words in page.text[b.start : b.end])


def test_the_text_is_what_a_reader_sees_line_by_line():
    assert read_html(STORY).text.split("\n") == [
        "Home",
        "World",
        "Dam gates opened late,",
        "engineers say",
        "Two engineers blame a broken telephone line.",
        "By Ann LeeMarch 4, 2031 11:52 am",
        "The Velm dam in a file photo.",
        "The gates of the Velm dam were opened six hours late, two engineers told the Tribune on Tuesday, after a "
        "telephone line to the control room had failed for the third time this winter.",
        "“Nobody called us. We learned of the flood from the radio, like everybody else in the valley.”",
        "— Bo Ray, shift engineer",
        "A spokesman for the dam's operator said on Wednesday that the company had followed every rule and that an "
        "inquiry would begin within days, adding that no one had been hurt downstream of the dam.",
        "Water rose by two metres in Orlo.",
        "Roads were closed.",
        "Town",
        "Level",
        "Orlo",
        "2 m",
        "Read more",
        "Another story about the river",
        "I saw it too, says a reader.",
        "© 2031 Velm Tribune",
    ]


def test_blocks_say_what_they_are():
    page = read_html(STORY)
    assert texts(page, kind="heading") == ["Dam gates opened late,\nengineers say", "Read more"]
    assert texts(page, kind="quotation") == [
        "“Nobody called us. We learned of the flood from the radio, like everybody else in the valley.”",
        "— Bo Ray, shift engineer",
    ]
    assert texts(page, kind="caption") == ["The Velm dam in a file photo."]
    assert texts(page, kind="time") == ["March 4, 2031 11:52 am"]
    assert texts(page, kind="table") == ["Town", "Level", "Orlo", "2 m"]
    assert texts(page, kind="list") == ["Home", "World", "Water rose by two metres in Orlo.", "Roads were closed."]


def test_a_time_inside_a_sentence_stays_in_it():
    assert "said on Wednesday that" in read_html(STORY).text[block(read_html(STORY), "spokesman").start :]


def test_hints_come_from_ancestors_but_not_from_what_speaks_of_the_whole_page():
    page = read_html(STORY)
    assert "byline" in block(page, "Ann Lee").hints
    assert "standfirst" in block(page, "broken telephone").hints
    assert "nav" in block(page, "World").hints
    assert {"aside", "related"} <= set(block(page, "Another story").hints)
    assert "comment" in block(page, "says a reader").hints
    assert "footer" in block(page, "©").hints
    assert block(page, "gates of the Velm").hints == ()


def test_main_blocks_are_the_story():
    page = read_html(STORY)
    assert block(page, "gates of the Velm").main
    assert block(page, "Nobody called us").main
    assert block(page, "spokesman").main
    assert not block(page, "World").main
    assert not block(page, "Another story").main


def test_links_are_measured():
    page = read_html(STORY)
    assert block(page, "World").links == 1.0
    assert block(page, "gates of the Velm").links == 0.0


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><div><p>Nobody <b>called</b> us.</p></div></blockquote>",
        "<blockquote>She said:<blockquote>Nobody called us.</blockquote></blockquote>",
        '<div class="pull-quote"><p>Nobody called us.</p></div>',
        '<aside class="pullquote">Nobody called us.</aside>',
        "<p><q>Nobody called us.</q></p>",
        "<blockquote><ul><li>Nobody called us.</li></ul></blockquote>",
        "<blockquote><h3>Nobody called us.</h3></blockquote>",
    ],
)
def test_block_quotations_of_every_make_are_quotations(html):
    assert block(read_html(f"<body><p>Before.</p>{html}<p>After.</p>"), "called").kind == "quotation"


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>One.<br><br>Two.</p>", ["One.", "Two."]),
        ("<p>By Ann Lee<br>March 4, 2031</p>", ["By Ann Lee", "March 4, 2031"]),
        ("<div>One.<p>Two.</p>Three.</div>", ["One.", "Two.", "Three."]),
        ("<p>The gates were<br>opened late.</p>", ["The gates were\nopened late."]),
        ("<pre>One line\n\nAnother line</pre>", ["One line", "Another line"]),
        ("<p> a <span> b</span><i>c </i> d&#8203;</p>", ["a bc d\u200b"]),
    ],
)
def test_line_breaks_part_what_they_should(html, lines):
    assert texts(read_html(html)) == lines


@pytest.mark.parametrize(
    "how", ['style="display: none"', "hidden", "hidden=hidden", 'style="color:red;visibility:hidden"']
)
def test_hidden_elements_are_left_out(how):
    assert read_html(f"<p>Seen.</p><div {how}><p>Unseen.</p></div>").text == "Seen."


@pytest.mark.parametrize(
    "html",
    [
        '<html style="visibility:hidden"><body><p>Seen.</p></body></html>',
        '<body style="display:none"><p>Seen.</p></body>',
        '<p hidden="until-found">Seen.</p>',
        '<p aria-hidden="true">Seen.</p>',
        '<p style="display:block">Seen.</p>',
        "<dialog open>Seen.</dialog>",
    ],
)
def test_what_a_reader_sees_is_not_hidden(html):
    assert read_html(html).text == "Seen."


def test_much_hidden_text_is_told():
    assert "hidden" in " ".join(read_html(f"<p>Seen.</p><div hidden>{'word ' * 200}</div>").warnings)


def test_a_story_in_noscript_is_read():
    story = "The gates were opened late. " * 20
    assert read_html(f"<noscript><p>{story}</p></noscript>").text == story.strip()


def test_a_sentence_pulled_out_as_a_teaser_does_not_take_the_storys_place():
    teaser = (
        "<ul><li><a>The gates of the Velm dam were opened six hours late, two engineers told the Tribune</a></li></ul>"
    )
    page = read_html(STORY.replace("<article>", f"{teaser}<article>"))
    marks = [b.main for b in page.blocks if "gates of the Velm" in page.text[b.start : b.end]]
    assert marks == [False, True]


TAGS = (
    *("p", "div", "span", "b", "a", "li", "ul", "td", "table", "tr", "h2", "blockquote", "time", "br", "script"),
    *("style", "template", "q", "pre", "select", "option", "noscript"),
)


@st.composite
def soups(draw):
    parts = draw(
        st.lists(
            st.one_of(
                st.sampled_from([f"<{t}>" for t in TAGS] + [f"</{t}>" for t in TAGS]),
                st.sampled_from(
                    ["<p class='byline'>", "<div hidden>", "<a href=x>", "<!--", "-->", '<p id="x', "\n", "&nbsp;"]
                ),
                st.text(max_size=12),
            ),
            max_size=40,
        )
    )
    return "".join(parts)


def lawful(page):
    assert not re.search(r"[^\S\n ]|  |^\s|\s$|\n\s|\s\n", page.text)
    at = 0
    for b in page.blocks:
        assert b.start >= at
        assert b.end > b.start
        assert not page.text[at : b.start].strip()
        assert page.text[b.start : b.end].strip() == page.text[b.start : b.end]
        assert 0 <= b.links <= 1
        at = b.end
    assert not page.text[at:].strip()
    page.text.encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(soups())
def test_blocks_are_in_order_and_cover_the_text(source):
    lawful(read_html(source))
    lawful(read_html_fallback(source))


def test_the_fallback_reads_the_same_words():
    page, bare = read_html(STORY), read_html_fallback(STORY)
    for words in (
        "The gates of the Velm dam were opened six hours late, two engineers told the Tribune",
        "Nobody called us",
    ):
        assert words in page.text
        assert words in bare.text
    assert "not text" not in bare.text
    assert block(bare, "Nobody called us").kind == "quotation"
    assert bare.declared["title"][0].value.startswith("Dam gates opened late")
    assert bare.warnings


def test_a_page_reads_the_same_after_any_other():
    other = STORY.replace("Velm", "Orlo").replace("gates", "locks")
    first = read_html(STORY)
    read_html(other)
    assert read_html(STORY) == first
