import json
import os
import random
import subprocess
import sys
import textwrap
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay.copies.index import Settings, open_index
from hearsay.copies.passages import REUSE_WINDOW, Text, find_passages
from hearsay.copies.seeds import NEIGHBOURS
from hearsay.errors import CopiesIndexBusy, CopiesIndexDamaged, CopiesIndexVersion, InputError, NoSuchPath, OutputError

WORDS = [a + b for a in ("mar", "tol", "ven", "sul", "kor", "bel", "dra") for b in ("ket", "nor", "lis", "and", "ow")]


@pytest.fixture(autouse=True)
def no_waiting_for_disks(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)


def place(p):
    return p.a, p.b, p.a_start, p.a_end, p.b_start, p.b_end, p.words, p.quoted


def write_pile(seed, count, sources=6, wide=400):
    """Texts that take runs, some of them quoted, from common sources, between words of their own."""
    dice = random.Random(seed)
    word = [
        f"{a}{b}{i}" for i in range(wide // 10) for a, b in (("no", "ra"), ("li", "mu"), ("Te", "so"), ("ga", "vi"))
    ]

    def run(size):
        return [dice.choice(word) for _ in range(size)]

    stock = [run(60) for _ in range(sources)]
    texts = []
    for i in range(count):
        parts = [run(12)]
        for _ in range(dice.randint(0, 3)):
            source, at = dice.choice(stock), dice.randint(0, 25)
            taken = source[at : at + dice.choice([7, 14, 30])]
            parts.append(["“", *taken, "”"] if dice.random() < 0.3 else taken)
            parts.append(run(8))
        text = ". ".join(" ".join(p) for p in parts) + "."
        texts.append(
            Text(
                f"r{dice.randrange(10**9)}-{i}",
                text,
                series=dice.choice([None, "Harbour Post", "Valley News"]),
                order=dice.choice(["2031-02-03", "2031-02-04T10:00", "9999"]),
            )
        )
    return texts


def whole(texts):
    return find_passages(texts, window=REUSE_WINDOW)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.integers(1, 40), st.lists(st.integers(0, 40), max_size=5))
def test_however_a_pile_is_split_the_passages_are_those_of_one_pile(tmp_path_factory, seed, count, cuts):
    texts = write_pile(seed, count)
    bounds = sorted({0, count, *(c for c in cuts if c < count)})
    with open_index(tmp_path_factory.mktemp("index"), write=True) as index:
        for lo, hi in pairwise(bounds):
            index.add(texts[lo:hi])
        assert index.passages() == whole(texts)
        index.tidy()
        assert index.passages() == whole(texts)
        assert len(index) == count


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.integers(2, 30), st.integers(1, 3))
def test_the_answer_for_new_reports_is_what_the_whole_pile_gives_for_them(tmp_path_factory, seed, count, new):
    texts = write_pile(seed, count)
    new = min(new, count - 1)
    with open_index(tmp_path_factory.mktemp("index"), write=True) as index:
        index.add(texts[:-new])
        asked = index.probe(texts[-new:])
        got = index.add(texts[-new:])
    ids = {t.id for t in texts[-new:]}
    assert asked == list(got.passages)
    assert {place(p) for p in got.passages} == {place(p) for p in whole(texts) if {p.a, p.b} & ids}


def test_one_by_one_is_the_same_through_many_merges(tmp_path):
    texts = write_pile(5, 90)
    with open_index(tmp_path / "i", write=True) as index:
        for text in texts:
            index.add([text])
        assert index.passages() == whole(texts)
        assert len(index.segments) < 20
    with open_index(tmp_path / "i") as index:
        assert index.passages() == whole(texts)
        mine = [place(p) for p in whole(texts) if texts[3].id in (p.a, p.b)]
        assert [place(p) for p in index.passages([texts[3].id])] == mine


