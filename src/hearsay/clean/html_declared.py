"""What a page declares of itself: outlet, title, dates, byline, addresses, with where each was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from hearsay.clean.html_facts import Facts, Mark, plain
from hearsay.clean.html_jsonld import names_of, pick_article, read_records, strip_url, texts_of, urls_of
from hearsay.clean.html_values import clean_title, clean_url, domain_of, iso_time, site_in_title, split_names
from hearsay.text import fold
from hearsay.types import Stated

__all__ = ["declare"]


def _names(names: str) -> tuple[str, ...]:
    return tuple(names.split())


# Meta names, the most trusted first.
_PUBLISHED_OG: Final = _names(
    "article:published_time article:published og:article:published_time og:published_time og:pubdate "
    "og:article:published og:release_date"
)
_PUBLISHED: Final = _names(
    "parsely-pub-date datepublished date_published date-published publication_date publication-date publicationdate "
    "publish-date publish_date publishdate pubdate pub_date published-date published_date published "
    "original-publish-date article_date_original dc.date.issued dc.date.created dc.date.published dcterms.issued "
    "dcterms.created dcterms.date dc.date sailthru.date cxenseparse:recs:publishtime cxense:publishtime bt:pubdate "
    "citation_publication_date citation_date article.published article-publication-date displaydate date"
)
_MODIFIED: Final = _names(
    "article:modified_time og:updated_time og:article:modified_time article:modified datemodified date_modified "
    "dcterms.modified dc.date.modified last-modified lastmod last_updated revised itemprop:datemodified"
)
_BYLINE: Final = _names(
    "author parsely-author sailthru.author dc.creator dcterms.creator dc.contributor byl byline article:author_name "
    "article:author og:article:author citation_author cxenseparse:author article.author"
)
_OUTLET: Final = _names("application-name dc.publisher dcterms.publisher publisher apple-mobile-web-app-title")
_BASED_ON: Final = _names("original-source syndication-source")

Values = list[Stated]


def declare(facts: Facts, marks: Sequence[Mark]) -> dict[str, tuple[Stated, ...]]:
    """Every field the page declares, its values by trust and without repeats; fields without a value are absent.

    ``byline`` holds the names of the most trusted place only, since a byline is one list.
    """
    metas = facts.metas
    og_url = _clean(metas.get("og:url", ()), "declared_og")
    saved = _clean([facts.saved_from], "declared_html")
    base = next((u.value for u in [*saved, *og_url]), "")
    canonical = _clean(facts.links.get("canonical", ()), "declared_html", base)
    records, by_id = read_records(facts.jsonld)
    addresses = {strip_url(u.value) for u in (*saved, *og_url, *canonical)}
    titles = {fold(t) for t in (*metas.get("og:title", ()), facts.title, *(m.shown for m in marks if m.tag == "h1"))}
    article, page = pick_article(records, addresses, titles)

    def from_article(key: str) -> list[str]:
        return texts_of(article.get(key)) or texts_of(page.get(key))

    found: dict[str, Values] = {}
    found["canonical"] = canonical
    found["url"] = [*saved, *og_url, *_clean(urls_of(article.get("url")), "declared_jsonld", base)]
    found["url"] += _clean(urls_of(article.get("mainEntityOfPage")), "declared_jsonld", base)
    found["domain"] = _domains([*found["url"], *canonical])
    publishers = names_of(article.get("publisher"), by_id) or names_of(page.get("publisher"), by_id)
    found["outlet"] = [
        *_state(map(_short, metas.get("og:site_name", ())), "declared_og"),
        *_state(map(_short, publishers), "declared_jsonld"),
        *_state((_short(v) for name in _OUTLET for v in metas.get(name, ())), "declared_meta"),
        *_state(filter(None, [site_in_title(facts.title, [m.shown for m in marks if m.tag == "h1"])]), "declared_html"),
        *(Stated(d.value, "inferred_domain") for d in found["domain"][:1]),
    ]
    outlets = [s.value for s in found["outlet"]] + [d.value.split(".")[0] for d in found["domain"]]
    found["title"] = _titles(facts, marks, from_article("headline"), outlets)
    found["published"] = [
        *_times(from_article("datePublished") or texts_of(article.get("dateCreated")), "declared_jsonld"),
        *_times((v for name in _PUBLISHED_OG for v in metas.get(name, ())), "declared_og"),
        *_times((v for name in _PUBLISHED for v in metas.get(name, ())), "declared_meta"),
        *_times([*metas.get("itemprop:datepublished", ()), *_shown_times(marks)], "declared_html"),
    ]
    found["modified"] = [
        *_times(from_article("dateModified"), "declared_jsonld"),
        *_times((v for name in _MODIFIED for v in metas.get(name, ())), "declared_meta"),
        *_times((m.value for m in marks if m.prop == "datemodified"), "declared_html"),
    ]
    found["byline"] = _byline(facts, marks, names_of(article.get("author"), by_id), [*outlets, *publishers])
    for field, key in (("source_organization", "sourceOrganization"), ("provider", "provider")):
        found[field] = _state(map(_short, names_of(article.get(key), by_id)), "declared_jsonld")
    found["based_on"] = [
        *_state((plain(u) for k in ("isBasedOn", "isBasedOnUrl") for u in urls_of(article.get(k))), "declared_jsonld"),
        *_state((v for name in _BASED_ON for v in metas.get(name, ())), "declared_meta"),
        *_state(facts.links.get("syndication-source", ()), "declared_html"),
    ]
    found["language"] = [
        *_state([facts.language], "declared_html"),
        *_state(from_article("inLanguage"), "declared_jsonld"),
        *_state((v.replace("_", "-") for v in metas.get("og:locale", ())), "declared_og"),
        *_state((v for k in ("content-language", "language") for v in metas.get(k, ())), "declared_meta"),
    ]
    found["description"] = [
        *_state(metas.get("og:description", ()), "declared_og"),
        *_state(map(plain, from_article("description")), "declared_jsonld"),
        *_state(metas.get("description", ()), "declared_meta"),
    ]
    found["handle"] = _state((v.lstrip("@") for v in metas.get("twitter:site", ())), "declared_meta")
    return {name: unique for name, values in found.items() if (unique := _unique(values))}


def _titles(facts: Facts, marks: Sequence[Mark], headlines: Iterable[str], outlets: Sequence[str]) -> Values:
    """Titles, those first that the page shows as its heading: og:title is often worded for sharing, not as printed."""
    own = {fold(o) for o in outlets}
    heads = [m.shown for m in marks if (m.tag == "h1" or m.prop == "headline") and fold(m.shown) not in own]
    metas = facts.metas
    found = [
        *_state((clean_title(plain(t), outlets) for t in headlines), "declared_jsonld"),
        *_state((clean_title(t, outlets) for t in metas.get("og:title", ())), "declared_og"),
        *_state(heads[:3], "declared_html"),
        *_state((clean_title(t, outlets) for t in metas.get("twitter:title", ())), "declared_meta"),
        *_state([clean_title(facts.title, outlets)], "declared_html"),
    ]
    shown = {fold(h) for h in heads}
    return sorted(found, key=lambda s: s.how == "declared_html" or fold(s.value) not in shown)


def _state(values: Iterable[str], how: str) -> Values:
    return [Stated(v.strip(), how) for v in values if v and v.strip()]


def _times(values: Iterable[str], how: str) -> Values:
    return _state((t for v in values if (t := iso_time(v))), how)


def _clean(urls: Iterable[str], how: str, base: str = "") -> Values:
    return _state((u for url in urls if url and (u := clean_url(url, base))), how)


def _unique(values: Values) -> tuple[Stated, ...]:
    return tuple({fold(s.value): s for s in reversed(values)}[k] for k in dict.fromkeys(fold(s.value) for s in values))


def _short(name: str) -> str:
    """A site's name without its slogan."""
    name = plain(name, 200)
    return name.split(" | ")[0].strip() if " | " in name else name


