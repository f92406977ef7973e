"""The name a page goes by: what is declared, what its furniture says, what its dateline leaves; and its other names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from hearsay.clean.facts import Facts
from hearsay.clean.fullest import fullest, recased
from hearsay.clean.names import WHO, clean_name, is_initials, is_outlet, is_person, is_title_case
from hearsay.clean.outlet import Sign, choose_outlet, host_of, hosts_in, page_signs, rank_of, same_outlet
from hearsay.clean.self_names import cited_names, name_of_host, names_itself, told_names
from hearsay.clean.title import split_site, title_text
from hearsay.text import fold, initials
from hearsay.types import Stated

__all__ = ["find_aliases", "find_outlet", "own_names"]

_DESKS = ("sport", "sports", "politics", "business", "world", "opinion", "money", "travel", "newsdesk", "news desk")
_HEADER = re.compile(r"(?:From|FROM):\s*\"?(?P<who>[^<@\"\n]{3,70}?)\"?\s*(?:<[^>]*>)?$")
_COMPANY = re.compile(r"([A-Z][\w&.' -]{2,40}?),? (?:ASA?|Oyj|PLC|plc|Inc|Ltd|AG|SE|NV|S\.?p\.?A|Corp)\.?")
_SHORT = re.compile(r"\s\((?P<short>[A-Z][A-Z.&-]{1,7})\)")
_NAMED_BEFORE = re.compile(rf"(?:^|[^\w])(?P<full>{WHO})$")


def own_names(facts: Facts) -> tuple[list[Sign], dict[int, str]]:
    """Signs of the page's own name, from its furniture, masthead, headline suffix, copyright and staff bylines."""
    head = facts.title if facts.title is not None else facts.first_prose
    story = (
        frozenset(
            i
            for i, t in enumerate(facts.traits)
            if (t.prose and facts.zone.holds(i))
            or i == facts.title
            or (i in facts.related and not facts.related[i].startswith("heading of"))
            or t.label
            or (facts.comments is not None and i > facts.comments and t.words > 8)
        )
        | frozenset(i for i, found in facts.credits.items() if any(f.whole for f in found))
        | frozenset(facts.slugs)
    )
    signs = page_signs([r.text for r in facts.runs], head, story)
    if facts.title is not None:
        _, site = split_site(facts.runs[facts.title].text)
        if site and is_title_case(site):
            signs.append(Sign(site, 2.0 if is_outlet(site) else 1.0, facts.title, "it stands behind the headline"))
    headline = fold(title_text(facts.runs[facts.title].text)) if facts.title is not None else ""
    for i, run in enumerate(facts.runs):
        header = _HEADER.match(run.text)
        if (
            header
            and i < head
            and is_title_case(clean_name(header["who"]))
            and not is_person(clean_name(header["who"]))
        ):
            signs.append(Sign(clean_name(header["who"]), 2.0, i, "it sent the message"))
        head_part, site = split_site(run.text) if len(run.text) < 300 else (run.text, None)
        if i != facts.title and site and headline and fold(head_part) == headline:
            signs.append(Sign(site, 2.0, i, "it stands behind the headline"))
    for i, items in sorted(facts.credits.items()):
        for item in items:
            if item.kind == "copyright" and (i >= facts.last_prose or i < head):
                signs.append(Sign(item.name, 2.5, i, "it holds the copyright"))
            elif item.kind == "affiliation":
                signs.append(Sign(item.name, 1.0 + 0.6 * is_outlet(item.name), i, "its staff wrote the story"))
    signs += _spelt_out(facts, head)
    told = _self_named(facts, signs, story)
    signs += told
    if facts.masthead is not None:
        signs.append(Sign(facts.masthead.name, 3.0, facts.masthead.run, "its masthead heads the page"))
    asides = {
        s.run: f"names the outlet: {s.why}"
        for s in signs
        if s.why == "it heads the page" and s.run not in facts.credits
    }
    if facts.masthead is not None:
        asides |= {facts.masthead.run: "the masthead"} | dict.fromkeys(facts.masthead.asides, "beside the masthead")
    return signs, asides


def find_outlet(
    facts: Facts, known: Mapping[str, tuple[Stated, ...]], signs: Sequence[Sign], url: str | None
) -> tuple[Stated | None, str | None]:
    """The outlet with where its name was read, in the fullest form of the page, and the signs it rests on."""
    found, why = _find_outlet(facts, known, signs, url)
    if found is None or rank_of(found.how) <= 1:
        return found, why
    texts = [r.text[:4000] for r in facts.runs]
    name = found.value
    if is_initials(name) or found.how == "inferred_dateline":
        hosts = hosts_in("\n".join(t[:400] for t in texts))
        name = fullest(name, texts) or name_of_host(name, hosts, ()) or name
    return Stated(recased(name, texts), found.how), why


