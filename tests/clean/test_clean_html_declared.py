"""What a page declares of itself."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.clean.html import read_html
from hearsay.clean.html_values import clean_url, days_in, domain_of, iso_time, split_names

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Dam gates opened late",
    "datePublished": "2031-03-04T11:52:00+01:00",
    "dateModified": "2031-03-06",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Ray"}],
    "publisher": {"@type": "Organization", "name": "Velm Tribune"},
}


def page(*jsonld, head="", body=""):
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(j)}</script>' for j in jsonld)
    return read_html(
        f"<html lang=en-GB><head>{head}{scripts}</head><body>{body}<p>The gates were late.</p></body></html>"
    )


def values(page, field):
    return [s.value for s in page.declared.get(field, ())]


def pairs(page, field):
    return [(s.value, s.how) for s in page.declared.get(field, ())]


def test_json_ld_declares_the_article():
    got = page(ARTICLE)
    assert pairs(got, "title") == [("Dam gates opened late", "declared_jsonld")]
    assert pairs(got, "published") == [("2031-03-04T11:52:00+01:00", "declared_jsonld")]
    assert pairs(got, "modified") == [("2031-03-06", "declared_jsonld")]
    assert pairs(got, "byline") == [("Ann Lee", "declared_jsonld"), ("Bo Ray", "declared_jsonld")]
    assert pairs(got, "outlet") == [("Velm Tribune", "declared_jsonld")]
    assert pairs(got, "language") == [("en-GB", "declared_html")]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda a: {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Velm"}, a]},
        lambda a: [[a]],
        lambda a: {"@type": "WebPage", "mainEntity": a},
        lambda a: {**a, "@type": ["Thing", "ReportageNewsArticle"]},
        lambda a: {"@graph": [{**a, "author": [{"@id": "#ann"}, {"@id": "#bo"}], "publisher": {"@id": "#org"}},
                              {"@id": "#ann", "@type": "Person", "name": "Ann Lee"},
                              {"@id": "#bo", "@type": "Person", "name": "Bo Ray"},
                              {"@id": "#org", "@type": "Organization", "name": "Velm Tribune"}]},
        lambda a: {**a, "author": "By Ann Lee and Bo Ray"},
        lambda a: {**a, "author": {"name": ["Ann Lee", "Bo Ray"]}, "publisher": [{"name": "Velm Tribune | News"}]},
    ],
    ids=["graph", "lists", "main entity", "types", "pointers", "one string", "names in a list"],
)  # fmt: skip
def test_json_ld_of_every_make_is_understood(wrap):
    got = page(wrap(ARTICLE))
    assert values(got, "byline") == ["Ann Lee", "Bo Ray"]
    assert values(got, "outlet")[0] == "Velm Tribune"
    assert values(got, "published") == ["2031-03-04T11:52:00+01:00"]


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "Article", "headline": "Late"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Late",}\n//]]>',
        '{"@type": "Article", "headline": "Late"};',
        '{"@type": "Article",\n "headline": "Late", "description": "a\nb"}',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;Late&quot;}",
    ],
)
def test_json_ld_as_sites_garble_it_is_read(script):
    assert values(read_html(f'<script type="application/ld+json">{script}</script><p>x</p>'), "title") == ["Late"]


@pytest.mark.parametrize(
    "script", ["", "{", "[" * 100_000, '{"@type": 7, "author": {"name": null}}', "null", '"x"', "1e999"]
)
def test_json_ld_that_makes_no_sense_is_passed_over(script):
    got = read_html(f'<script type="application/ld+json">{script}</script><p>The gates.</p>')
    assert got.text == "The gates."
    assert got.declared == {}


def test_the_article_is_the_one_with_the_pages_address():
    other = {**ARTICLE, "headline": "Another story", "url": "https://velm.example/other", "author": "Cy Dow"}
    own = {**ARTICLE, "url": "https://www.velm.example/gates/?x=1"}
    got = page(other, own, head='<link rel="canonical" href="https://velm.example/gates">')
    assert values(got, "byline") == ["Ann Lee", "Bo Ray"]


def test_stories_in_a_list_are_not_the_article():
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {**ARTICLE, "author": "Cy Dow"}}]}
    assert values(page(listed), "byline") == []


META = """<meta property="og:site_name" content="Velm &amp;amp; Orlo Tribune">
<meta property="og:title" content="Gates opened late - Velm &amp; Orlo Tribune">
<meta property="article:published_time" content="2031-03-04T10:52:00Z">
<meta property="article:modified_time" content="2031-03-05T10:52:00Z">
<meta name="author" content="By Ann Lee, Political Editor"><meta property="article:author" content="https://x.example/ann">
<meta property="og:url" content="https://www.velm.example/gates"><link rel=canonical href="/2031/gates">
<meta name="twitter:site" content="@velm"><title>Gates opened late | Velm &amp; Orlo Tribune</title>"""


def test_meta_tags_declare_too():
    got = page(head=META)
    assert pairs(got, "outlet") == [("Velm & Orlo Tribune", "declared_og"), ("velm.example", "inferred_domain")]
    assert values(got, "title") == ["Gates opened late"]
    assert pairs(got, "published") == [("2031-03-04T10:52:00Z", "declared_og")]
    assert values(got, "modified") == ["2031-03-05T10:52:00Z"]
    assert pairs(got, "byline") == [("Ann Lee", "declared_meta")]
    assert values(got, "url") == ["https://www.velm.example/gates"]
    assert values(got, "canonical") == ["https://www.velm.example/2031/gates"]
    assert values(got, "domain") == ["velm.example"]
    assert values(got, "handle") == ["velm"]


def test_values_stand_by_trust_and_disagreement_is_kept():
    got = page({**ARTICLE, "datePublished": "2031-03-03"}, head=META)
    assert pairs(got, "published") == [("2031-03-03", "declared_jsonld"), ("2031-03-04T10:52:00Z", "declared_og")]
    assert [how for _, how in pairs(got, "outlet")] == ["declared_og", "declared_jsonld", "inferred_domain"]


def test_the_title_shown_as_heading_comes_first():
    got = page(ARTICLE, head=META, body="<h1>Gates opened late</h1>")
    assert values(got, "title") == ["Gates opened late", "Dam gates opened late"]


def test_an_updated_day_is_no_publication():
    got = page({**ARTICLE, "datePublished": ""}, head='<meta property="og:updated_time" content="2031-03-05">')
    assert values(got, "published") == []
    assert values(got, "modified") == ["2031-03-06", "2031-03-05"]


def test_where_a_story_comes_from_is_declared():
    got = page(
        {
            **ARTICLE,
            "isBasedOn": ["https://mna.example/1", {"@type": "NewsArticle", "url": "https://mna.example/2"}],
            "sourceOrganization": {"name": "Meridian News Agency"},
            "provider": {"name": "Meridian News Agency"},
        },
        head='<meta name="syndication-source" content="https://mna.example/3">',
    )
    assert values(got, "based_on") == ["https://mna.example/1", "https://mna.example/2", "https://mna.example/3"]
    assert values(got, "source_organization") == ["Meridian News Agency"]
    assert values(got, "provider") == ["Meridian News Agency"]


@pytest.mark.parametrize(
    "body",
    [
        '<time itemprop="datePublished" content="2031-03-04">yesterday</time>',
        '<time pubdate datetime="2031-03-04">4 March</time><time datetime="2031-02-01">1 February</time>',
        '<time class="entry-date published" datetime="2031-03-04">4 March</time>',
        '<time datetime="2031-03-04T08:00">8 am</time>',
    ],
)
def test_a_time_element_declares_the_day(body):
    assert [(s.value[:10], s.how) for s in page(body=body).declared["published"]] == [("2031-03-04", "declared_html")]


def test_several_days_in_time_elements_declare_none():
    body = '<time datetime="2031-03-04">4 March</time><time datetime="2031-02-01">1 February</time>'
    assert "published" not in page(body=body).declared


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Published: 4 March 2031</p><p>{}</p>", "2031-03-04"),
        ('<link rel=canonical href="https://velm.example/2031/03/04/gates"><p>{}</p>', "2031-03-04"),
        ("<p>{}</p>", None),
        ("<p>{}</p><footer>© 2031 Velm Tribune, since 4 March 2001</footer>", None),
        ("<p>{} The dam was inspected on 4 March 2031 by two engineers from the ministry in Orlo.</p>", None),
        ("<p>Published: 3/4/2031</p><p>{}</p>", None),
    ],
)
def test_a_day_is_guessed_only_where_the_page_shows_it(source, expected):
    got = read_html(source.format("The gates of the dam were opened late. " * 8))
    assert pairs(got, "published") == ([(expected, "inferred_date")] if expected else [])


def test_the_sites_name_after_the_heading_is_the_outlet():
    got = page(head="<title>Gates opened late | World | Velm Tribune</title>", body="<h1>Gates  opened late</h1>")
    assert pairs(got, "outlet") == [("Velm Tribune", "declared_html")]
    assert "outlet" not in page(head="<title>Gates opened late | Velm</title>", body="<h1>Other</h1>").declared


def test_a_browsers_note_of_the_address_is_read():
    got = read_html("<!-- saved from url=(0029)https://www.velm.example/gates --><html><p>x</p></html>")
    assert pairs(got, "url") == [("https://www.velm.example/gates", "declared_html")]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (["By Ann Lee"], ["Ann Lee"]),
        (["Ann Lee, Bo Ray and Cy Dow"], ["Ann Lee", "Bo Ray", "Cy Dow"]),
        (["John Roe, Jr."], ["John Roe, Jr"]),
        (["Ann Lee, Chief Political Correspondent"], ["Ann Lee"]),
        (["https://velm.example/ann", "ann@velm.example", "@ann", "admin", "Velm Tribune", "The Velm Tribune"], []),
        (["Velm Tribune Staff", "Ann Lee | Velm Tribune"], ["Ann Lee"]),
        (["Meridian News Agency"], ["Meridian News Agency"]),
        (["ANN LEE", "Ann Lee"], ["ANN LEE"]),
    ],
)
def test_bylines_hold_names_only(said, names):
    assert split_names(said, ["Velm Tribune"]) == names


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2031-03-04", "2031-03-04"),
        ("2031-3-4", "2031-03-04"),
        ("2031-03-04 08:30:00.000 +0100", "2031-03-04T08:30:00.000+0100"),
        ("2031-03", "2031-03"),
        ("20310304", "2031-03-04"),
        ("20310304T083000Z", "2031-03-04"),
        ("Tue, 04 Mar 2031 08:30:00 GMT", "2031-03-04"),
        ("March 4, 2031", "2031-03-04"),
        ("4.3.2031", "2031-03-04"),
        ("13/03/2031", "2031-03-13"),
        ("03/13/2031", "2031-03-13"),
        ("1930381200", "2031-03-04T09:00:00Z"),
        ("3/4/2031", None),
        ("2031-13-40", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_times_are_made_iso_or_left(said, iso):
    assert iso_time(said) == iso


def test_days_in_running_text():
    assert days_in("4 de marzo de 2031") >= {"2031-03-04"}
    assert days_in("on March 4th, 2031 and 2031/03/05, 6.3.2031") == {"2031-03-04", "2031-03-05", "2031-03-06"}


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://web.archive.org/web/20310304000000/https://velm.example/a", "https://velm.example/a"),
        ("//velm.example/a", "https://velm.example/a"),
        ("/a", None),
        ("javascript:alert(1)", None),
        ("https://velm", None),
        ("http://[broken", None),
        ('https://velm.example/"><script>', None),
    ],
)
def test_addresses_are_absolute_or_nothing(url, clean):
    assert clean_url(url) == clean


def test_a_shared_hosts_user_is_the_domain():
    assert domain_of("https://news.velm.co.uk/a") == "velm.co.uk"
    assert domain_of("https://velmnews.wordpress.com/a") == "velmnews.wordpress.com"
    assert domain_of("https://www.velm.example/a") == "velm.example"
    assert domain_of("https://192.168.0.1/a") is None


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_value_breaks_the_readers(text):
    iso_time(text)
    days_in(text)
    clean_url(text)
    clean_url(text, "https://velm.example/")
    split_names([text], [text])
