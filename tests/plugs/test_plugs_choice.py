"""Readers and attributors from other packages: found, named, chosen, checked, and never mixed in one case."""

import json

import pytest

import hearsay as package
from hearsay.errors import BadPlug, UnknownPlug
from hearsay.part import read_pile
from hearsay.plan import build_plan
from hearsay.plugs import Choice, load, parse_options, plugs_of
from hearsay.store import Reader

STORY = "Two miners were killed in Karvina on Tuesday, police said.\n\nThe mine is closed.\n"

PLAIN = '''
from hearsay.read import TextParse
from hearsay.types import Sentence

class Plain:
    """Every word a noun under the first; no names."""

    def __init__(self, options):
        self.tag = options.get("tag", "NOUN")
        self.version = f"1 {self.tag}"

    def read(self, text):
        starts, ends, at = [], [], 0
        for word in text.split():
            at = text.index(word, at)
            starts.append(at)
            ends.append(at := at + len(word))
        n = len(starts)
        heads = (-1, *([0] * (n - 1)))
        words = tuple(text[a:b] for a, b in zip(starts, ends))
        tree = Sentence(starts[0], ends[-1], 0, tuple(starts), tuple(ends), (self.tag,) * n, heads, ("dep",) * n, words)
        return TextParse((tree,), ())
'''
SHOUT = """
from hearsay.attribute.plugged import Proposal, Proposed
from hearsay.types import Span

class Shout:
    version = "1"

    def __init__(self, options):
        pass

    def find(self, window):
        out = []
        at = window.find("police said")
        if at >= 0:
            out.append(Proposal((Span(at, at + 6),), (Span(at + 7, at + 11),), (Span(0, at - 2),)))
        out.append(Proposal((Span(-3, 9000),), (), (Span(0, 4),)))
        return Proposed(tuple(out), (("ghost", "never stood there"),))
"""
POINTS = {"hearsay.readers": {"plain": "plainreader:Plain"}, "hearsay.attributors": {"shout": "shouting:Shout"}}


@pytest.fixture
def plain(install):
    return install("plain-reader", "2.5", POINTS, {"plainreader": PLAIN, "shouting": SHOUT})


@pytest.fixture
def pile(tmp_path):
    path = tmp_path / "pile.jsonl"
    path.write_text(json.dumps({"id": "one", "text": STORY}) + "\n")
    return path


def test_the_packages_own_are_always_there():
    assert plugs_of("reader")["shipped"] == "hearsay"
    assert {"rules", "endpoint"} <= set(plugs_of("attributor"))
    assert load("reader", Choice("shipped", "rules"), "read") is None


def test_another_package_is_found_with_its_version(plain):
    assert plugs_of("reader")["plain"] == "plain-reader 2.5"


def test_an_unknown_name_is_answered_with_the_names_there_are(plain):
    with pytest.raises(UnknownPlug, match=r"no reader 'plian'\. There are: plain, shipped"):
        build_plan(Choice("plian"))


def test_the_version_of_a_stage_changes_with_reader_and_options(plain):
    versions = {
        next(s.version for s in build_plan(choice).stages if s.name == "parse")
        for choice in (Choice(), Choice("plain"), Choice("plain", options=(("plain.tag", "X"),)))
    }
    assert len(versions) == 3
    assert build_plan(Choice("shipped")).rows() == build_plan().rows()


def test_another_reader_reads(plain, pile):
    found = read_pile(pile, workers=0, choice=Choice("plain", options=(("plain.tag", "X"),)))
    (parse,) = found.parses.values()
    assert {tag for s in parse.sentences for tag in s.upos} == {"X"}


def test_another_reader_reads_in_worker_processes(plain, pile):
    choice = Choice("plain")
    assert read_pile(pile, workers=2, choice=choice).parses == read_pile(pile, workers=0, choice=choice).parses


def test_another_attributor_is_settled_by_the_house_and_its_strays_are_recorded(plain, pile):
    found = read_pile(pile, workers=0, choice=Choice(attributor="shout"))
    ((report, said),) = found.findings.attributions.items()
    first = said[0]
    assert [STORY[s.start : s.end] for s in first.content] == ["Two miners were killed in Karvina on Tuesday"]
    assert first.hop.kind == "official"
    reasons = {(d.report, d.what, d.reason) for d in found.findings.dropped}
    assert (report, "ghost", "never stood there") in reasons
    assert any("none of this window" in why for _, _, why in reasons)


