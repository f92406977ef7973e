"""What HTML element names and class words mean to the reader. Data only."""

from __future__ import annotations

from typing import Final

from hearsay.clean.html_page import BlockKind

__all__ = ["BLOCKS", "HINTS", "INLINE_HINTS", "KINDS", "NEGATIONS", "STRONG_KINDS", "TAG_HINTS", "UNSEEN", "VOID"]


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Elements whose end is a line end when a browser lays the page out without the site's own styles.
BLOCKS: Final = _words(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup
    option p pre search section select summary table tbody td textarea tfoot th thead tr ul xmp"""
)
# Elements that a browser with scripts on shows no text of. <noscript> is decided by its length, <dialog> by ``open``.
UNSEEN: Final = _words(
    """audio canvas datalist embed frame head iframe map math meta noembed noframes object script style svg template
    title video"""
)
VOID: Final = _words("area base br col embed frame hr img input link meta param source track wbr")

KINDS: Final[dict[str, BlockKind]] = {
    **dict.fromkeys(_words("h1 h2 h3 h4 h5 h6"), "heading"),
    **dict.fromkeys(_words("p div section article main body pre center xmp listing"), "paragraph"),
    **dict.fromkeys(_words("li dd dt dl ul ol dir menu"), "list"),
    **dict.fromkeys(_words("td th tr table thead tbody tfoot"), "table"),
    "blockquote": "quotation",
    "caption": "caption",
    "figcaption": "caption",
    "time": "time",
}
# A block inside one of these is of its kind, whatever its own tag.
STRONG_KINDS: Final[dict[str, BlockKind]] = {
    "blockquote": "quotation",
    "figcaption": "caption",
    "caption": "caption",
    "li": "list",
    "dd": "list",
    "dt": "list",
}
TAG_HINTS: Final = {
    "nav": "nav",
    "aside": "aside",
    "form": "form",
    "button": "button",
    "select": "form",
    "textarea": "form",
    "label": "form",
    "figure": "figure",
    "cite": "cite",
    "address": "address",
}
# A class word → what it hints at. Words are compared lower-cased, after splitting at hyphens, underscores and humps.
_CLASS_WORDS: Final = {
    "ad": "ad ads adv advert adverts advertisement advertising advertorial adslot adunit sponsored sponsor taboola "
    "outbrain dfp promoted",
    "author": "author authors writer writers contributor contributors columnist reporter autor auteur autore verfasser",
    "bio": "bio biography authorbio aboutauthor",
    "breadcrumb": "breadcrumb breadcrumbs",
    "byline": "byline bylines",
    "caption": "caption captions figcaption cutline",
    "comment": "comment comments commenting commentlist disqus kommentare commentaires comentarios respond",
    "consent": "cookie cookies consent gdpr onetrust privacybar",
    "copyright": "copyright copyrights legal disclaimer colophon",
    "correction": "correction corrections clarification corrigendum erratum editorsnote editornote",
    "credit": "credit credits photocredit imagecredit",
    "date": "date dates datetime timestamp pubdate published publishdate postdate updated datum fecha",
    "dateline": "dateline",
    "donate": "donate donation donations fundraising",
    "footer": "footer footnav",
    "header": "masthead topbar siteheader pageheader",
    "headline": "headline headlines entrytitle posttitle",
    "keyword": "tags taglist keywords topics tagcloud",
    "nav": "nav navbar navigation navi menu menus submenu sitenav",
    "newsletter": "newsletter newsletters signup subscribe subscription mailinglist",
    "pagination": "pagination pager paging",
    "paywall": "paywall regwall piano premiumwall",
    "popular": "popular trending mostread mostpopular mostviewed",
    "promo": "promo promos promotion promobox teaser teasers",
    "pullquote": "pullquote pullquotes",
    "related": "related relatedposts readmore readnext recirc recirculation recommended recommendation recommendations "
    "morefrom seealso youmaylike alsoread",
    "search": "search searchform searchbox",
    "share": "share sharing shares sharebar sharebuttons social socials addtoany addthis sharedaddy",
    "sidebar": "sidebar rail rightrail leftrail",
    "skip": "skip skiplink sronly visuallyhidden",
    "standfirst": "standfirst subtitle subheadline subhead dek deck kicker strapline sapo entradilla "
    "vorspann subheading",
    "widget": "widget widgets",
}
HINTS: Final = {word: hint for hint, words in _CLASS_WORDS.items() for word in words.split()}
# Two class words in a row that mean one thing.
HINTS.update(
    {
        "about-author": "bio",
        "author-bio": "bio",
        "author-box": "bio",
        "editor-note": "correction",
        "editors-note": "correction",
        "more-from": "related",
        "most-popular": "popular",
        "most-read": "popular",
        "pull-quote": "pullquote",
        "read-also": "related",
        "read-more": "related",
        "read-next": "related",
        "see-also": "related",
        "site-footer": "footer",
        "site-header": "header",
        "sub-headline": "standfirst",
        "sub-title": "standfirst",
        "screen-reader": "skip",
        "sr-only": "skip",
        "visually-hidden": "skip",
    }
)
# "has-sidebar", "no-comments" speak of the page, not of what is inside.
NEGATIONS: Final = _words("has no with without is not hide hidden show enable disable enabled disabled can")
# Inside a short block these inline elements stand apart from the words around them.
INLINE_HINTS: Final = frozenset({"date"})
