"""A hand-made pile for the tests of show: an invented ferry fire, told by six invented outlets and one blog."""

from __future__ import annotations

import hashlib

from hearsay.types import (
    Anchor,
    Answer,
    Attribution,
    Claim,
    Count,
    Credit,
    Derivation,
    Disagreement,
    Dropped,
    Evidence,
    Findings,
    Grade,
    Hop,
    Incident,
    Independent,
    Line,
    Mention,
    Origin,
    Passage,
    Place,
    Reading,
    Report,
    Side,
    Span,
    Stated,
    Tie,
    Value,
    Weighed,
    When,
)

TOLL = "At least 31 people died when the ferry Alma Rose caught fire off Port Kestrel late on Monday"
HOLUB = "interior ministry spokesman Jan Holub said"
ENGINE = "The crew lost control of the engine room within ten minutes"

PAGES = {
    "mna": [
        ("title", "Ferry fire off Port Kestrel kills at least 31"),
        ("byline", "By Ana Reyl"),
        ("body", f"PORT KESTREL, March 4 (MNA) - {TOLL}, {HOLUB}."),
        ("body", f"“{ENGINE},” Holub told reporters."),
        ("body", "The operator, Sarrow Line, did not respond to a request for comment."),
        ("body", "Sarrow Line plans to resume the night service in April, according to a notice on its website."),
    ],
    "courier": [
        ("furniture", "We value your privacy. Accept all cookies"),
        ("title", "Dozens dead in Port Kestrel ferry blaze"),
        ("credit", "Meridian News Agency"),
        ("body", f"{TOLL}, {HOLUB}."),
        ("body", f"“{ENGINE},” Holub told reporters."),
        ("related", "READ ALSO: Ten walks for a rainy weekend"),
        ("furniture", "Share this on Chirper · Print · Send to a friend"),
    ],
    "herald": [
        ("title", "Tragedy at sea: 31 lost on the Alma Rose"),
        ("byline", "By Herald staff"),
        ("body", f"{TOLL}, {HOLUB}."),
        ("body", f"“{ENGINE},” he said."),
        ("furniture", "Subscribe to the Herald from 1 crown a week"),
    ],
    "harvest": [
        ("furniture", "متبقي يوم واحد على حملة التبرعات"),
        ("title", "Tragedy at sea: 31 lost on the Alma Rose"),
        ("credit", "Originally appeared at the Kestrel Bay Herald"),
        ("body", f"{TOLL}, {HOLUB}."),
        ("body", f"“{ENGINE},” he said."),
        ("comment", "seafarer_62: my cousin was aboard, nobody tells us anything"),
    ],
    "tribune": [
        ("title", "On the quay at Port Kestrel, counting the dead"),
        ("standfirst", "Our reporter watched through the night as the Alma Rose was towed in."),
        ("byline", "By Mirela Toth in Port Kestrel"),
        (
            "body",
            "The Alma Rose burned within sight of the harbour on Monday night. By dawn this newspaper had counted 34"
            " bodies on the quay.",
        ),
        (
            "body",
            "The fire alarm had been ringing for an hour before anyone called for help, said a harbour official who"
            " asked not to be named because the inquiry is open.",
        ),
        (
            "correction",
            "Correction, March 6: an earlier version of this article gave the wrong name for the harbour master.",
        ),
    ],
    "statement": [
        ("title", "Statement on the Alma Rose"),
        ("body", "Fewer than twenty passengers lost their lives in Monday’s fire, Sarrow Line said."),
        (
            "body",
            "No alarm was ignored, the company added, and the crew called for help at once. It grieves with the"
            " families.",
        ),
    ],
    "blog": [
        ("title", "What they won’t tell you about the ferry"),
        ("body", "More than a hundred people burned to death on the Alma Rose, and the ministry wants you to forget."),
    ],
}
OUTLETS = {
    "mna": Stated("Meridian News Agency", "text"),
    "courier": Stated("The Sarrow Courier", "declared_jsonld"),
    "herald": Stated("Kestrel Bay Herald", "declared_og"),
    "harvest": Stated("NewsHarvest", "inferred_domain"),
    "tribune": Stated("The Lowland Tribune", "text"),
    "statement": Stated("Sarrow Line", "given"),
    "blog": None,
}
DAYS = {"mna": "2031-03-04", "courier": "2031-03-04", "herald": "2031-03-04", "tribune": "2031-03-05"}

