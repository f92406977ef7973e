// Comfort only: filter, keys, layers. Without it everything stays readable and every link works.
(() => {
  "use strict";
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const claims = all(".claim");
  const shown = () => claims.filter((c) => !c.classList.contains("gone"));
  all(".tools, .toggles").forEach((e) => { e.hidden = false; });

  const field = document.getElementById("filter");
  const chips = all("[data-only]");
  const found = document.querySelector(".found");
  const entries = new Map(all("[data-c]").map((e) => [e.dataset.c, e]));
  const words = new Map();
  const fold = (s) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  function sift() {
    const asked = fold(field.value).split(/\s+/).filter(Boolean);
    const only = chips.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.only);
    for (const c of claims) {
      if (!words.has(c)) words.set(c, fold(c.textContent));
      const tags = c.dataset.k.split(" ");
      const fits = asked.every((w) => words.get(c).includes(w)) && only.every((k) => tags.includes(k));
      c.classList.toggle("gone", !fits);
      entries.get(c.id)?.classList.toggle("gone", !fits);
    }
    for (const s of all("section.claims")) s.classList.toggle("gone", !s.querySelector(".claim:not(.gone)"));
    found.textContent = asked.length || only.length ? `${shown().length} of ${claims.length} claims` : "";
  }
  if (field) {
    field.addEventListener("input", sift);
    for (const b of chips) {
      b.addEventListener("click", () => {
        b.setAttribute("aria-pressed", String(b.getAttribute("aria-pressed") !== "true"));
        sift();
      });
    }
    addEventListener("hashchange", () => {
      const goal = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (goal?.closest(".gone")) {
        field.value = "";
        chips.forEach((b) => b.setAttribute("aria-pressed", "false"));
        sift();
        goal.scrollIntoView();
      }
    });
  }

  for (const box of all("[data-layer]")) {
    box.addEventListener("change", () => document.body.classList.toggle(box.dataset.layer, !box.checked));
  }

  let here = null;
  function go(goal) {
    if (!goal) return;
    here = goal;
    if (!goal.hasAttribute("tabindex")) goal.tabIndex = -1;
    goal.focus({ preventScroll: true });
    goal.scrollIntoView({ block: "start" });
    for (const [id, entry] of entries) entry.firstElementChild.classList.toggle("now", id === goal.closest(".claim")?.id);
  }
  function step(list, by) {
    const now = here && here.isConnected ? here : null;
    if (!now) return go(by > 0 ? list[0] : list.at(-1));
    const at = list.findIndex((e) => e === now);
    if (at >= 0) return go(list[at + by]);
    const after = list.filter((e) => now.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
    const before = list.filter((e) => now.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING);
    return go(by > 0 ? after[0] : before.at(-1));
  }
  const claimOf = () => here?.closest(".claim");
  const upTo = (list, by) => {
    const at = list.indexOf(claimOf());
    if (at >= 0) here = list[at];
    step(list, by);
  };
  const acts = {
    j: () => upTo(shown(), 1),
    k: () => upTo(shown(), -1),
    n: () => step(shown().flatMap((c) => all(".evidence > li", c)), 1),
    p: () => step(shown().flatMap((c) => all(".evidence > li", c)), -1),
    d: () => { here = claimOf() || here; step(shown().filter((c) => c.dataset.k.includes("dispute")), 1); },
    o: () => here?.querySelector(".at a")?.click(),
    "/": () => field?.focus(),
    "?": () => { const keys = document.querySelector(".keys"); if (keys) { keys.open = !keys.open; keys.firstElementChild.focus(); } },
  };
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && e.target === field) { field.value = ""; sift(); field.blur(); return; }
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, [contenteditable]")) return;
    if (document.getElementById("keys-on")?.checked === false || !acts[e.key]) return;
    e.preventDefault();
    acts[e.key]();
  });

  let opened = [];
  addEventListener("beforeprint", () => { opened = all("details:not([open])"); opened.forEach((d) => { d.open = true; }); });
  addEventListener("afterprint", () => { opened.forEach((d) => { d.open = false; }); opened = []; });
})();
