import base64
import hashlib
import html
import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from show_pile import HOSTILE, build_findings, build_hostile, hashed

from hearsay import show
from hearsay.show.html import pages
from hearsay.show.html.figure import draw
from hearsay.show.html.graph import merge_chains
from hearsay.show.html.marks import Mark, Painter
from hearsay.show.safe import printable
from hearsay.show.view import View
from hearsay.types import Hop


def parse(data):
    return etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True))


@pytest.fixture(scope="module")
def page():
    return pages.render_one(build_findings())


@pytest.fixture(scope="module")
def tree(page):
    return parse(page)


def test_only_our_own_style_and_script_may_run(page, tree):
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    text = page.decode()
    for tag in ("style", "script"):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_is_fetched_and_nothing_runs_inline(tree):
    assert not tree.xpath("//@src | //link | //iframe | //object | //embed | //form | //base | //@style | //@srcset")
    assert not [a for a in tree.xpath("//@*") if a.attrname.startswith("on")]
    assert all(re.match(r"#[\w.-]+$", h) for h in tree.xpath("//a/@href"))


def test_the_script_stays_small():
    assert len((Path(show.__file__).parent / "assets/report.js").read_bytes()) < 15_000


def test_ids_are_unique_and_every_link_arrives(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in tree.xpath("//a/@href")} <= set(ids)


def test_ids_come_from_content_and_not_from_rank(tree):
    findings = build_findings()
    ids = set(tree.xpath("//@id"))
    for claim in findings.claims:
        assert f"c-{claim.id}" in ids
        for mention in claim.mentions:
            assert f"r-{mention.report}-s{mention.start}" in ids


