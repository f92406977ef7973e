import io
import unicodedata
from dataclasses import replace

import pytest
from rich.console import Console
from show_pile import build_findings, build_hostile, hashed
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from hearsay import errors, show
from hearsay.show.account import uncounted
from hearsay.show.order import group_claims, order_claims
from hearsay.show.safe import one_line, printable
from hearsay.show.view import View
from hearsay.weigh.voices import SURE_FIT


class Screen(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def screen(act, width=100, **more):
    out = io.StringIO()
    act(Console(file=out, width=width, legacy_windows=False, **more))
    return out.getvalue()


def summary(findings, width=100, **more):
    return screen(lambda c: show.print_summary(findings, c), width, **more)


def claim_id(findings, start):
    return next(c.id for c in findings.claims if _gist(findings, c).startswith(start))


def _gist(findings, claim):
    m = claim.mentions[claim.gist]
    return next(r for r in findings.reports if r.id == m.report).text[m.start : m.end]


@pytest.mark.parametrize("width", [100, 60])
def test_the_summary_reads_as_kept(snapshot, width):
    assert summary(build_findings(), width) == snapshot.use_extension(Screen)


@pytest.mark.parametrize("start", ["At least", "The crew", "The fire"])
def test_the_account_of_a_claim_reads_as_kept(snapshot, start):
    findings = build_findings()
    told = screen(lambda c: show.print_why(findings, claim_id(findings, start), c))
    assert told == snapshot.use_extension(Screen)


def test_a_mention_that_fits_badly_is_told_why_it_adds_nothing():
    findings = build_findings()
    claim = next(c for c in findings.claims if c.id == claim_id(findings, "At least"))
    weighed = findings.weighed[claim.id]
    plain = next(i for i, m in enumerate(claim.mentions) if m.stance == "asserts" and m.voice == "attributed")
    for fit, told in ((SURE_FIT, False), (SURE_FIT - 0.01, True)):
        loose = replace(
            claim, mentions=tuple(replace(m, fit=fit) if i == plain else m for i, m in enumerate(claim.mentions))
        )
        bare = replace(weighed, independent=replace(weighed.independent, proof_low=()))
        rows = dict(uncounted(loose, bare, View(findings)))
        assert ("another question" in rows[plain]) is told


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(width):
    findings = build_findings()
    for told in (
        summary(findings, width),
        screen(lambda c: show.print_why(findings, claim_id(findings, "At least"), c), width),
    ):
        assert max(map(len, told.splitlines())) <= width


def test_without_colour_no_escape_sequence_is_written():
    assert "\x1b" not in summary(build_findings())
    assert "\x1b[1;3" in summary(build_findings(), force_terminal=True, color_system="standard")
    bare = summary(build_findings(), force_terminal=True, color_system="standard", no_color=True)
    assert "\x1b[1;3" not in bare


def test_hostile_text_reaches_no_terminal():
    findings = build_hostile()
    for told in (
        screen(lambda c: show.print_summary(findings, c, all=True)),
        screen(lambda c: show.print_why(findings, findings.claims[0].id, c)),
    ):
        kinds = {unicodedata.category(c) for c in told if c != "\n"}
        assert not kinds & {"Cc", "Cs"}
        assert not set(told) & set("\u202e\u2066\u200b")
        assert "␛[31mred" in told
        assert "⟨RLO⟩" in told
        assert "[bold]x[/bold]" in told
        told.encode("utf-8")


def test_twelve_claims_are_shown_and_the_rest_counted():
    findings = build_findings()
    plan = next(c for c in findings.claims if c.kind == "plan")
    more = tuple(replace(plan, id=hashed("more", str(n))) for n in range(20))
    weighed = findings.weighed | {c.id: replace(findings.weighed[plan.id], claim=c.id) for c in more}
    findings = replace(findings, claims=(*findings.claims, *more), weighed=weighed)
    told = summary(findings)
    assert told.count("hearsay why") == 12
    assert "… and 14 more: hearsay show --all" in told
    every = screen(lambda c: show.print_summary(findings, c, all=True))
    assert every.count("hearsay why") == 26
    assert "pile/broken.pdf" in every


def test_an_empty_pile_says_so():
    empty = replace(build_findings(), claims=(), weighed={})
    assert "No checkable claim was found." in summary(empty)


def test_corroborated_and_disputed_come_first_then_echoes():
    findings = build_findings()
    order = [_gist(findings, c)[:12] for c in order_claims(findings)]
    assert order == ["At least 31 ", "the ferry Al", "The fire ala", "The crew los", "Sarrow Line ", "the ministry"]
    titles = [g.title for g in group_claims(findings)]
    assert titles == ["Corroborated or disputed", "Repeated, from one origin", "In one report"]


def test_a_claim_is_found_by_the_start_of_its_id():
    findings = build_findings()
    whole = claim_id(findings, "At least")
    for given in (whole, whole[:6], f"c-{whole}", f"#c-{whole[:8]}", whole.upper()):
        assert f"claim {whole}" in screen(lambda c, given=given: show.print_why(findings, given, c))


def test_an_id_that_fits_none_or_several_offers_those_that_come_close():
    findings = build_findings()
    whole = claim_id(findings, "At least")
    wrong = whole[:5] + ("0" if whole[5] != "0" else "1")
    with pytest.raises(errors.UnknownClaim, match=whole[:6]):
        show.print_why(findings, wrong, Console(file=io.StringIO()))
    with pytest.raises(errors.UnknownClaim, match="no claim"):
        show.print_why(findings, "", Console(file=io.StringIO()))
    twin = replace(findings.claims[0], id=whole[:10] + "zz")
    with pytest.raises(errors.UnknownClaim, match="begins 2 claim ids"):
        show.print_why(replace(findings, claims=(*findings.claims, twin)), whole[:8], Console(file=io.StringIO()))
    with pytest.raises(errors.UnknownClaim, match="has none"):
        show.print_why(replace(findings, claims=()), "abc", Console(file=io.StringIO()))


def test_control_characters_become_symbols_and_plain_text_stays():
    assert printable("a\tb\nc é 漢 עברית") == "a\tb\nc é 漢 עברית"
    assert printable("\x1b[2J\x00\x7f\x85\ud800") == "␛[2J␀␡\ufffd\ufffd"
    assert one_line(" a \n\n b\u202ec ") == "a b⟨RLO⟩c"
