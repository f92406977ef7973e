import gzip
import json
import random
import time
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.copies import COPIES, run
from hearsay.copies.marks import quoted_parts
from hearsay.copies.passages import Text, find_passages
from hearsay.types import Line, Report, Stated

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

WIRE = """The flood gates at Marsh Dam were opened shortly after midnight on Tuesday, officials there said, \
forcing about 1,200 families to leave their homes. “We had no choice but to open them or lose the dam entirely,” \
engineer Ola Brandt said.

No deaths were reported by dawn. Rescue crews in two boats were still looking for a pair of fishermen who had gone out \
on the reservoir the evening before and had not come home."""

OWN = """When the sirens sounded over Lower Marsh, Petra Oakes had ten minutes to find her cat. By morning her kitchen \
stood a metre deep in brown water, and so did those of more than a thousand neighbours below the dam, which engineers \
had opened in the night. “We had no choice but to open them or lose the dam entirely,” said Ola Brandt, who runs it.

Two anglers are missing. Nobody is known to have died."""


def pairs(passages, quoted=False):
    return {(p.a, p.b) for p in passages if p.quoted == quoted}


def cut(texts, p):
    by_id = {t.id: t.text for t in texts}
    return by_id[p.a][p.a_start : p.a_end], by_id[p.b][p.b_start : p.b_end]


def test_a_reprint_is_one_passage_quotations_and_all():
    texts = [Text("a", WIRE), Text("b", "River towns wake to water.\n\n" + WIRE + "\n\nWe keep you posted.")]
    (p,) = find_passages(texts)
    assert not p.quoted
    assert cut(texts, p) == (WIRE[:-1], WIRE[:-1])


def test_line_breaks_case_commas_and_curly_quotes_make_no_difference():
    wrapped = WIRE.replace("“", '"').replace("”", '"').replace("1,200", "1200").replace(" the ", "\nTHE ")
    texts = [Text("a", WIRE), Text("b", wrapped)]
    (p,) = find_passages(texts)
    assert cut(texts, p) == (WIRE[:-1], wrapped[:-1])


def test_separate_newsrooms_share_a_quotation_only():
    texts = [Text("a", WIRE), Text("b", OWN)]
    (p,) = find_passages(texts)
    assert p.quoted
    assert cut(texts, p) == ("We had no choice but to open them or lose the dam entirely",) * 2


def test_six_words_in_quotation_marks_are_enough_and_five_are_not():
    six = Text("a", "The mayor was blunt: “Nobody warned us of the rain.” She left at noon.")
    assert [
        p.words for p in find_passages([six, Text("b", 'Asked why, she said, "nobody warned us of the rain".')])
    ] == [6]
    assert find_passages([six, Text("b", 'Asked why, she said, "nobody warned us of the".')]) == []


def test_an_interrupted_quotation_is_one():
    texts = [
        Text("a", "“We will rebuild every house,” the mayor said, “and every bridge that fell.”"),
        Text("b", "The mayor promised: “We will rebuild every house and every bridge that fell.”"),
    ]
    (p,) = find_passages(texts)
    assert p.quoted
    assert p.words == 10


def test_turns_of_speech_that_meet_across_an_interruption_are_no_quotation():
    rest = " Nobody else on the bank would speak to us, and the boats had gone out again by noon."
    said = Text("b", "“We had a good time,” Ola Brandt said. “And then the gates gave way.”" + rest)
    assert find_passages([Text("a", "“They had a good time and then they went home,” a clerk recalled."), said]) == []
    # Six words on one side of the interruption, or eight across it, are one utterance.
    (p,) = find_passages([Text("a", "“So we had a good time and then the rain came,” said a boy."), said])
    assert p.quoted
    assert p.words == 8
    long = Text("c", "“We all had such a good time,” she said. “Later.”" + rest)
    (p,) = find_passages([Text("d", "A clerk recalled: “We all had such a good time!”"), long])
    assert p.quoted
    assert p.words == 7


def test_quoting_what_another_report_wrote_itself_is_reuse():
    lifted = "Rescue crews in two boats were still looking for a pair of fishermen who had gone out"
    (p,) = find_passages([Text("a", WIRE), Text("b", f"The agency wrote: “{lifted}.” We could not reach it.")])
    assert not p.quoted
    (p,) = find_passages([Text("a", WIRE), Text("b", lifted, quotations=((0, len(lifted)),))])
    assert not p.quoted


def test_light_edits_do_not_break_a_passage():
    edited = WIRE.replace("shortly after", "just past").replace("about ", "some ").replace("Rescue crews", "Rescuers")
    (p,) = find_passages([Text("a", WIRE), Text("b", edited)])
    assert p.a_end - p.a_start > 0.95 * len(WIRE)


