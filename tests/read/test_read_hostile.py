"""What no newsroom would print is read all the same: nothing fails, every span is a slice, time grows in proportion."""

import json
import random
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay.attribute import attribute
from hearsay.part import read_pile
from hearsay.read import PARSE, bare_report, parse_report
from hearsay.read.extent import LONGEST
from hearsay.types import Parse

SAID = (
    "“We saw smoke over the {},” Petra Vlkova, who lives near the {}, told the Litovel Post on Tuesday. Two men died. "
)
PLACES = "mill harbour depot quarry bridge farm station school church market tower dam lock ferry camp"
WORDS = PLACES.split()


def story(words, seed=1):
    draw = random.Random(seed)
    sentence = len(SAID.split())
    return "".join(SAID.format(draw.choice(WORDS), draw.choice(WORDS)) for _ in range(words // sentence + 1))


def read(text):
    """Everything found in a text, each span checked to be a slice of it."""
    report = bare_report(text)
    parse = parse_report(report)
    said = attribute(report, parse)
    check(text, parse)
    for a in said:
        for span in (*a.source, *a.cue, *a.content, *([a.hedge] if a.hedge else [])):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip()
        assert a.parent is None or 0 <= a.parent < len(said)
    return parse, said


def check(text, parse: Parse):
    assert all(a.end <= b.start for a, b in pairwise(parse.sentences)), "sentences are disjoint and in order"
    for s in parse.sentences:
        assert (s.start, s.end) == (s.starts[0], s.ends[-1])
        assert all(a < b for a, b in zip(s.starts, s.ends, strict=True))
        assert all(b <= a for b, a in zip(s.ends, s.starts[1:], strict=False))
        assert s.heads.count(-1) == 1
        assert all(-1 <= h < len(s.heads) for h in s.heads)
    for span in (*parse.sentences, *parse.names, *parse.times, *parse.quantities, *parse.quotes):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()


ODD = {
    "nothing": "",
    "white space": " \n\t\u00a0\u2003 ",
    "control characters": "The \x00mayor\x07 said\x1b[31m the \x08dam\x7f leaked\x85 on\x9f Tuesday.\x00",
    "emoji": "👩‍👩‍👧‍👦 said 👍🏽 the 🇨🇿 team 🏳️‍🌈 won 3️⃣ times, ❤️‍🔥 the coach said. " * 20,
    "joiners alone": "\u200d\ufe0f\u200b\ufeff\u2060" * 200,
    "mixed scripts": "The mayor, Иван Петров, told 記者 that القاهرة and Αθήνα and तिरुवनन्तपुरम were safe, he said. "
    * 10,
    "right to left": "\u202eThe mayor said\u202c “שלום” on Tuesday, رئيس said. " * 20,
    "combining": "Z̷̢̛a̸͝l̵̈́g̸̑o̴ said t̷h̷e̷ d̷a̷m̷ leaked. " * 30,
    "lone surrogates": "The mayor \ud800 said \udfff the dam leaked \ud83d.",
    "astral": "𝐓𝐡𝐞 𝐦𝐚𝐲𝐨𝐫 𝐬𝐚𝐢𝐝 𝐭𝐡𝐞 𝐝𝐚𝐦 𝐥𝐞𝐚𝐤𝐞𝐝. 𠀀𠀁𠀂。",
    "one mark": "“",
    "marks only": "“”‘’\"'()[]…—–-.!?;:," * 200,
    "open quotes": "“He said “she said “they said " * 60,
    "closing quotes": "he said” she said” they said” " * 60,
    "capitals": "TWO MEN DIED IN KARVINA ON TUESDAY, POLICE SAID, AS A DEPOT BURNED. " * 10,
    "no capitals": "two men died in karvina on tuesday, police said, as a depot burned. " * 10,
    "nested says": "Holub said that " * 150 + "it burned.",
    "commas": "said, " * 800,
    "digits": "1" * 5000 + " people, 1,1,1,1,1,1 and 1.1.1.1.1 died. " + "9" * 400 + " said so.",
    "dates": "on 31 February 9999, 99/99/9999, the 45th of May 0000 and two billion years ago, he said. " * 10,
    "line ends": "The mayor\r\nsaid\rthe\u2028dam\u2029leaked\x0bon\x0cTuesday.",
    "json": json.dumps({"report": "The mayor said", "n": [1, 2, {"x": None}]}) * 20,
    "markup": "<p>The mayor said</p><script>alert('x')</script>" * 20,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_are_read_with_exact_offsets(text):
    read(text)


@pytest.mark.parametrize(
    "letter",
    ["a", "é", "漢", "1", "-", "."] + [pytest.param(c, marks=pytest.mark.slow) for c in ("’", "“", "😀", "\u0301")],
)
def test_one_token_of_20_000_characters_is_read(letter):
    text = f"Police said {letter * 20_000} on Tuesday. The mayor denied it."
    parse, _ = read(text)
    assert parse.sentences


PIECES = (
    st.sampled_from(
        ["“", "”", '"', "'", "’", ".", "…", "\n", "\n\n", ", ", " said ", " denied ", "according to ", " who "]
    )
    | st.sampled_from(
        ["The mayor", "Petra Vlkova", "two officials", "on Tuesday", "about 300 men", "reportedly", "$5m"]
    )
    | st.sampled_from(["👩‍🚒", "\u200b", "\x00", "\ud800", "ß", "İ", "中文", "שלום", "ﬁ", "e\u0301", "\u00ad", "№ 5"])
    | st.text(max_size=8)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_span_of_any_text_is_a_slice_of_it(text):
    read(text)


def seconds(text):
    begun = time.process_time()
    read(text)
    return time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: story(n), id="one line"),
        pytest.param(lambda n: story(n).replace(". ", ".\n"), id="many lines"),
        pytest.param(lambda n: " ".join(random.Random(2).choices(WORDS, k=n)), id="no sentence end"),
        pytest.param(lambda n: "he said " * (n // 2), id="only says"),
        pytest.param(lambda n: "“" + "we ran and " * (n // 3), id="an open quotation"),
    ],
)
def test_time_grows_in_proportion_to_length(make):
    seconds(make(300))
    short, long = min(seconds(make(1_000)) for _ in range(2)), seconds(make(4_000))
    assert long < 4 * 2.2 * short + 0.5


@pytest.mark.slow
def test_a_report_of_100_000_words_is_read_up_to_where_it_says(tmp_path):
    text = story(100_000).replace("Two men died. ", "Two men died.\n\n")
    path = tmp_path / "long.jsonl"
    path.write_text(json.dumps({"id": "long", "text": text}) + "\n")
    found = read_pile(path, workers=0)
    (parse,) = found.parses.values()
    ((_, said),) = found.findings.attributions.items()
    check(text, parse)
    assert len(said) > 1_000
    read_to = parse.sentences[-1].end
    assert read_to > min(len(text), LONGEST) - 10_000
    assert bool(found.unread()) == (len(text) > LONGEST)


@pytest.mark.slow
def test_50_000_words_without_a_sentence_end_are_read():
    parse, _ = read(" ".join(random.Random(3).choices(WORDS, k=50_000)))
    assert sum(len(s.starts) for s in parse.sentences) == 50_000


def test_batches_in_any_order_give_the_same_readings():
    texts = [story(40, seed) for seed in range(6)] + ["No end", "“We ran,” she said.", "🚒 Two died, police said."] * 2
    alone = {t: PARSE.run_batch([t])[0] for t in texts}
    for seed in range(3):
        order = texts[:]
        random.Random(seed).shuffle(order)
        assert PARSE.run_batch(order) == [alone[t] for t in order]


def test_one_worker_two_and_none_give_the_same_readings(tmp_path):
    path = tmp_path / "pile.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": story(60, n)}) + "\n" for n in range(7)), encoding="utf-8")
    back = tmp_path / "back.jsonl"
    back.write_text("".join(reversed(path.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")

    def rows(pile, workers):
        found = read_pile(pile, workers=workers)
        parses = {found.names[k]: [p.sentences, p.names, p.times, p.quantities] for k, p in found.parses.items()}
        said = {
            found.names[k]: [(x.source, x.cue, x.content, x.parent) for x in a]
            for k, a in found.findings.attributions.items()
        }
        return parses, said

    first = rows(path, 0)
    assert rows(path, 1) == rows(back, 2) == first