MINISTRY = Hop(
    "official", "Jan Holub", "interior ministry spokesman", cue="said", body="interior ministry", nationality=None
)
HARBOUR = Hop("anonymous", None, "a harbour official who asked not to be named", cue="said", body="harbour")


def hashed(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def make_report(
    slug: str, page: list[tuple[str, str]], outlet: Stated | None, day: str | None = None, **more
) -> Report:
    text, lines = "", []
    for role, words in page:
        start = len(text)
        text += words + "\n\n"
        lines.append(Line(start, start + len(words), role, 0.1 if role == "furniture" else 0.9, f"{role}_rule"))
    return Report(
        id=hashed("report", slug),
        path=f"pile/{slug}.txt",
        text=text.rstrip("\n"),
        language=more.pop("language", "en"),
        lines=tuple(lines),
        credits=more.pop("credits", ()),
        title=more.pop("title", next((w for r, w in page if r == "title"), None)),
        outlet=outlet,
        published=When(day, day, "day", day, "declared_meta") if day else None,
        **more,
    )


def find(report: Report, words: str) -> tuple[int, int]:
    start = report.text.index(words)
    return start, start + len(words)


def at(report: Report, words: str) -> Anchor:
    return Anchor(report.id, *find(report, words))


def outlet_hop(report: Report) -> Hop:
    name = report.outlet.value if report.outlet else None
    return Hop("outlet", name, link="outlet", at=Anchor(report.id, field="outlet", value=name))


def sentence_of(report: Report, start: int) -> Span:
    begin = max(report.text.rfind("\n", 0, start), report.text.rfind(". ", 0, start) + 1) + 1
    ends = [e for e in (report.text.find(". ", start) + 1, report.text.find("\n", start)) if e > 0]
    return Span(begin, min([*ends, len(report.text)]))


def mention(report: Report, quote: str, chain: tuple[Hop, ...], **more) -> Mention:
    start, end = find(report, quote)
    plain = {
        "kind": "event",
        "voice": "attributed",
        "stance": "asserts",
        "polarity": "affirmed",
        "modality": "happened",
        "predicate": "die",
        "arguments": (),
        "terms": (),
    }
    return Mention(
        id=hashed("mention", report.id, str(start), str(end), more.get("kind", "event")),
        report=report.id,
        start=start,
        end=end,
        sentence=sentence_of(report, start),
        chain=(outlet_hop(report), *chain),
        **(plain | more),
    )


def independent(low: int, high: int, p2: float, proof_low=(), proof_high=()) -> Independent:
    return Independent(low, high, p2, tuple(proof_low), tuple(proof_high))


def two(p2: float) -> Independent:
    return independent(2, 2, p2, (0, 4), (0, 4))


def same_chain_ties(claim_mentions: list[Mention]) -> list[Tie]:
    ties = []
    for i, a in enumerate(claim_mentions):
        for j in range(i + 1, len(claim_mentions)):
            b = claim_mentions[j]
            ties += [
                Tie((i, h), (j, k), "same", "same name")
                for h, x in enumerate(a.chain)
                for k, y in enumerate(b.chain)
                if x.name and x.name == y.name
            ]
    return ties


def build_findings() -> Findings:
    r = {slug: make_report(slug, page, OUTLETS[slug], DAYS.get(slug)) for slug, page in PAGES.items()}
    credit = Credit("agency", "Meridian News Agency", *find(r["courier"], "Meridian News Agency"))
    again = Credit("republished_from", "Kestrel Bay Herald", *find(r["harvest"], PAGES["harvest"][2][1]))
    r["courier"] = make_report(
        "courier", PAGES["courier"], OUTLETS["courier"], DAYS["courier"], credits=(credit,), byline=("MNA",),
        url="https://courier.example/ferry?id=7&x=<y>",
    )  # fmt: skip
    r["harvest"] = make_report(
        "harvest", PAGES["harvest"], OUTLETS["harvest"], credits=(again,), warnings=("no publication date found",)
    )
    copy = make_report(
        "courier-copy", PAGES["courier"], OUTLETS["courier"], DAYS["courier"], duplicate_of=r["courier"].id
    )

    wire = Hop("outlet", "Meridian News Agency", link="credit", at=at(r["courier"], "Meridian News Agency"))
    wire_copied = Hop("outlet", "Meridian News Agency", link="copy", at=at(r["herald"], TOLL))
    herald = Hop("outlet", "Kestrel Bay Herald", link="credit", at=at(r["harvest"], PAGES["harvest"][2][1]))

    def spoken(slug: str) -> Hop:
        return Hop(**({f: getattr(MINISTRY, f) for f in MINISTRY.__slots__} | {"at": at(r[slug], HOLUB)}))

    tails = {
        "mna": (spoken("mna"),),
        "courier": (wire, spoken("courier")),
        "herald": (wire_copied, spoken("herald")),
        "harvest": (herald, wire_copied, spoken("harvest")),
    }
    group = hashed("passage", TOLL)

    def toll(slug: str, quote: str, low, high, said, tail, **more) -> Mention:
        value = Value(low, high, "people", "count", said, scope=("aboard the Alma Rose",))
        return mention(r[slug], quote, tail, kind="count", value=value, **more)

    dead = "At least 31 people died"
    c_toll = [
        toll("mna", dead, 31.0, None, "At least 31", tails["mna"]),
        toll("courier", dead, 31.0, None, "At least 31", tails["courier"]),
        toll("herald", dead, 31.0, None, "At least 31", tails["herald"], passages=(group,)),
        toll("harvest", dead, 31.0, None, "At least 31", tails["harvest"], passages=(group,)),
        toll("tribune", "this newspaper had counted 34 bodies on the quay", 34.0, 34.0, "34", (), voice="own"),
        toll(
            "statement", "Fewer than twenty passengers lost their lives", 0.0, 19.0, "Fewer than twenty", (),
            voice="own", predicate="lose",
        ),
        toll("blog", "More than a hundred people burned to death", 101.0, None, "More than a hundred", (),
             voice="unsourced", predicate="burn"),
    ]  # fmt: skip
    monday = When("2031-03-03", "2031-03-03", "day", "late on Monday", "dateline")
    sea = Place("Port Kestrel", ("Sarrow", "Kestrel Bay", "Port Kestrel"), "off Port Kestrel")
    fire = "the ferry Alma Rose caught fire off Port Kestrel late on Monday"
    c_fire = [
        mention(r[s], fire, tails[s], when=monday, where=sea, actors=("Alma Rose",), predicate="catch")
        for s in ("mna", "courier", "herald", "harvest")
    ] + [
        mention(
            r["tribune"], "The Alma Rose burned within sight of the harbour on Monday night", (), voice="own",
            when=monday, actors=("Alma Rose",), predicate="burn",
        )
    ]  # fmt: skip
    c_engine = [
        mention(r[s], ENGINE, tails[s], kind="state", predicate="lose", quotations=(hashed("quote", ENGINE),))
        for s in ("mna", "courier", "herald", "harvest")
    ]
    ringing = "The fire alarm had been ringing for an hour before anyone called for help"
    harbour = Hop(
        **(
            {f: getattr(HARBOUR, f) for f in HARBOUR.__slots__}
            | {"at": at(r["tribune"], "said a harbour official who asked not to be named")}
        )
    )
    c_alarm = [
        mention(r["tribune"], ringing, (harbour,), kind="state", predicate="ring"),
        mention(
            r["statement"], "No alarm was ignored", (), kind="denial", voice="own", stance="denies",
            polarity="negated", predicate="ignore",
        ),
        mention(
            r["mna"], "Sarrow Line, did not respond to a request for comment", (), kind="statement",
            voice="own", stance="declines", predicate="respond",
        ),
    ]  # fmt: skip
    notice = Hop("document", None, "a notice on its website", cue="according to", at=at(r["mna"], "according to"))
    c_plan = [
        mention(r["mna"], "Sarrow Line plans to resume the night service in April", (notice,), kind="plan",
                modality="planned", predicate="resume")
    ]  # fmt: skip
    c_motive = [
        mention(r["blog"], "the ministry wants you to forget", (), kind="state", voice="unsourced", soft="motive",
                hedge=None, predicate="want")
    ]  # fmt: skip

    claims, weighed = [], {}

    def claim(kind: str, mentions: list[Mention], readings, origins, origin_list, count, disagreements=(), ties=()):
        name = hashed("claim", mentions[0].id)
        claims.append(Claim(name, "i-ferry", kind, 0, tuple(mentions)))
        disagreements = tuple(
            Disagreement(name, slot, what, tuple(Side(v, m, c) for v, m, c in sides))
            for slot, what, sides in disagreements
        )
        weighed[name] = Weighed(
            name, tuple(readings), Count(*origins), tuple(origin_list), count,
            (*same_chain_ties(mentions), *ties), disagreements,
        )  # fmt: skip

    least = Answer("quantity", "At least 31 people", 31.0, None, "people")
    exact = Answer("quantity", "34 bodies", 34.0, 34.0, "people")
    fewer = Answer("quantity", "Fewer than twenty passengers", 0.0, 19.0, "people")
    hundred = Answer("quantity", "More than a hundred people", 101.0, None, "people")
    jan = Origin("official", "Jan Holub", "interior ministry spokesman", (0, 1, 2, 3), True)
    own = Origin("outlet", "The Lowland Tribune", None, (4,), True)
    claim(
        "count",
        c_toll,
        [
            Reading(least, (0, 1, 2, 3, 4), Count(2, 2), two(0.97), Grade(2, ("disputed",))),
            Reading(exact, (4,), Count(1, 1), independent(1, 1, 0.0, (4,), (4,)), Grade(3, ("single_origin",))),
            Reading(fewer, (5,), Count(1, 1), independent(1, 1, 0.0, (5,), (5,)), Grade(5, ("outweighed",))),
            Reading(hundred, (6,), Count(0, 1), independent(0, 1, 0.0, (), (6,)), Grade(3, ("unsourced",))),
        ],
        (3, 4),
        [jan, own, Origin("outlet", "Sarrow Line", None, (5,), True), Origin("outlet", None, None, (6,), False)],
        independent(3, 4, 0.97, (0, 4, 5), (0, 4, 5, 6)),
        [
            ("quantity", "refines", [(least, (0, 1, 2, 3), Count(1, 1)), (exact, (4,), Count(1, 1))]),
            ("quantity", "conflict", [(least, (0, 1, 2, 3, 4), Count(2, 2)), (fewer, (5,), Count(1, 1))]),
        ],
        [
            Tie((0, 0), (4, 0), "different", "two outlets with different names"),
            Tie((4, 0), (5, 0), "different", "two outlets with different names"),
            Tie((4, 0), (6, 0), "open", "an outlet of unknown name is shown different from nothing"),
        ],
    )  # fmt: skip
    claim(
        "event",
        c_fire,
        [Reading(None, (0, 1, 2, 3, 4), Count(2, 2), two(0.96), Grade(1, ("corroborated",)))],
        (2, 2),
        [jan, own],
        two(0.96),
        (),
        [Tie((0, 1), (4, 0), "different", "an official and an outlet are different kinds")],
    )  # fmt: skip
    claim(
        "state",
        c_engine,
        [Reading(None, (0, 1, 2, 3), Count(1, 1), independent(1, 1, 0.0, (0,), (0,)), Grade(3, ("single_origin",)))],
        (1, 1),
        [jan],
        independent(1, 1, 0.0, (0,), (0,)),
    )
    yes, no = Answer("polarity", "yes"), Answer("polarity", "no")
    claim(
        "state",
        c_alarm,
        [
            Reading(yes, (0,), Count(1, 1), independent(1, 1, 0.0, (0,), (0,)), Grade(4, ("contested",))),
            Reading(no, (1,), Count(1, 1), independent(1, 1, 0.0, (1,), (1,)), Grade(4, ("contested",))),
        ],
        (1, 1),
        [Origin("anonymous", None, HARBOUR.description, (0,), True)],
        independent(1, 1, 0.0, (0,), (0,)),
        [("polarity", "denial", [(yes, (0,), Count(1, 1)), (no, (1,), Count(1, 1))])],
    )
    claim(
        "plan",
        c_plan,
        [Reading(None, (0,), Count(1, 1), independent(1, 1, 0.0, (0,), (0,)), Grade(3, ("single_origin",)))],
        (1, 1),
        [Origin("document", None, notice.description, (0,), True)],
        independent(1, 1, 0.0, (0,), (0,)),
    )
    claim(
        "state",
        c_motive,
        [Reading(None, (0,), Count(0, 1), independent(0, 1, 0.0, (), (0,)), Grade(6, ("no_holder", "motive")))],
        (0, 1),
        [Origin("outlet", None, None, (0,), False)],
        independent(0, 1, 0.0, (), (0,)),
    )

    passages = tuple(
        Passage(r[a].id, r[b].id, *find(r[a], f"{TOLL}, {HOLUB}."), *find(r[b], f"{TOLL}, {HOLUB}."), 24, False, group)
        for a, b in (("mna", "courier"), ("mna", "herald"), ("courier", "herald"), ("herald", "harvest"))
    )
    derivations = (
        Derivation(
            r["courier"].id, r["mna"].id, "Meridian News Agency", "republication", True, "declared", 0.99,
            ("credit line names the agency",), (Evidence(at(r["courier"], "Meridian News Agency")),),
        ),
        Derivation(
            r["harvest"].id, r["herald"].id, "Kestrel Bay Herald", "republication", True, "declared", 0.99,
            ("republication line",), (Evidence(at(r["harvest"], PAGES["harvest"][2][1]), at(r["herald"], TOLL)),),
        ),
        Derivation(
            r["herald"].id, r["mna"].id, "Meridian News Agency", "passage_reuse", False, "inferred", 0.93,
            ("the child lacks the dateline", "24 words in a row"),
            (Evidence(at(r["herald"], TOLL), at(r["mna"], TOLL)),
             Evidence(Anchor(r["herald"].id, field="canonical", value="https://mna.example/1"))),
        ),
    )  # fmt: skip
    attributions = {
        r[s].id: (
            Attribution(
                (Span(*find(r[s], "interior ministry spokesman Jan Holub")),),
                (Span(find(r[s], HOLUB)[1] - 4, find(r[s], HOLUB)[1]),),
                (Span(*find(r[s], TOLL)),),
                None, "indirect", "asserts", None, spoken(s),
            ),
        )
        for s in tails
    }  # fmt: skip
    attributions[r["tribune"].id] = (
        Attribution(
            (Span(*find(r["tribune"], "a harbour official who asked not to be named")),),
            (Span(*find(r["tribune"], "said")),),
            (Span(*find(r["tribune"], ringing)),),
            None, "indirect", "asserts", None, harbour,
        ),
    )  # fmt: skip
    reports = tuple(sorted([*r.values(), copy], key=lambda x: x.path))
    return Findings(
        version="0.1.0",
        reports=reports,
        passages=passages,
        attributions=attributions,
        derivations=derivations,
        incidents=(Incident("i-ferry", tuple(sorted(x.id for x in reports)), monday, "Port Kestrel"),),
        claims=tuple(sorted(claims, key=lambda c: c.id)),
        weighed=weighed,
        dropped=(
            Dropped(None, "pile/broken.pdf", "collect", "unreadable: encrypted file"),
            Dropped(r["courier"].id, "<script> 2,114 characters", "clean", "script"),
            Dropped(r["harvest"].id, "hidden element “newsletter”", "clean", "hidden"),
        ),
    )


HOSTILE = (
    "<script>alert(1)</script> \"><img src=x onerror=alert(2)> javascript:alert(3) ' onmouseover='alert(4)"
    " \x1b[31mred\x1b]0;title\x07 \x00 \x9b2J \u202egnp.exe\u2066 \u200b </style></mark>{{ 7*7 }} {% raw %}"
    " [bold]x[/bold] =cmd|'/c calc'!A1 \ud800 ]]> --> &lt; \u2028"
)


def build_hostile() -> Findings:
    """One report, one claim, every string of them an attack."""
    h = HOSTILE
    report = make_report(
        h, [("title", h), ("body", f"Before. {h} said {h}. After."), ("furniture", h)], Stated(f"=1+1{h}", h),
        language=f'en" onload="{h}', title=h, byline=(h,), url=f"javascript:{h}", canonical=h, based_on=(h,),
        warnings=(h,), aliases=(h,), credits=(Credit("via", h, 0, 5),),
    )  # fmt: skip
    start = report.text.index("Before. ") + len("Before. ")
    at_hop = Anchor(report.id, start, start + 20)
    hop = Hop("person", h, h, cue=h, link=h, at=at_hop)
    told = Mention(
        "m" + h, report.id, start, start + len(h), Span(start - 8, start + len(h) + 5), "event",
        (outlet_hop(report), hop, Hop("document", None, h, at=Anchor(report.id, field=h, value=h))), "attributed",
        "asserts", "affirmed", "happened", h, (), (), hedge=h, value=Value(1.0, None, h, "count", h, scope=(h,)),
        when=When(None, None, "open", h, h), where=Place(h, (h,), h), actors=(h,), passages=(h,),
        depends=(("nobody" + h, 0.5, h),),
    )  # fmt: skip
    again = Mention(**({f: getattr(told, f) for f in told.__slots__} | {"id": "again" + h, "stance": "denies"}))
    answer = Answer("quantity", h, 1.0, float("inf"), h)
    counted = independent(0, 1, 0.0, (), (0,))
    name = "c" + h
    for_it, against = Side(answer, (0,), Count(0, 1)), Side(answer, (1,), Count(0, 0))
    weighed = Weighed(
        name,
        (Reading(answer, (0,), Count(0, 1), counted, Grade(3, (h,))),
         Reading(None, (1,), Count(0, 0), counted, Grade(6, ()))),
        Count(0, 1), (Origin("person", h, h, (0,), False),), counted,
        (Tie((0, 1), (1, 1), "same", h), Tie((0, 2), (1, 1), "open", h), Tie((0, 9), (7, 1), "different", h)),
        (Disagreement(name, "quantity", "conflict", (for_it, against)),),
    )  # fmt: skip
    return Findings(
        version=h,
        reports=(report,),
        passages=(Passage(report.id, report.id, 0, 30, 40, 70, 9, False, h),),
        attributions={
            report.id: (
                Attribution((Span(start, start + 9),), (Span(start + 5, start + 30),), (Span(0, 900),), None, "direct",
                            "asserts", None, hop),
            )
        },
        derivations=(
            Derivation(report.id, None, h, "citation", False, "unknown", 0.5, (h,),
                       (Evidence(at_hop), Evidence(Anchor(report.id, field=h, value=h)))),
        ),
        incidents=(Incident(h, (report.id,), None, h), Incident(h + "2", (report.id,), None, None)),
        claims=(Claim(name, h, "event", 0, (told, again)),),
        weighed={name: weighed},
        dropped=(Dropped(None, h, h, h), Dropped(report.id, h, h, h)),
    )  # fmt: skip