def test_a_long_title_that_two_reports_name_is_not_reuse():
    name = "the Standing Committee on Rivers, Harbours and Inland Waterways of the Free Republic of Northern Vell"
    assert not find_passages([Text("a", f"He wrote to {name} in May."), Text("b", f"A member of {name} resigned.")])


def test_all_copies_of_a_passage_have_one_group_and_quotations_another():
    texts = [Text("a", WIRE), Text("b", WIRE + " One more."), Text("c", OWN), Text("d", WIRE.split("\n\n")[1])]
    found = find_passages(texts)
    reuse = {p.group for p in found if not p.quoted and "d" not in (p.a, p.b)}
    assert len(reuse) == 1
    assert len({p.group for p in found if p.quoted}) == 1
    assert pairs(found) == {("a", "b"), ("a", "d"), ("b", "d")}
    assert pairs(found, quoted=True) == {("a", "c"), ("b", "c")}


def test_furniture_of_one_outlet_is_not_reuse_and_its_copy_elsewhere_is():
    rnd = random.Random(4)
    words = ["".join(rnd.choices("abcdefgh", k=6)) for _ in range(900)]
    footer = "Sign up here to have the best of our stories brought to your inbox every single morning for free."
    texts = [Text(str(i), " ".join(rnd.choices(words, k=80)) + "\n\n" + footer, series="Post") for i in range(5)]
    assert find_passages(texts) == []
    assert len(pairs(find_passages([*texts, Text("x", "It says: " + footer, series="Echo")]))) == 5


def test_furniture_that_opens_a_quotation_is_furniture_in_every_pair():
    """Most pages share it as a quotation; where the words before it agree too, it looks like reuse."""
    rnd = random.Random(4)
    words = ["".join(rnd.choices("abcdefgh", k=6)) for _ in range(900)]
    footer = "write to us about what you saw in town: “every reader is a reporter, and every street a story”"
    texts = [Text(str(i), " ".join(rnd.choices(words, k=80)) + "\n\n" + footer, series="Post") for i in range(9)]
    ends = [Text(t.id, t.text.replace("\n\n", " all rights are reserved\n\n"), series="Post") for t in texts[:2]]
    assert find_passages([*ends, *texts[2:]]) == []


def test_two_pages_of_an_outlet_show_its_foot_and_what_they_share_within_stays():
    rnd = random.Random(4)
    words = ["".join(rnd.choices("abcdefgh", k=6)) for _ in range(900)]
    footer = "Sign up here to have the best of our stories brought to your inbox every single morning for free."
    one, two, other = (" ".join(rnd.choices(words, k=80)) for _ in range(3))
    feet = [Text("1", f"{one}\n\n{footer}", series="Post"), Text("2", f"{two}\n\n{footer}", series="Post")]
    assert find_passages(feet) == []
    within = [Text("1", f"{one}\n\n{footer}\n\n{two}", series="Post"), Text("2", f"{other} {footer}", series="Post")]
    assert len(find_passages(within)) == 1
    assert len(find_passages([Text("1", f"{one}\n\n{footer}", series="Post"), Text("2", footer, series="Post")])) == 1


def test_ids_that_repeat_are_refused():
    with pytest.raises(ValueError, match="'a': ids must differ"):
        find_passages([Text("a", "one"), Text("b", "two"), Text("a", "three")])


def test_a_passage_everybody_prints_is_never_dropped():
    rnd = random.Random(5)
    words = ["".join(rnd.choices("abcdefgh", k=6)) for _ in range(900)]
    texts = [Text(f"{i:03}", " ".join(rnd.choices(words, k=30)) + "\n\n" + WIRE) for i in range(150)]
    found = find_passages(texts)
    assert {x for p in found for x in (p.a, p.b)} == {t.id for t in texts}
    assert len({p.group for p in found}) == 1
    assert len(found) < 20 * len(texts)


def test_scripts_without_spaces_are_compared_by_character():
    story = "周二午夜过后不久大坝的闸门被打开了迫使约一千二百个家庭离开家园官员说他们别无选择"
    (p,) = find_passages([Text("a", "据本报消息，" + story + "。"), Text("b", story + "。完")])
    assert p.words == len(story) // 2
    thai = "ประตูระบายน้ำของเขื่อนถูกเปิดหลังเที่ยงคืนวันอังคารทำให้ชาวบ้านต้องอพยพออกจากบ้านเรือน"
    assert len(find_passages([Text("a", thai), Text("b", "ข่าว " + thai)])) == 1


