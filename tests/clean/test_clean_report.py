"""A report as a whole: HTML pages, metadata from outside, the fallback, and two real pages where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.clean import CLEAN
from hearsay.types import Document, Report, Stated

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "reports"
PAGE = """<!doctype html><html lang="en"><head><title>Four drivers killed near Dalan | The Karsk Post</title>
<meta property="og:site_name" content="The Karsk Post">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Four drivers killed near Dalan",
"datePublished":"2032-03-06T08:00:00+01:00","author":{"@type":"Person","name":"Tomas Okello"}}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Four drivers killed near Dalan</h1><p class="standfirst">Aid group suspends convoys; army denies role</p>
<p class="byline">By Tomas Okello</p>
<figure><img src="a.jpg"><figcaption>A burnt-out truck near Dalan. Photo: Kofi Kane/Sahara Wire</figcaption></figure>
<p>KARSK (Sahara Wire) &mdash; Gunmen killed four drivers on the road to Dalan late on Thursday, officials said.</p>
<p>The World Relief Mission said it had suspended all convoys to the north until further notice.</p>
<blockquote><p>Residents saw soldiers close the checkpoint an hour before the ambush, they told us.</p></blockquote>
<h2>Army denial</h2>
<p>&ldquo;Our men were in barracks,&rdquo; said Col. Idris Bwana, an army spokesman, on state radio.</p>
<p>Two drivers are still missing, the mission said.</p>
<p><em>This article first appeared in Dalan Monitor.</em></p></article>
<section class="comments"><h3>2 comments</h3><p>Musa: My uncle was there and saw it all happen.</p></section>
<footer>&copy; 2032 The Karsk Post. All rights reserved.</footer></body></html>"""


def clean(source: str, media: str = "text", **given: str) -> Report:
    stated = {key: (Stated(value, "given"),) for key, value in given.items()}
    return CLEAN.run(document=Document("r", "p", media, source, given=stated)).value


def roles(report: Report) -> dict[str, str]:
    return {report.text[line.start : line.end]: line.role for line in report.lines}


def test_a_page_with_structure_gets_roles_and_declared_metadata():
    report = clean(PAGE, "html")
    found = roles(report)
    assert found["Four drivers killed near Dalan"] == "title"
    assert found["Aid group suspends convoys; army denies role"] == "standfirst"
    assert found["KARSK (Sahara Wire) —"] == "dateline"
    assert found["Army denial"] == "body"
    assert found["Residents saw soldiers close the checkpoint an hour before the ambush, they told us."] == (
        "quotation"
    )
    assert found["Musa: My uncle was there and saw it all happen."] == "comment"
    assert found["This article first appeared in Dalan Monitor."] == "credit"
    assert report.outlet == Stated("The Karsk Post", "declared_og")
    assert report.published is not None
    assert (report.published.start, report.published.how) == ("2032-03-06", "declared_jsonld")
    assert report.byline == ("Tomas Okello",)


def test_a_picture_credit_covers_its_caption_and_no_more():
    report = clean(PAGE, "html")
    covering = [c for c in report.credits if c.covers is not None]
    assert [(c.kind, c.name) for c in covering] == [("agency", "Sahara Wire")]
    assert report.text[covering[0].covers.start : covering[0].covers.end].startswith("A burnt-out truck")


def test_what_is_given_beats_what_the_page_says():
    report = clean(PAGE, "html", outlet="Post of Karsk", published="2032-03-07")
    assert report.outlet == Stated("Post of Karsk", "given")
    assert report.published is not None
    assert report.published.start == "2032-03-07"


def test_a_page_that_says_nothing_of_itself_warns_and_tells_what_to_do():
    report = clean("Road to Dalan closed\n\nThe road to Dalan was closed on Friday after a landslide, the police said.")
    assert report.outlet is None
    assert report.published is None
    assert sum("--meta FILE.csv" in warning for warning in report.warnings) == 2


def test_updates_banners_and_dates_of_the_story_are_no_date_of_publication():
    text = (
        "MARCH 2031 donation drive\n\nRoad to Dalan closed\n\nUpdated: 9 March 2032\n\n"
        "The road to Dalan was closed on 3 March 2032 after a landslide, the police said on Friday.\n"
    )
    assert clean(text).published is None


def test_another_language_is_left_unread_with_a_warning():
    report = clean(
        "Quattro morti a Dalan\n\nQuattro autisti sono stati uccisi in un'imboscata contro un convoglio di aiuti "
        "vicino alla città, hanno riferito funzionari locali, mentre il ministero ha negato ogni coinvolgimento."
    )
    assert report.language == "it"
    assert any("left unread" in warning for warning in report.warnings)


def test_a_credit_above_a_block_covers_the_block():
    report = clean(
        "Who shot the drivers?\n\nSomething is wrong in Dalan, and the capital wants nobody to ask about it.\n\n"
        "Via Sahara Wire:\n\n    Gunmen killed four drivers in an ambush on an aid convoy, security sources said.\n\n"
        "Now ask yourself who controls that road, because the residents of Dalan have been asking for years."
    )
    credit = next(c for c in report.credits if c.kind == "via")
    assert credit.name == "Sahara Wire"
    assert report.text[credit.covers.start : credit.covers.end].startswith("Gunmen killed four drivers")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the two real pages are not here")
def test_the_two_real_pages():
    first, second = (clean(path.read_text(encoding="utf-8-sig")) for path in sorted(SHARED.glob("*.txt")))
    assert first.outlet is not None
    assert first.outlet.value == "SouthFront"
    assert [(c.kind, c.name) for c in first.credits] == [("republished_from", "ZeroHedge")]
    assert first.published is None
    assert sum(line.role == "methods_note" for line in first.lines) == 2
    assert second.outlet is None
    assert second.byline == ("Jill Ament", "Caroline Covington")
    assert second.published is not None
    assert second.published.start == "2019-02-26"
    for report in (first, second):
        long = [line for line in report.lines if line.end - line.start > 150]
        assert {line.role for line in long} <= {"body", "methods_note"}