def popular_pile(count):
    story = " ".join(WORDS[(i * i + 3 * i) % len(WORDS)] + str(i) for i in range(80))
    return [
        Text(
            f"r{i:04}",
            f"{' '.join(f'own{i}x{j}' for j in range(10))}. {story}. {' '.join(f'more{i}x{j}' for j in range(5))}.",
            series=f"outlet {i}",
            order=f"2031-02-{1 + i // 60:02}T{i % 60:02}",
        )
        for i in range(count)
    ]


@pytest.mark.parametrize("order", ["oldest first", "newest first", "mixed"])
def test_a_popular_passage_leads_every_copy_to_its_first_holder(tmp_path, order):
    texts = popular_pile(150)
    given_ = {"oldest first": texts, "newest first": texts[::-1], "mixed": random.Random(1).sample(texts, 150)}[order]
    with open_index(tmp_path / "i", write=True, settings=Settings(cap=16)) as index:
        for lo in range(0, 120, 30):
            index.add(given_[lo : lo + 30])
        for text in given_[120:]:
            index.add([text])
        passages = index.passages()
    pairs = {(p.a, p.b) for p in passages}
    assert {("r0000", t.id) for t in texts[1:]} <= pairs
    assert len({p.group for p in passages}) == 1
    in_one = {
        (f"r{i:04}", f"r{i + step:04}") for i in range(150) for step in range(1, 1 + NEIGHBOURS) if i + step < 150
    }
    assert in_one <= pairs
    assert {p.words for p in passages} == {80}


def test_many_copies_make_few_pairs_each(tmp_path):
    texts = popular_pile(400)
    with open_index(tmp_path / "i", write=True) as index:
        for lo in range(0, 400, 100):
            index.add(texts[lo : lo + 100])
        last = index.add([Text("late", texts[7].text, order="2031-03-01")]).passages
        assert len(index.passages()) < 400 * 64
    met = {p.a for p in last} | {p.b for p in last}
    assert met >= {"late", "r0000", "r0001", "r0007", "r0398", "r0399"}
    assert len(met) < 64


def test_the_same_report_twice_is_recorded_and_another_text_under_its_id_refused(tmp_path):
    texts = write_pile(1, 12)
    with open_index(tmp_path / "i", write=True) as index:
        assert index.add([*texts[:6], texts[0]]).reports == 6
        added = index.add(texts)
        assert added.reports == 6
        assert [d.report for d in added.ignored] == [t.id for t in texts[:6]]
        with pytest.raises(InputError, match="another text"):
            index.add([Text("fresh", "Something new."), Text(texts[0].id, "Something else.")])
        assert len(index) == 12
        assert "fresh" not in index
        assert index.passages() == whole(texts)


def test_one_writes_while_others_read(tmp_path):
    texts = write_pile(2, 60)
    with open_index(tmp_path / "i", write=True) as writer:
        writer.add(texts[:20])
        before = writer.passages()
        with open_index(tmp_path / "i") as reader:
            for text in texts[20:]:
                writer.add([text])
            assert reader.passages() == before
            reader.refresh()
            assert reader.passages() == whole(texts)
            with pytest.raises(OutputError, match="reading only"):
                reader.add(texts)
        with pytest.raises(CopiesIndexBusy, match="another hearsay"):
            open_index(tmp_path / "i", write=True)
    open_index(tmp_path / "i", write=True).close()


