"""spaCy's CNN tagger, parser and names, trained on the open data of our reader, beside the shipped one.

    python bench/rival_spacy.py prepare DATA OUT                  writes OUT/{train,dev}.jsonl (here)
    RIVAL/bin/python bench/rival_spacy.py train OUT [SECONDS]      trains OUT/model with spaCy's defaults (in a venv with spaCy)
    python bench/rival_spacy.py compare DATA OUT RIVAL/bin/python  accuracy on shared heads and seconds, in one alternating run

The rival is for measuring only and never shipped. Both get gold words and sentences; seconds are of processor time on one
thread, per 1,000 words.
"""

# ruff: noqa: ANN001, ANN201, ANN202 -- a script that prints its table

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

KINDS = ("PER", "ORG", "LOC")


def prepare(data: Path, out: Path) -> None:
    from training import data as training

    ewt = [doc for _, doc in training.read_treebank(data / "syntax/ewt.train.conllu.gz")]
    training._add_uner(ewt, data / "ner/uner_ewt.train.iob2.gz")
    gum = training.read_treebank(data / "syntax/gum-open.train.conllu.gz")
    training._add_gum_names(gum, data / "coref/gum-open.jsonl.gz")
    dev = [doc for _, doc in training.read_treebank(data / "syntax/ewt.dev.conllu.gz")]
    out.mkdir(parents=True, exist_ok=True)
    for name, docs in (("train", [*ewt, *(doc for _, doc in gum)]), ("dev", dev)):
        with (out / f"{name}.jsonl").open("w", encoding="utf-8") as rows:
            for sentence in (s for doc in docs for s in doc):
                tags = next((t for head, t in sorted(sentence.tags.items()) if head in ("uner", "news")), None)
                row = {"w": sentence.words, "u": sentence.upos, "h": sentence.heads, "r": sentence.rels, "n": tags}
                rows.write(json.dumps(row) + "\n")


def train(out: Path, seconds: float) -> None:
    import spacy
    from spacy.cli.init_config import init_config
    from spacy.tokens import Doc, DocBin, Span

    nlp = spacy.blank("en")
    for name in ("train", "dev"):
        made = DocBin()
        for row in map(json.loads, (out / f"{name}.jsonl").open(encoding="utf-8")):
            n = len(row["w"])
            if not row["h"] or any(h is None or h < 0 for h in row["h"]) or any(u is None for u in row["u"]):
                continue
            heads = [h - 1 if h else i for i, h in enumerate(row["h"])]
            deps = ["ROOT" if not h else r.split(":")[0] for h, r in zip(row["h"], row["r"], strict=True)]
            doc = Doc(nlp.vocab, words=row["w"], tags=row["u"], heads=heads, deps=deps)
            if row["n"] is None:
                doc.set_ents([], default="missing")
            else:
                doc.set_ents([Span(doc, a, b, k) for a, b, k in runs(row["n"], n)])
            made.add(doc)
        made.to_disk(out / f"{name}.spacy")
    config = init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency", gpu=False)
    config["training"]["patience"] = 0
    config["training"]["seed"] = 7
    config.to_disk(out / "config.cfg")
    command = [sys.executable, "-m", "spacy", "train", str(out / "config.cfg"), "-o", str(out / "model")]
    command += ["--paths.train", str(out / "train.spacy"), "--paths.dev", str(out / "dev.spacy")]
    try:
        subprocess.run(command, timeout=seconds, check=True)
    except subprocess.TimeoutExpired:
        print(f"stopped after {seconds:.0f} s: the best model so far is kept")


def runs(tags, n):
    """Spans of IOB tags."""
    out, start, kind = [], 0, ""
    for i, tag in enumerate([*tags[:n], "O"]):
        if kind and tag != f"I-{kind}":
            out.append((start, i, kind))
            kind = ""
        if tag[:2] in ("B-", "I-") and tag[2:] in KINDS and not kind:
            start, kind = i, tag[2:]
    return out


def serve(model: Path) -> None:
    """Answers batches of sentences of words with tags, heads, relations, names and processor seconds (in RIVAL)."""
    import spacy
    from spacy.tokens import Doc

    nlp = spacy.load(model)
    for line in sys.stdin:
        docs = [
            Doc(nlp.vocab, words=words, sent_starts=[True, *[False] * (len(words) - 1)]) for words in json.loads(line)
        ]
        begun = time.process_time()
        done = list(nlp.pipe(docs, batch_size=64))
        took = time.process_time() - begun
        rows = [
            [
                [t.tag_ for t in doc],
                [t.head.i + 1 if t.head.i != t.i else 0 for t in doc],
                ["root" if t.dep_ == "ROOT" else t.dep_ for t in doc],
                [[e.start, e.end, e.label_] for e in doc.ents],
            ]
            for doc in done
        ]
        print(json.dumps([took, rows]), flush=True)