def test_headings_come_in_order(tree):
    levels = [int(h.tag[1]) for h in tree.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_every_word_of_every_report_is_there(page):
    tree = parse(page)
    for report in build_findings().reports:
        if report.duplicate_of:
            continue
        body = tree.xpath(f"//article[@id='r-{report.id}']/div[@class='text' or contains(@class,'text')]")[0]
        for extra in body.xpath(".//span[@class='vh' or @class='role' or @class='also'] | .//a[@class='back']"):
            keep = extra.tail or ""
            before, parent = extra.getprevious(), extra.getparent()
            if before is not None:
                before.tail = (before.tail or "") + keep
            else:
                parent.text = (parent.text or "") + keep
            parent.remove(extra)
        assert "".join("".join(body.itertext()).split()) == "".join(report.text.split())


def test_a_copy_points_at_the_report_that_holds_its_text(tree):
    copy = next(r for r in build_findings().reports if r.duplicate_of)
    article = tree.xpath(f"//article[@id='r-{copy.id}']")[0]
    assert f"#r-{copy.duplicate_of}" in article.xpath(".//a/@href")
    assert not article.xpath("./div[contains(@class,'text')]")


def test_claims_and_reports_link_both_ways(tree):
    findings = build_findings()
    for claim in findings.claims:
        card = tree.xpath(f"//article[@id='c-{claim.id}']")[0]
        for mention in claim.mentions:
            assert f"#r-{mention.report}-s{mention.start}" in card.xpath(".//a/@href")
            report = tree.xpath(f"//article[@id='r-{mention.report}']//div[contains(@class,'text')]")[0]
            assert f"#c-{claim.id}" in report.xpath(".//a[@class='back']/@href")


def test_the_same_findings_give_the_same_bytes(page):
    assert pages.render_one(build_findings()) == page


def test_badges_say_in_words_what_stands_behind_a_claim(tree):
    badges = {b.text for b in tree.xpath("//span[contains(@class,'badge')]")}
    assert {"1 origin behind 4 reports", "at least 2 independent", "accounts conflict", "denied"} <= badges


# hostile text --------------------------------------------------------------------------------------------------------


def test_hostile_text_stays_text():
    data = pages.render_one(build_hostile())
    data.decode("utf-8")
    tree = parse(data)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img")
    assert not [a for a in tree.xpath("//@*") if a.attrname.startswith("on")]
    assert all(h.startswith("#") for h in tree.xpath("//a/@href"))
    assert not set(data.decode()) & set("\x00\x1b\x07\x9b\u202e\u2066\u200b")
    shown = "".join(tree.itertext())
    assert "<script>alert(1)</script>" in shown
    assert "{{ 7*7 }}" in shown
    assert "⟨RLO⟩" in shown
    assert set(tree.xpath("//@lang")) <= {"en", "und"}


def test_hostile_text_is_escaped_in_the_drawing():
    findings = build_findings()
    claim = next(c for c in findings.claims if c.kind == "count")
    bad = replace(claim.mentions[0], chain=(Hop("outlet", HOSTILE), Hop("person", HOSTILE, HOSTILE)))
    claim = replace(claim, mentions=(bad, *claim.mentions[1:]))
    view = View(findings)
    svg = draw(merge_chains(claim, view.weighed(claim), view))
    etree.fromstring(svg.encode("utf-8"))
    assert "<script" not in svg


# marks ---------------------------------------------------------------------------------------------------------------

spans = st.tuples(st.integers(0, 60), st.integers(1, 40), st.integers(0, 4))


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="ab<&\n \"'é", min_size=1, max_size=60), st.lists(spans, max_size=12), st.lists(st.integers(0, 60))
)
def test_marks_nest_lose_no_character_and_cover_exactly_their_span(text, given_spans, cuts):
    marks = [
        Mark(a, min(a + n, len(text)), rank, f"k{i}")
        for i, (a, n, rank) in enumerate(given_spans)
        if a < min(a + n, len(text))
    ]
    painter = Painter(text, "s", marks)
    edges = sorted({0, len(text), *(c for c in cuts if c < len(text))})
    painted = [painter.paint(a, b) for a, b in itertools.pairwise(edges)]
    out = "".join(painted)
    for run in painted:
        etree.fromstring(f"<x>{run}</x>")  # well nested, or this raises
    assert html.unescape(re.sub(r"<[^>]*>", "", out)) == printable(text)
    root = etree.fromstring(f"<x>{out}</x>")
    for i, mark in enumerate(marks):
        own = [m for m in marks if m.css == mark.css]
        assert own == [mark]
        covered = "".join("".join(e.itertext()) for e in root.iter("mark") if e.get("class") == mark.css)
        assert covered == text[mark.start : mark.end], i
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert set(ids) == {f"s{m.start}" for m in marks}


# the drawing ---------------------------------------------------------------------------------------------------------


def graph_of(chains):
    findings = build_findings()
    claim = next(c for c in findings.claims if c.kind == "count")
    first = claim.mentions[0]
    mentions = tuple(
        replace(
            first, id=str(i), chain=tuple(Hop("outlet", n) if n[0].isupper() else Hop("anonymous", None, n) for n in c)
        )
        for i, c in enumerate(chains)
    )
    claim = replace(claim, id="x", mentions=mentions)
    view = View(findings)
    return merge_chains(claim, view.weighed(claim), view)


def test_chains_that_share_a_holder_meet_in_one_node():
    graph = graph_of([("A", "Wire", "one"), ("B", "Wire", "one"), ("C",)])
    names = [n.name for n in graph.nodes.values()]
    assert names.count("Wire") == 1
    assert names.count("“one”") == 2  # two unnamed holders stay two until shown same
    assert "C" in names


def test_outlets_that_cite_each_other_are_drawn_without_end():
    graph = graph_of([("A", "B", "A"), ("B", "A"), ("A", "A")])
    assert draw(graph).startswith("<svg")


def test_many_publishers_of_one_wire_become_one_box():
    graph = graph_of([(f"Paper {i}", "Wire") for i in range(30)])
    assert [n.name for n in graph.nodes.values()] == ["Wire", "30 outlets"]


