// Makes pages quicker to use; nothing needs it. "/" goes to the search box. In a report it lights a claim together with
// its words and the words of its sources, and steps from claim to claim.

const root = document.documentElement;
root.classList.add("scripted");

/** Says whether keys typed now are text. */
function typing(target) {
  return target instanceof Element && target.closest("input, select, textarea, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (typing(event.target)) event.target.blur();
    return;
  }
  if (event.key === "/" && !typing(event.target)) {
    const box = document.querySelector("#big") ?? document.querySelector("#q");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
});

const sheet = document.querySelector(".sheet");
if (sheet) reading(sheet);

/** Ties the claims of a report to their words. Claims go by their numbers. */
function reading(sheet) {
  let current = 0;
  const total = sheet.querySelectorAll(".card").length;

  const card = (n) => sheet.querySelector(`.card[data-claim="${n}"]`);
  const reference = (n) => sheet.querySelector(`a.ref[data-claim="${n}"]`);
  const words = (n) => sheet.querySelectorAll(`mark[data-claims~="${n}"]`);

  /** Lights one claim and puts out the others; 0 puts out all. */
  function light(n) {
    if (n === current) return;
    for (const e of sheet.querySelectorAll(".lit, .vouching")) e.classList.remove("lit", "vouching");
    current = n;
    if (!n) return;
    card(n)?.classList.add("lit");
    for (const e of words(n)) e.classList.add("lit");
    for (const e of sheet.querySelectorAll(`[data-vouches~="${n}"]`)) e.classList.add("vouching");
  }

  /** Brings something into view, and moves nothing where it is in view already. */
  function show(e) {
    if (!e) return;
    const box = e.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight) e.scrollIntoView({ block: "center" });
  }

  /** Keeps the address pointing at what is lit, so that it can be sent on. */
  function remember(id) {
    history.replaceState(null, "", "#" + encodeURIComponent(id));
  }

  sheet.addEventListener("click", (event) => {
    const link = event.target.closest("a.ref, a.number");
    if (link) {
      event.preventDefault();
      const n = Number(link.dataset.claim);
      const toCard = link.matches("a.ref");
      const other = toCard ? card(n)?.querySelector("a.number") : reference(n);
      light(n);
      remember(decodeURIComponent(link.hash.slice(1)));
      show(toCard ? card(n) : words(n)[0]);
      other?.focus({ preventScroll: true });
      return;
    }
    const mark = event.target.closest("mark");
    if (mark && getSelection().isCollapsed) {
      // Where claims lie over one another, each click goes one further out.
      const numbers = mark.dataset.claims.split(" ").map(Number).reverse();
      const n = numbers[(numbers.indexOf(current) + 1) % numbers.length];
      light(n);
      show(card(n));
      return;
    }
    const clicked = event.target.closest(".card");
    if (clicked && !event.target.closest("a, summary")) {
      light(Number(clicked.dataset.claim));
      show(words(current)[0]);
    }
  });

  sheet.addEventListener("focusin", (event) => {
    const near = event.target.closest("[data-claim]");
    if (near) light(Number(near.dataset.claim));
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "Escape") light(0);
    const step = { n: 1, p: -1 }[event.key];
    if (!step || !total) return;
    event.preventDefault();
    const n = Math.min(Math.max(current + step, 1), total);
    light(n);
    (card(n)?.querySelector("a.number"))?.focus({ preventScroll: true });
    show(words(n)[0] ?? card(n));
  });

  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !sheet.contains(target)) return;
    const n = Number(target.closest("[data-claim]")?.dataset.claim ?? 0) || numberOf(target);
    light(n);
    (words(n)[0] ?? target).scrollIntoView({ block: "center" });
  }

  /** The claim whose words begin at an anchor. */
  function numberOf(anchor) {
    const id = anchor.id.replace(/^words-/, "claim-");
    return Number(document.getElementById(id)?.dataset.claim ?? 0);
  }

  window.addEventListener("hashchange", follow);
  follow();
}