def compare(data: Path, out: Path, rival: str) -> None:
    import gzip

    from bench.syntax import _pack, _sentence, _shorten, read_conllu, spell
    from hearsay.read.model import Window, load_reader
    from hearsay.read.spans import chances_of, find_names

    reader = load_reader()
    other = subprocess.Popen(
        [rival, __file__, "serve", str(out / "model" / "model-best")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={"OMP_NUM_THREADS": "1", "PATH": ""},
    )  # fmt: skip
    assert other.stdin is not None
    assert other.stdout is not None

    def ours(batch):
        begun = time.process_time()
        words = [w for sentence in batch for w in sentence]
        sizes = [len(spell(w)) for w in words]
        spans, at = [], 0
        for sentence in batch:
            spans.append((at, at + len(sentence)))
            at += len(sentence)
        rows = []
        for group in _pack(_shorten(spans, sizes), sizes):
            first, last = group[0][0], group[-1][1]
            numbers = tuple(i for i, (a, b) in enumerate(group) for _ in range(a, b))
            scores = reader.score(Window(tuple(words[first:last]), numbers))
            for a, b in group:
                tokens = [(2 * i, 2 * i + 1) for i in range(b - a)]
                s = _sentence(words[a:b], tokens, scores, a - first, reader.labels)
                heads = {k: chances_of(v[a - first : b - first]) for k, v in scores.heads.items()}
                names = find_names(words[a:b], s, heads, reader.labels)
                found = [[n.start // 2, n.end // 2 + 1, n.kind] for n in names if n.kind in KINDS]
                rows.append([s.upos, [h + 1 for h in s.heads], [r.split(":")[0] for r in s.deprels], found])
        return time.process_time() - begun, rows

    def theirs(batch):
        other.stdin.write(json.dumps(batch) + "\n")
        other.stdin.flush()
        return json.loads(other.stdout.readline())

    sets = {name: [[(w, u, h, r.split(":")[0]) for w, _, u, h, r in rows] for doc in
            read_conllu(data / "syntax" / f"{name}.conllu.gz") for _, _, rows in doc]
            for name in ("ewt.test", "gum-open.test", "pud.test")}  # fmt: skip
    with gzip.open(data / "ner/uner_ewt.jsonl.gz", "rt", encoding="utf-8") as lines:
        names = [row for row in map(json.loads, lines) if row["split"] == "test"]
    seconds = Counter()
    words = 0
    for name, gold in [*sets.items(), ("UNER EWT", names)]:
        score = {who: Counter() for who in ("hearsay", "spaCy")}
        for at in range(0, len(gold), 16):
            part = gold[at : at + 16]
            batch = [s["tokens"] if isinstance(s, dict) else [w for w, *_ in s] for s in part]
            words += sum(map(len, batch))
            for who, read in (("hearsay", ours), ("spaCy", theirs)):
                took, rows = read(batch)
                seconds[who] += took
                for sentence, row in zip(part, rows, strict=True):
                    count(score[who], sentence, row)
        for who, n in score.items():
            if isinstance(gold[0], dict):
                f = 200 * n["hit"] / max(1, n["made"] + n["gold"])
                print(f"{name:>14} {who:>8}  names F1 {f:5.1f}")
            else:
                upos, las = 100 * n["upos"] / n["n"], 100 * n["las"] / n["n"]
                print(f"{name:>14} {who:>8}  UPOS {upos:5.1f}  LAS {las:5.1f}  ({n['n']:,} words)")
    for who, spent in seconds.items():
        print(f"{who:>8} {1e6 * spent / words:7.1f} ms of processor time per 1,000 words")
    print(f"   ratio {seconds['hearsay'] / seconds['spaCy']:.2f}")
    other.stdin.close()
    other.wait()


def count(n, sentence, row):
    upos, heads, rels, found = row
    if isinstance(sentence, dict):
        gold = {(e["start"], e["end"], e["type"]) for e in sentence["ents"] if e["type"] in KINDS}
        made = {tuple(f) for f in found}
        n["gold"] += len(gold)
        n["made"] += len(made)
        n["hit"] += len(gold & made)
        return
    for (_, u, h, r), mu, mh, mr in zip(sentence, upos, heads, rels, strict=True):
        n["n"] += 1
        n["upos"] += u == mu
        n["las"] += h == mh and r == mr


def main() -> None:
    match sys.argv[1:]:
        case ["prepare", data, out]:
            prepare(Path(data), Path(out))
        case ["train", out, *rest]:
            train(Path(out), float(rest[0]) if rest else 86_400)
        case ["serve", model]:
            serve(Path(model))
        case ["compare", data, out, rival]:
            compare(Path(data), Path(out), rival)
        case _:
            print(__doc__)


if __name__ == "__main__":
    main()