def test_boxes_do_not_overlap():
    svg = draw(graph_of([("A", "W", "V"), ("B", "W", "V"), ("C", "V"), ("D", "V"), ("E", "W"), ("W", "Z"), ("F",)]))
    boxes = [
        tuple(map(float, m)) for m in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"', svg)
    ]
    for i, (x, y, w, h) in enumerate(boxes):
        for x2, y2, _, _ in boxes[:i]:
            assert abs(x - x2) >= w or abs(y - y2) >= h


# pages ---------------------------------------------------------------------------------------------------------------


def test_a_large_report_becomes_an_index_and_pages_that_link_to_each_other(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "LIMIT", 50_000)
    monkeypatch.setattr(pages, "_PAGE", 12_000)
    findings = build_findings()
    (tmp_path / "my report_pages").mkdir()
    (tmp_path / "my report_pages" / "claims-99.html").write_text("stale")
    (tmp_path / "my report_pages" / "notes.html").write_text("a person's own")
    show.write_html(findings, tmp_path / "my report.html")
    files = sorted((tmp_path / "my report_pages").iterdir())
    assert next(f.name for f in files if "claims" in f.name) == "claims-1.html"
    assert not (tmp_path / "my report_pages" / "claims-99.html").exists()
    assert (tmp_path / "my report_pages" / "notes.html").exists()
    trees = {
        f.resolve(): parse(f.read_bytes()) for f in [*files, tmp_path / "my report.html"] if f.name != "notes.html"
    }
    assert len(trees) > 4
    from urllib.parse import unquote

    for path, tree in trees.items():
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        for href in tree.xpath("//a/@href"):
            file, _, fragment = href.partition("#")
            there = (path.parent / unquote(file)).resolve() if file else path
            assert there in trees, href
            assert not fragment or fragment in trees[there].xpath("//@id"), href
    everything = set().union(*(set(t.xpath("//@id")) for t in trees.values()))
    assert {f"r-{r.id}" for r in findings.reports} | {f"c-{c.id}" for c in findings.claims} <= everything


def test_a_report_that_fits_is_one_file(tmp_path):
    show.write_html(build_findings(), tmp_path / "report.html")
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_lines_are_not_needed_to_show_a_report():
    findings = build_findings()
    bare = tuple(replace(r, lines=()) for r in findings.reports)
    tree = parse(pages.render_one(replace(findings, reports=bare)))
    assert "Tragedy at sea" in "".join(tree.xpath("//p[@class='ln body']//text()"))


def test_offsets_that_point_nowhere_break_nothing():
    findings = build_findings()
    claim = findings.claims[0]
    lost = replace(claim.mentions[0], id=hashed("lost"), report="nowhere", start=5, end=2_000_000)
    far = replace(claim.mentions[0], id=hashed("far"), start=10_000, end=20_000)
    claims = (replace(claim, mentions=(*claim.mentions, lost, far)), *findings.claims[1:])
    tree = parse(pages.render_one(replace(findings, claims=claims)))
    assert {h[1:] for h in tree.xpath("//a/@href")} <= set(tree.xpath("//@id"))


def test_a_large_pile_is_written_in_seconds(tmp_path):
    import time

    findings = build_findings()
    seed = next(c for c in findings.claims if c.kind == "event")
    base = next(r for r in findings.reports if r.id == seed.mentions[0].report)
    count = 200
    reports = tuple(replace(base, id=f"{n:016x}", path=f"pile/{n}.txt") for n in range(count))
    claims = tuple(
        replace(
            seed,
            id=hashed("big", str(n)),
            mentions=tuple(
                replace(seed.mentions[0], id=hashed("m", str(n), str(k)), report=reports[(n * 7 + k) % count].id)
                for k in range(10)
            ),
        )
        for n in range(2 * count)
    )
    weighed = {c.id: replace(findings.weighed[seed.id], claim=c.id) for c in claims}
    big = replace(findings, reports=reports, claims=claims, weighed=weighed, passages=(), derivations=(), dropped=())
    start = time.perf_counter()
    show.write_html(big, tmp_path / "big.html")
    assert time.perf_counter() - start < 15  # about 1 s on one core; 1,000 reports and 20,000 mentions want 20 s
