"""The report in a real browser: accessible, quiet, and whole without script."""

import os
import shutil
from pathlib import Path

import pytest
from show_pile import build_findings, build_hostile

from hearsay import show
from hearsay.show.html import pages

CHROMIUM = os.environ.get("HEARSAY_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on PATH (or in HEARSAY_CHROMIUM)"),
]
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as p:
        engine = p.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield engine
        engine.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    show.write_html(build_findings(), folder / "ferry.html")
    show.write_html(build_hostile(), folder / "hostile.html")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "LIMIT", 50_000)
        patch.setattr(pages, "_PAGE", 12_000)
        show.write_html(build_findings(), folder / "split.html")
    return folder


@pytest.fixture
def visit(browser, folder):
    contexts, noises = [], []

    def open_page(name, script=True, axe=False, **more):
        context = browser.new_context(java_script_enabled=script, bypass_csp=axe, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda r: None if r.url.startswith("file:") else noises.append(f"request {r.url[:80]}"))
        page.on("console", lambda m: noises.append(f"console {m.text}"))
        page.on("pageerror", lambda e: noises.append(f"error {e}"))
        page.on("dialog", lambda d: (noises.append(f"dialog {d.message}"), d.dismiss()))
        page.goto((folder / name.partition("#")[0]).as_uri() + ("#" + name.partition("#")[2] if "#" in name else ""))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert noises == []


def axe_script():
    import axe_core_python

    return next(Path(axe_core_python.__path__[0]).rglob("axe.min.js")).read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["ferry.html", "split.html", "split_pages/claims-1.html", "split_pages/reports-1.html"]
)
def test_axe_finds_nothing_against_wcag(visit, name, scheme):
    page = visit(name, axe=True, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.evaluate(
        "document.querySelectorAll('.claim, .report').forEach(e => { e.style.contentVisibility = 'visible' })"
    )
    page.evaluate(axe_script())
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    assert len(found["passes"]) > 15  # it did look
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []


def test_hostile_text_runs_nothing_and_asks_for_nothing(visit):
    page = visit("hostile.html")
    assert page.locator("img").count() == 0
    assert page.evaluate("document.scripts.length") == 1


@pytest.mark.parametrize("name", ["ferry.html", "hostile.html"])
def test_the_page_reflows_at_320_pixels(visit, name):
    page = visit(name, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if name == "ferry.html":  # the drawing gives way to its list
        assert page.locator(".aslist").first.is_visible()
        assert page.locator(".drawn").first.is_hidden()


def test_everything_can_be_read_without_script(visit):
    findings = build_findings()
    page = visit("ferry.html", script=False)
    assert page.locator(".tools").is_hidden()
    for claim in findings.claims:
        assert page.locator(f"#c-{claim.id} .words").first.is_visible()
    for report in findings.reports:
        assert page.locator(f"#r-{report.id} h3").is_visible()


def test_a_link_leads_to_the_words_and_back(visit):
    mention = next(c for c in build_findings().claims if c.kind == "plan").mentions[0]
    page = visit("ferry.html", script=False)
    page.locator(f".at a[href='#r-{mention.report}-s{mention.start}']").click()
    spot = page.locator(f"#r-{mention.report}-s{mention.start}")
    box = spot.bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"]
    assert spot.evaluate("e => e.matches(':target')")
    page.locator(f"#r-{mention.report} .text a.back").last.click()
    assert "#c-" in page.url


def test_the_keyboard_alone_reaches_claims_evidence_and_the_words(visit):
    page = visit("ferry.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    first, second = page.locator(".claim").nth(0), page.locator(".claim").nth(1)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == first.get_attribute("id")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == second.get_attribute("id")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.closest('.claim').id") == second.get_attribute("id")
    page.keyboard.press("o")
    assert "#r-" in page.url
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == first.get_attribute("id")
    page.keyboard.press("d")
    assert "dispute" in page.evaluate("document.activeElement.dataset.k")


def test_keys_can_be_turned_off(visit):
    page = visit("ferry.html")
    page.keyboard.press("?")
    page.locator("#keys-on").uncheck()
    page.locator("#keys-on").evaluate("e => e.blur()")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") != "claim"


def test_the_filter_narrows_claims_and_says_how_many(visit):
    page = visit("ferry.html")
    page.keyboard.press("/")
    page.keyboard.type("engine ROOM")
    assert page.locator(".claim:visible").count() == 1
    assert page.locator(".found").inner_text() == "1 of 6 claims"
    page.keyboard.press("Escape")
    assert page.locator(".claim:visible").count() == 6
    page.get_by_role("button", name="one origin, many reports").click()
    assert page.locator(".claim:visible").count() == 1


def test_layers_can_be_hidden(visit):
    page = visit("ferry.html")
    line = page.locator(".ln.furniture").first
    assert line.is_visible()
    page.locator("[data-layer=noquiet]").uncheck()
    assert line.is_hidden()


def test_targets_are_large_enough(visit):
    page = visit("ferry.html")
    small = page.evaluate(
        """[...document.querySelectorAll('button, input, summary, .refs a, .back, .also a, .at a, .index a, .told a')]
           .filter(e => e.offsetParent).map(e => [e.className || e.tagName, e.getBoundingClientRect()])
           .filter(([, b]) => b.width && (b.height < 23.5 && b.width < 400)).map(([n, b]) => [n, b.width, b.height])"""
    )
    assert [s for s in small if s[0] != "INPUT"] == []


def test_print_carries_numbers_paths_hashes_and_what_was_folded(visit):
    from io import BytesIO

    from pypdf import PdfReader

    page = visit("ferry.html")
    data = page.pdf(format="A4")
    words = " ".join(p.extract_text() for p in PdfReader(BytesIO(data)).pages)
    flat = "".join(words.split())
    assert "pile/mna.txt:90–113sha256" in flat
    assert "Holderscompared" in "".join(words.split()).replace("HOLDERSCOMPARED", "Holderscompared")
    assert "Filterclaims" not in flat