def test_a_resume_never_mixes_readers(plain, pile, tmp_path):
    case = tmp_path / "case"

    def trees():
        reader = Reader(case)
        bodies = dict(reader.bodies("parse"))
        reader.close()
        return bodies

    package.trace(pile, case, workers=0)
    first = trees()
    package.trace(pile, case, workers=0, choice=Choice("plain"))
    assert all(first[key] != body for key, body in trees().items())
    package.trace(pile, case, workers=0)
    assert trees() == first


def test_where_a_reader_fails_nothing_of_another_stands_in(install, pile, tmp_path):
    install("wrong", "1", {"hearsay.readers": {"wrong": "wrongplug:R"}}, {"wrongplug": WRONG})
    case = tmp_path / "case"
    assert package.trace(pile, case, workers=0).case.claims
    again = package.trace(pile, case, workers=0, choice=Choice("wrong", options=(("wrong.how", "loop"),)))
    assert not any(p.sentences for p in again.case.parses().values())
    assert [d.stage for d in again.unreadable] == ["parse", "parse"]
    back = package.trace(pile, case, workers=0)
    assert back.case.claims
    assert not back.unreadable
    assert not [d for d in back.case.findings().dropped if d.stage == "parse"]


BAD = {
    "no version": ("class R:\n    def __init__(self, options): pass\n    def read(self, text): pass\n", BadPlug),
    "no method": ("class R:\n    version = '1'\n    def __init__(self, options): pass\n", BadPlug),
    "raises": ("class R:\n    def __init__(self, options):\n        raise OSError('no weights')\n", BadPlug),
    "no import": ("import not_there_at_all\n", BadPlug),
    "no such name": ("x = 1\n", BadPlug),
}


@pytest.mark.parametrize("why", BAD)
def test_a_broken_plug_is_one_clear_error(install, why):
    source, error = BAD[why]
    install("broken", "1", {"hearsay.readers": {"broken": "brokenplug:R"}}, {"brokenplug": source})
    with pytest.raises(error, match="broken"):
        build_plan(Choice("broken"))


WRONG = """
from dataclasses import replace
from hearsay.read import TextParse, read_text
from hearsay.types import Sentence

class R:
    version = "1"

    def __init__(self, options):
        self.how = options["how"]

    def read(self, text):
        s = Sentence(0, 9, 0, (0, 4), (3, 9), ("NUM", "NOUN"), (1, -1), ("nummod", "root"), ("two", "miner"))
        wrong = {
            "loop": dict(heads=(1, 0)),
            "far": dict(heads=(7, -1)),
            "tags": dict(upos=("NUM", "NOPE")),
            "order": dict(starts=(4, 0), ends=(9, 3), start=4, end=3),
            "outside": dict(ends=(3, 9000), end=9000),
            "short": dict(lemmas=()),
            "none": None,
        }[self.how]
        return None if wrong is None else TextParse((replace(s, **wrong),), ())
"""


@pytest.mark.parametrize("how", ["loop", "far", "tags", "order", "outside", "short", "none"])
def test_wrong_trees_are_set_aside_with_a_record(install, pile, how):
    install("wrong", "1", {"hearsay.readers": {"wrong": "wrongplug:R"}}, {"wrongplug": WRONG})
    found = read_pile(pile, workers=0, choice=Choice("wrong", options=(("wrong.how", how),)))
    assert all(not p.sentences for p in found.parses.values())
    assert any(d.stage == "parse" and "could not be read" in d.reason for d in found.findings.dropped)


@pytest.mark.parametrize(
    ("pair", "why"),
    [("model=x", "NAME.KEY=VALUE"), ("endpoint.model", "NAME.KEY=VALUE"), ("other.model=x", "not chosen")],
)
def test_options_that_fit_nothing_are_refused(pair, why):
    with pytest.raises(BadPlug, match=why):
        parse_options((pair,), Choice(attributor="endpoint"))


def test_the_command_takes_them_and_doctor_lists_them(plain, pile, hearsay):
    code, out, _ = hearsay("read", "pile.jsonl", "--reader", "plain", "--set", "plain.tag=X")
    assert code == 0
    assert {t["upos"] for t in json.loads(out)["tokens"]} == {"X"}
    code, _, err = hearsay("trace", "pile.jsonl", "--reader", "none-such")
    assert code == 1
    assert err == "hearsay: there is no reader 'none-such'. There are: plain, shipped. hearsay doctor lists them.\n"
    _, out, _ = hearsay("doctor")
    assert "plain (plain-reader 2.5), shipped (hearsay)" in out
