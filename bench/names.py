"""Measures names on gold tokens: exact span and type, F1 (person, organisation, place).

    python bench/names.py DATA

DATA holds ``ner/{uner_ewt,wikigold,wnut17,re3d}.jsonl.gz`` and ``coref/gum-open.jsonl.gz``. UNER sentences are read
in the windows of their EWT documents. Of GUM (never trained on for names) the capitalised person, organisation and
place mentions of news and interviews count, of re3d the capitalised ones.
"""

# ruff: noqa: ANN001, ANN201, ANN202 -- a script that prints its table

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from hearsay.models.pieces import spell
from hearsay.read.model import Window, load_reader
from hearsay.read.parse import _pack, _sentence, _shorten
from hearsay.read.spans import find_names

KINDS = {"PER", "ORG", "LOC"}
SMALL = {"of", "the", "and", "-", "de", "al"}
PRONOUNS = {
    "i",
    "he",
    "she",
    "we",
    "they",
    "you",
    "it",
    "his",
    "her",
    "their",
    "our",
    "my",
    "its",
    "this",
    "that",
    "who",
    "what",
    "here",
    "there",
    "your",
    "everyone",
}


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def ner(data, name, splits, capital=False):
    for row in rows(data / "ner" / f"{name}.jsonl.gz"):
        if row["split"] in splits and row["tokens"]:
            gold = {(e["start"], e["end"], e["type"]) for e in row["ents"] if e["type"] in KINDS}
            if capital:
                gold = {g for g in gold if all(w[:1].isupper() or w in SMALL for w in row["tokens"][g[0] : g[1]])}
            yield [(row["tokens"], gold)]


def uner(data, split):
    gold = {tuple(t): g for doc in ner(data, "uner_ewt", (split,)) for t, g in doc}
    from syntax import read_conllu

    for doc in read_conllu(data / "syntax" / f"ewt.{split}.conllu.gz"):
        sents = [[r[0] for r in rows] for _, _, rows in doc]
        yield [(s, gold.get(tuple(s))) for s in sents]


def gum(data):
    kinds = {"person": "PER", "organization": "ORG", "place": "LOC"}
    for doc in rows(data / "coref" / "gum-open.jsonl.gz"):
        if doc["genre"] not in ("news", "interview"):
            continue
        out = []
        for i, words in enumerate(doc["sentences"]):
            spans = set()
            for m in doc["mentions"]:
                if m["sent"] != i or m["etype"] not in kinds:
                    continue
                a, b = m["start"], m["end"]
                while a < b and words[a].lower() in ("the", "a"):
                    a += 1
                while a < b and words[b - 1] in ("'s", "’s"):
                    b -= 1
                run = words[a:b]
                if run and all(w[:1].isupper() or w in SMALL for w in run) and run[0].lower() not in PRONOUNS:
                    spans.add((a, b, kinds[m["etype"]]))
            out.append((words, {s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)}))
        yield out


def score(docs, loose=False, show=0):
    reader, n, wrong = load_reader(), Counter(), Counter()
    for doc in docs:
        words = [w for s, _ in doc for w in s]
        sizes = [len(spell(w)) for w in words]
        spans, at = [], 0
        for s, _ in doc:
            spans.append((at, at + len(s)))
            at += len(s)
        gold = {start: g for (start, _), (_, g) in zip(spans, doc, strict=False)}
        for group in _pack(_shorten(spans, sizes), sizes):
            first, last = group[0][0], group[-1][1]
            numbers = tuple(i for i, (a, b) in enumerate(group) for _ in range(a, b))
            scores = reader.score(Window(tuple(words[first:last]), numbers))
            for a, b in group:
                want = gold.get(a)
                if want is None:
                    continue
                _ends, at = [], 0
                s = _sentence(words[a:b], tokens(words[a:b]), scores, a - first, reader.labels)
                heads = {h: x[a - first : b - first] for h, x in scores.heads.items()}
                where = {start: i for i, start in enumerate(s.starts)}
                until = {end: i + 1 for i, end in enumerate(s.ends)}
                got = {
                    (where[r.start], until[r.end], r.kind)
                    for r in find_names(words[a:b], s, heads, reader.labels)
                    if r.kind in KINDS
                }
                n["hit"] += len(got & want)
                n["got"] += len(got)
                n["want"] += len(want)
                for kind in KINDS:
                    g, w = {x for x in got if x[2] == kind}, {x for x in want if x[2] == kind}
                    n[kind, "hit"] += len(g & w)
                    n[kind, "got"] += len(g)
                    n[kind, "want"] += len(w)
                for x in got - want:
                    wrong["+ " + x[2] + " " + " ".join(words[a:b][x[0] : x[1]])] += 1
                for x in want - got:
                    wrong["- " + x[2] + " " + " ".join(words[a:b][x[0] : x[1]])] += 1

    def f(key):
        hit, got, want = (n[(*key, k) if key else k] for k in ("hit", "got", "want"))
        return round(200 * hit / max(1, got + want), 1)

    p, r = n["hit"] / max(1, n["got"]), n["hit"] / max(1, n["want"])
    result = {"F1": f(()), "P": round(100 * p, 1), "R": round(100 * r, 1)} | {k: f((k,)) for k in sorted(KINDS)}
    return result, wrong


def tokens(words):
    """Spans as if the words stood with one space between; hyphens glued, so that hyphened names join."""
    out, at = [], 0
    for i, word in enumerate(words):
        glue = word == "-" or (i and words[i - 1] == "-")
        at += 0 if glue or not i else 1
        out.append((at, at + len(word)))
        at += len(word)
    return out


def main():
    data = Path(sys.argv[1])
    sets = {
        "UNER EWT dev": uner(data, "dev"),
        "UNER EWT test": uner(data, "test"),
        "wikigold dev+test": ner(data, "wikigold", ("dev", "test")),
        "WNUT17 dev": ner(data, "wnut17", ("dev",)),
        "GUM news, interview": gum(data),
        "re3d": ner(data, "re3d", ("test",), capital=True),
    }
    for name, docs in sets.items():
        if len(sys.argv) > 2 and sys.argv[2] not in name:
            continue
        result, wrong = score(docs)
        print(name, result, flush=True)
        if len(sys.argv) > 3:
            print(wrong.most_common(int(sys.argv[3])))


if __name__ == "__main__":
    main()