def _domains(urls: Values) -> Values:
    return _state((d for u in urls if (d := domain_of(u.value))), "inferred_domain")


def _shown_times(marks: Sequence[Mark]) -> list[str]:
    """Times in the page that say they are its publication, else the only day that its <time> elements give."""
    said = [m.value for m in marks if m.prop == "datepublished"]
    said += [m.value for m in marks if m.tag == "time" and _speaks_of_publication(m.words)]
    if said:
        return said
    times = [m.value for m in marks if m.tag == "time" and m.prop != "datemodified" and "updat" not in m.words]
    days = {t[:10] for v in times if (t := iso_time(v))}
    return times if len(days) == 1 else []


def _speaks_of_publication(words: str) -> bool:
    return any(w in words for w in ("pubdate", "publish", "entry-date", "post-date", "posted"))


def _byline(facts: Facts, marks: Sequence[Mark], authors: Sequence[str], outlets: Sequence[str]) -> Values:
    metas = facts.metas
    written = [
        v
        for n in ("1", "2")
        for label, v in zip(metas.get(f"twitter:label{n}", ()), metas.get(f"twitter:data{n}", ()), strict=False)
        if "by" in fold(label).split() or fold(label) in ("author", "verfasst von", "escrito por", "ecrit par")
    ]
    places: tuple[tuple[str, list[str]], ...] = (
        ("declared_jsonld", [plain(a, 300) for a in authors]),
        ("declared_meta", [v for name in _BYLINE for v in metas.get(name, ())]),
        ("declared_meta", written),
        ("declared_html", [m.shown for m in marks if m.prop == "author"]),
    )
    for how, values in places:
        if names := split_names(values, outlets):
            # The marks of a page are also those of the stories it links to: its own come first.
            return _state(names[:1] if how == "declared_html" and len(names) > 4 else names, how)
    return []