def test_another_format_or_engine_and_damage_are_told(tmp_path):
    with pytest.raises(NoSuchPath):
        open_index(tmp_path / "none")
    with open_index(tmp_path / "i", write=True) as index:
        index.add(write_pile(3, 10))
    manifest = tmp_path / "i" / "manifest.json"
    good = manifest.read_text()
    for key, value, error in (
        ("format", "hearsay-copies-index/9", CopiesIndexVersion),
        ("format", None, CopiesIndexVersion),
        ("settings", {"engine": "other"}, CopiesIndexVersion),
        ("settings", {"colour": 3}, CopiesIndexDamaged),
        ("parts", [{"file": "segment-1"}], CopiesIndexDamaged),
    ):
        manifest.write_text(json.dumps(json.loads(good) | {key: value}))
        with pytest.raises(error):
            open_index(tmp_path / "i")
    manifest.write_text("{")
    with pytest.raises(CopiesIndexDamaged):
        open_index(tmp_path / "i")
    manifest.write_text(good)
    segment = next((tmp_path / "i").glob("segment-*"))
    whole_file = segment.read_bytes()
    for broken in (whole_file[:-1], b"x" * len(whole_file), whole_file[:30] + b"\xff" * (len(whole_file) - 30)):
        segment.write_bytes(broken)
        with pytest.raises(CopiesIndexDamaged):
            open_index(tmp_path / "i")
    segment.unlink()
    with pytest.raises(CopiesIndexDamaged):
        open_index(tmp_path / "i")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x")
    with pytest.raises(CopiesIndexDamaged, match="not empty"):
        open_index(tmp_path / "other", write=True)


def test_odd_texts_are_held(tmp_path):
    odd = [
        Text("", ""),
        Text("\ud800", "one \ud800 two", series="\udfff", order="\ud800"),
        Text("repeats", "again " * 5000),
        Text("too", "again " * 3000),
        Text("long", "x" * 200_000),
        Text("none", "… — !"),
        Text("cjk", "東京で地震がありましたが被害は小さいです" * 2),
        Text("cjk2", "東京で地震がありましたが被害は小さいです" * 2),
    ]
    with open_index(tmp_path / "i", write=True) as index:
        for text in odd:
            index.add([text])
        assert index.passages() == whole(odd)
        assert "\ud800" in index


KILLER = textwrap.dedent("""
    import os, random, shutil, signal, sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[1])
    from test_copies_index import write_pile, whole, place
    from hearsay.copies.index import open_index, store

    os.fsync = lambda _: None
    folder, texts = Path(sys.argv[2]), write_pile(7, 40)
    store._AT_ONCE = 0
    with open_index(folder / "base", write=True) as index:
        for text in texts[:30]:
            index.add([text])
    held = {place(p) for p in open_index(folder / "base").passages()}

    def act(index, how):
        if how == "add":
            index.add(texts[30:])
        else:
            index.tidy()

    def run_until(how, step):
        done = 0
        for name in ("open", "replace", "fsync", "unlink"):
            real = getattr(os, name)
            def counted(*args, real=real, **more):
                nonlocal done
                done += 1
                if done == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*args, **more)
            setattr(os, name, counted)
        act(open_index(folder / "copy", write=True), how)

    for how in ("add", "tidy"):
        for step in range(1, 200):
            shutil.rmtree(folder / "copy", ignore_errors=True)
            shutil.copytree(folder / "base", folder / "copy")
            child = os.fork()
            if not child:
                run_until(how, step)
                os._exit(0)
            killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
            with open_index(folder / "copy") as reader:
                found = {place(p) for p in reader.passages()}
                assert held <= found and len(reader) in (30, 40), (how, step)
                assert all(t.id in reader for t in texts[:30])
            with open_index(folder / "copy", write=True) as index:
                index.add(texts[30:])
                index.tidy()
                assert index.passages() == whole(texts), (how, step)
                files = {p.name for p in (folder / "copy").iterdir()}
                assert files == {"lock", "manifest.json", *(p.file for p in index.manifest.parts)}, files
            if not killed:
                print(how, step)
                break
""")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_step_an_index_has_all_it_acknowledged(tmp_path):
    here = str(Path(__file__).parent)
    result = subprocess.run(
        [sys.executable, "-c", KILLER, here, str(tmp_path)], capture_output=True, text=True, check=False, timeout=120
    )
    assert result.returncode == 0, result.stderr
    steps = {name: int(step) for name, step in (line.split() for line in result.stdout.splitlines())}
    assert steps["add"] > 7
    assert steps["tidy"] > 10
