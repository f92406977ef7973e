"""Pages made to break readers, by malice or by broken templates: text is kept, and time stays short."""

import time

import pytest

from hearsay.clean.html import read_html, read_html_fallback

PARAGRAPH = "<p>" + "Three gates of the dam failed on Monday, and the marker stood high above the road. " * 5 + "</p>"
STORY = PARAGRAPH * 3
PAGES = {
    "300 nested divs": "<div>" * 300 + STORY + "</div>" * 300,
    "20,000 nested divs": "<div>" * 20_000 + STORY + "</div>" * 20_000,
    "200,000 nested spans": "<span>" * 200_000 + STORY,
    "100,000 nested unknown elements": "<x-y>" * 100_000 + STORY,
    "2,000 unclosed tables": "<table><tr><td>" * 2_000 + STORY,
    "3,000 unclosed fonts": "<font>" * 3_000 + STORY,
    "3,000 unclosed fonts, each different": "".join(f"<font color={i}>" for i in range(3_000)) + STORY,
    "5,000 nested lists": "<ul><li>" * 5_000 + STORY,
    "3,000 nested drawings": "<svg>" * 3_000 + STORY,
    "50,000 links": "".join(f"<a href={i}>" for i in range(50_000)) + STORY,
    "100,000 attributes": "<div " + " ".join(f'a{i}="x"' for i in range(100_000)) + ">" + STORY,
    "100,000 attributes with brackets": "<div " + " ".join(f'a{i}="<x>"' for i in range(100_000)) + ">" + STORY,
    "50 tags with 6,000 attributes": ("<div " + " ".join(f"a{i}" for i in range(6_000)) + ">") * 50 + STORY,
    "endless script": '<script>var x="' + STORY + "<div>" + STORY,
    "endless comment": "<!-- " + STORY,
    "endless title": "<head><title>x" + STORY,
    "endless style": "<style> p { " + STORY,
    "endless attribute": PARAGRAPH + '<div class="x' + STORY,
    "200,000 endless scripts": "<script>" * 200_000 + STORY,
    "200,000 endless comments": "<!-- " * 200_000 + STORY,
    "200,000 open quotation marks": '<a b="' * 200_000 + STORY,
    "endless script with broken ends": STORY + "<script>" + "</script " * 300_000,
    "zero bytes": "<p>" + "\0" * 50 + STORY,
    "half characters": "<p>\ud800\udfff" + STORY,
    "10 MB in one text": "<p>" + "a" * 10_000_000 + "</p>" + STORY,
    "10 MB in one line of words": "<p>" + "word " * 2_000_000 + "</p>" + STORY,
    "10 MB of paragraphs": PARAGRAPH * 23_000,
    "1,000,000 entities": "<p>" + "&amp;" * 1_000_000 + STORY,
    "entity bomb": '<!DOCTYPE html [<!ENTITY a "' + "x" * 1000 + '"><!ENTITY b "&a;&a;">]><p>&b;</p>' + STORY,
}


@pytest.mark.parametrize("name", PAGES)
def test_the_story_is_kept_in_time(name):
    source = f"<html><body>{PAGES[name]}"
    begun = time.process_time()
    page = read_html(source)
    assert time.process_time() - begun < 5
    assert page.text.count("the marker stood high") >= 15
    page.text.encode("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_fallback_keeps_the_story_in_less_time(name):
    begun = time.process_time()
    page = read_html_fallback(f"<html><body>{PAGES[name]}")
    assert time.process_time() - begun < 3
    assert "the marker stood high" in page.text


@pytest.mark.parametrize("name", ["300 nested divs", "endless script", "100,000 attributes", "endless attribute"])
def test_what_was_repaired_is_told(name):
    assert read_html(PAGES[name]).warnings


@pytest.mark.parametrize(
    "source", ["", " ", "<", "<" * 500_000, "</" * 100_000, "&" * 100_000, "<!" * 50_000, "<?" * 50_000]
)
def test_junk_is_read_in_time(source):
    for read in (read_html, read_html_fallback):
        begun = time.process_time()
        read(source)
        assert time.process_time() - begun < 5


def test_too_large_a_page_is_read_without_the_extractor():
    page = read_html(PARAGRAPH * 8_000)
    assert {b.main for b in page.blocks} == {None}
    assert "too large" in page.warnings[0]