def test_accents_ligatures_and_soft_hyphens_do_not_hide_a_copy():
    plain = "five officers of the first cafe fire brigade found office files burning on the fifth floor at night"
    odd = plain.replace("fi", "ﬁ").replace("cafe", "café").replace("brigade", "bri\u00adgade")
    texts = [Text("a", plain), Text("b", odd)]
    (p,) = find_passages(texts)
    assert cut(texts, p) == (plain, odd)


def test_only_story_lines_take_part_and_identical_reports_never_do():
    def report(id_, roles, duplicate_of=None):
        text, lines, at = "", [], 0
        for role, words in roles:
            lines.append(Line(at, at + len(words), role, 1.0, ""))
            text += words + "\n"
            at = len(text)
        return Report(id_, id_ + ".txt", text, "en", tuple(lines), (), duplicate_of, outlet=Stated(id_, "text"))

    story, rest = WIRE.split("\n\n")
    piles = [
        report("a", [("title", rest), ("body", story), ("furniture", rest)]),
        report("b", [("body", story), ("furniture", rest), ("related", rest)]),
        report("c", [("body", story)], duplicate_of="b"),
    ]
    made = run({r.id: r for r in piles})
    (p,) = made.value
    assert (p.a, p.b) == ("a", "b")
    assert piles[1].text[p.b_start : p.b_end] == story[:-1]
    assert COPIES.makes == "passages"


def test_a_furniture_line_within_the_story_does_not_split_a_passage():
    story, rest = WIRE.split("\n\n")
    text = story + "\n\nAdvertisement\n\n" + rest
    parts = ((0, len(story)), (text.index(rest), len(text)))
    (p,) = find_passages([Text("a", WIRE), Text("b", text, parts=parts)])
    assert text[p.b_start : p.b_end] == text[:-1]


def test_quotations_are_told_from_marks():
    def quotes(text):
        return [text[a:b] for a, b in quoted_parts(text)]

    assert quotes("She said “no” and \"yes\" and 'maybe so' but didn't, the boys' mother said.") == [
        "no",
        "yes",
        "maybe so",
    ]
    assert quotes("“One paragraph.\n\n“Another one.” Then words.") == ["One paragraph.", "Another one."]
    assert quotes("«Nein», sagte er. „Doch“, sagte sie. »Gut.«") == ["Nein", "Doch", "Gut."]
    assert quotes('"Unclosed to the end\nof the line. Next') == ["Unclosed to the end"]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_order_of_the_pile_changes_nothing_and_every_span_is_in_its_text(data):
    words = st.lists(
        st.sampled_from(["river", "“open", "gates”", "night,", "the", "‘and’", "1,200", "families\n\n"]), max_size=60
    )
    texts = [
        Text(str(i), " ".join(w) + data.draw(st.sampled_from(["", WIRE, OWN])))
        for i, w in enumerate(data.draw(st.lists(words, max_size=5)))
    ]
    found = find_passages(texts)
    assert find_passages(data.draw(st.permutations(texts))) == found
    for p in found:
        assert p.a < p.b
        for side in cut(texts, p):
            assert side
            assert side.strip() == side


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_no_text_whatever_fails(texts):
    for p in find_passages([Text(str(i), t * 9) for i, t in enumerate(texts)]):
        assert 0 <= p.a_start < p.a_end
        assert p.group


@pytest.mark.parametrize(
    "texts",
    [
        ["word " * 200_000, "other word " * 100_000, "word " * 100_000],
        ["“a " * 30_000, '"' * 50_000, "“" * 50_000],
        ["\ud800 x", "", " \n"],
        [WIRE] * 1500,
    ],
)
def test_hostile_piles_stay_cheap(texts):
    began = time.process_time()
    find_passages([Text(f"{i:04}", t) for i, t in enumerate(texts)])
    assert time.process_time() - began < 6


@pytest.mark.skipif(not (SHARED / "data/same-event/basil.jsonl.gz").exists(), reason="needs the shared data")
def test_reports_of_one_event_by_separate_newsrooms_do_not_look_like_copies():
    events = defaultdict(list)
    with gzip.open(SHARED / "data/same-event/basil.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            body = "\n\n".join(" ".join(p) for p in row["body-paragraphs"])
            events[row["triplet-uuid"]].append(Text(row["path"], body))
    flagged = sum(len(pairs(find_passages(texts))) for texts in events.values())
    # All seven share text in earnest: wire copy, a letter, an indictment, a post printed without marks.
    assert flagged <= 7
