"""Reprints are nearly free: the model reads each distinct paragraph once, wherever and however often it stands."""

import json
import sys
from collections import Counter

import msgspec
from bench.copies.base import Article
from bench.reprints import KINDS, make_piles

from hearsay.attribute import ATTRIBUTE
from hearsay.case import trace
from hearsay.claim import CLAIM
from hearsay.clean import CLEAN
from hearsay.collect import collect
from hearsay.read import parse, parse_report

PARAGRAPHS = (
    "The bridge over the Orvel collapsed shortly before noon on Tuesday, killing at least four people, police said.",
    "Mara Quill, who runs the ferry below it, said she had warned the county of cracks in two of its pillars.",
    "“I told them in March and I told them in May,” Quill told the Orvel Courier.",
    "The county said 12 engineers would examine the other bridges on the river by Friday.",
    "A spokesman for the builder, Lind and Sons, declined to comment on the age of the steel.",
)


def articles(count):
    return [
        Article(
            f"{n:032}",
            f"courier{n}.example",
            "2021-03-02",
            f"Bridge number {n} falls",
            tuple(f"{p} This was report {n} of the day, {i + 1} of 5 parts." for i, p in enumerate(PARAGRAPHS)),
        )
        for n in range(count)
    ]


def test_the_piles_of_the_benchmark_are_what_they_say():
    piles = make_piles(articles(40), 40, 0.9, seed=1)
    assert piles == make_piles(articles(40), 40, 0.9, seed=1)
    assert {name: len(rows) for name, rows in piles.items()} == {"distinct": 40, "reprints": 40}
    assert len({r["text"] for r in piles["distinct"]}) == 40
    first = piles["distinct"][:4]
    assert piles["reprints"][:4] == first
    leads = Counter(n for r in piles["reprints"][4:] for n in range(4) if f"report {n} of the day" in r["text"])
    assert leads == dict.fromkeys(range(4), 9)
    assert len({r["text"] for r in piles["reprints"]}) == 40, "reprints are no identical files"
    assert len(KINDS) == 5


def test_a_paragraph_that_ten_reports_have_is_read_once(tmp_path, monkeypatch):
    seen = Counter()
    real = parse.parse_texts

    def count(texts):
        seen.update(texts)
        return real(texts)

    monkeypatch.setattr(parse, "parse_texts", count)
    rows = make_piles(articles(10), 10, 0.9, seed=1)["reprints"]
    pile = tmp_path / "pile.jsonl"
    pile.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    with trace(str(pile), tmp_path / "case.hearsay", workers=0).case as case:
        assert len(case.reports) == 10
        assert all(p.sentences for p in case.parses().values())
        reports = {r.id for r in case.reports}
        told = {m.report for c in case.claims for m in c.mentions}
        assert told == reports, "every report keeps its own mentions, chains and dates"
    assert set(seen.values()) == {1}
    original = [p for p in seen if any(p == q for q in rows[0]["text"].split("\n\n"))]
    assert len(original) == 5


def forget():
    """Empties whatever keeps readings of texts for other reports; tables and models stay."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("hearsay"):
            for kept in list(vars(module).values()):
                if callable(getattr(kept, "cache_clear", None)) and kept.cache_info().maxsize is not None:
                    kept.cache_clear()


def rows(document):
    """What each stage that reads one report makes of it, encoded as a case keeps it."""
    page = CLEAN.run(document=document).value
    parse = parse_report(page)
    attributions = ATTRIBUTE.run(report=page, parse=parse).value
    mentions = CLAIM.run(report=page, parse=parse, attributions=attributions).value
    return tuple(map(msgspec.msgpack.encode, (page, parse, attributions, mentions)))


def test_a_report_gives_the_same_rows_alone_and_beside_its_copies(tmp_path):
    pile = tmp_path / "pile.jsonl"
    made = make_piles(articles(20), 20, 0.9, seed=2)["reprints"]
    pile.write_text("".join(json.dumps(r) + "\n" for r in made), encoding="utf-8")
    documents = collect([str(pile)]).documents
    assert len(documents) == 20
    beside = [rows(d) for d in documents]
    again = [rows(d) for d in reversed(documents)][::-1]
    assert again == beside, "whatever was read before"
    for document, found in zip(documents, beside, strict=True):
        forget()
        assert rows(document) == found
    assert sum(len(msgspec.msgpack.decode(found[3])) for found in beside) > 100