def _find_outlet(
    facts: Facts, known: Mapping[str, tuple[Stated, ...]], signs: Sequence[Sign], url: str | None
) -> tuple[Stated | None, str | None]:
    declared = known.get("outlet", ())
    if declared and rank_of(declared[0].how) <= 1:
        return declared[0], None
    credited = [f.name for found in facts.credits.values() for f in found if f.kind in ("republished_from", "via")]
    if facts.masthead is not None:  # "Source: Radio Litava | Ann Lee" on the page of Radio Litava
        credited = [name for name in credited if not same_outlet(name, facts.masthead.name)]
    wires = [f.name for found in facts.credits.values() for f in found if f.kind == "agency"]
    wires += [d.agency for d in facts.datelines.values() if d.agency]
    hosts = hosts_in("\n".join(r.text[:400] for r, t in zip(facts.runs, facts.traits, strict=True) if t.words <= 40))
    if chosen := choose_outlet(signs, [*credited, *wires], hosts):
        return Stated(chosen[0], "text"), chosen[1]
    if own := choose_outlet(signs, credited, hosts):
        return Stated(own[0], "text"), own[1]
    if declared:
        return declared[0], None
    if url and (host := host_of(url)):
        return Stated(host, "inferred_domain"), "the address of the page"
    named = sorted({d.agency for d in facts.datelines.values() if d.agency})
    named = named or sorted({s.agency for s in facts.slugs.values()})
    if not named and not credited:  # "By Meridian News Agency", and no page around it
        named = sorted(
            {f.name for found in facts.credits.values() for f in found if f.kind == "agency" and f.rule == "byline"}
        )
    if len(named) == 1 and not credited:
        return Stated(named[0], "inferred_dateline"), "the dateline's agency, and no other outlet is named"
    return None, None


def _self_named(facts: Facts, signs: Sequence[Sign], story: frozenset[int]) -> list[Sign]:
    """Signs from the story's own words: a name of the furniture, or of an address, that is told things in the story."""
    body = [r.text for i, r in enumerate(facts.runs) if facts.traits[i].prose and facts.zone.holds(i)]
    told = told_names(body)
    if not told:
        return []
    found = []
    why = "the story says that it was told"
    for name, run in sorted({(s.name, s.run) for s in signs}):
        short = re.sub(rf"\s+(?:{'|'.join(_DESKS)})$", "", name, flags=re.IGNORECASE)
        if names_itself(_titled(short), body):
            found.append(Sign(short, 2.0, run, why))
    texts = [r.text[:400] for i, r in enumerate(facts.runs) if i not in story]
    hosts = hosts_in("\n".join(r.text[:400] for r, t in zip(facts.runs, facts.traits, strict=True) if t.words <= 40))
    cited = cited_names(body)
    for said in sorted(told):
        short = re.sub(r"^the ", "", said)
        if fold(short) in cited or not said.startswith("the ") or len(short.split()) > 2:
            continue
        full = name_of_host(short, hosts, texts + body)
        if full is not None:
            found.append(Sign(full, 2.0, len(facts.runs), "its address bears the name that the story was told to"))
    return found


def _spelt_out(facts: Facts, head: int) -> list[Sign]:
    """Signs from lines above the story: initials with their name, "MNA - Meridian News Agency", or a listed company."""
    found = []
    for i, run in enumerate(facts.runs[: max(head, facts.first_prose)]):
        parts = [p.strip() for p in re.split(r"\s+[-–—]+\s+|\s*[|/•·]\s*", run.text) if p.strip()]
        if i == facts.title or len(run.text) > 120:
            continue
        for short, full in itertools.pairwise(parts):
            if is_initials(short) and initials(full).startswith(short) and is_title_case(full):
                found.append(Sign(full, 2.5, i, "its initials stand before it"))
        firms = [p for p in parts if len(parts) > 1 and _COMPANY.fullmatch(p)]
        if i in facts.dated or i in facts.credits or i == (facts.title or 0) + 1:
            why = "a company's notice names it beside the date"
            found += [Sign(_COMPANY.sub(r"\1", firm), 2.5, i, why) for firm in firms]
    return found


def _titled(name: str) -> str:
    return name.title() if name.isupper() or name.islower() else name


def find_aliases(facts: Facts, outlet: Stated | None, url: str | None, text: str) -> tuple[str, ...]:
    """What else the page calls its outlet: initials in brackets, another spelling in a credit, its domain."""
    if outlet is None:
        return ()
    names: list[str] = []
    for match in _SHORT.finditer(text):
        before = _NAMED_BEFORE.search(text[max(0, match.start() - 90) : match.start()])
        full = clean_name(before["full"]) if before else ""
        if full and same_outlet(full, outlet.value) and initials(full).endswith(match["short"].replace(".", "")):
            names.append(match["short"])
    wires = [d.agency for d in facts.datelines.values() if d.agency]
    wires += [
        f.name for found in facts.credits.values() for f in found if f.kind in ("agency", "copyright", "affiliation")
    ]
    names += [w for w in wires if w != outlet.value and same_outlet(w, outlet.value)]
    if url and (host := host_of(url)):
        names += [host, host.rsplit(".", 1)[0].split(".")[-1]]
    return tuple(n for n in dict.fromkeys(names) if n != outlet.value)
