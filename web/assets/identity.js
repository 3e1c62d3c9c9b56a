// Lets a person decide, on the page of an entity, who is meant: one with another, or not the same. Names are suggested out
// of the ledger; decisions go to the API.

const section = document.querySelector("#identity");
const form = section?.querySelector("form");
if (form) deciding(section, form);

function deciding(section, form) {
  const box = form.querySelector("#other");
  const list = form.querySelector("#others");
  const status = form.querySelector('[role="status"]');
  const { note, by, token } = form.elements;
  const own = new Set([section.dataset.entity]);
  for (const piece of section.querySelectorAll("[data-split]")) own.add(piece.dataset.split);

  let chosen = null; // { id, from }: the other one, and whom it is held against
  let at = -1; // the option that the arrows are on
  let asking = null;
  let waiting = 0;

  by.value = localStorage.getItem("by") ?? "";
  token.value = sessionStorage.getItem("token") ?? "";
  by.addEventListener("change", () => localStorage.setItem("by", by.value));
  token.addEventListener("change", () => sessionStorage.setItem("token", token.value));

  const options = () => [...list.children];

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function choose(id, name, from) {
    chosen = { id, from };
    box.value = name;
    box.setCustomValidity("");
    close();
  }

  function move(to) {
    const all = options();
    if (!all.length) return;
    at = (to + all.length) % all.length;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    box.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  }

  async function suggest(name) {
    asking = new AbortController();
    try {
      const response = await fetch("/api/entities?" + new URLSearchParams({ q: name, limit: "12" }), { signal: asking.signal });
      if (!response.ok) throw new Error();
      const { entities } = await response.json();
      list.replaceChildren(...entities.filter((e) => !own.has(e.id)).map(option));
      status.textContent = list.children.length ? "" : "The ledger has no other name like that.";
      list.hidden = !list.children.length;
      at = -1;
      box.removeAttribute("aria-activedescendant");
      box.setAttribute("aria-expanded", String(!list.hidden));
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = "Names cannot be suggested now. Is Cotejo still running?";
    }
  }

  function option(entity, i) {
    const item = document.createElement("li");
    item.id = `other-${i}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.id = entity.id;
    const name = document.createElement("bdi");
    name.textContent = entity.name;
    const about = document.createElement("span");
    about.className = "meta";
    about.textContent = ` ${(entity.subtype ?? entity.type).replaceAll("_", " ")}${entity.country ? ", " + entity.country.toUpperCase() : ""} · ${entity.claims} ${entity.claims === 1 ? "claim" : "claims"}`;
    item.append(name, about);
    return item;
  }

  const take = (item) => choose(item.dataset.id, item.firstChild.textContent, section.dataset.entity);

  box.addEventListener("input", () => {
    close();
    chosen = null;
    const name = box.value.trim();
    if (name.length > 1) waiting = setTimeout(suggest, 150, name);
  });

  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter" && at >= 0) take(options()[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener("blur", close);
  // The box keeps the focus, so that its leaving it does not close the list before the click comes.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) take(item);
  });

  /** Sends a decision; the page is then asked for anew, as others may be meant by it now. */
  async function decide(verb, subjects, reason) {
    const buttons = section.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    status.textContent = "One moment…";
    try {
      const headers = { "Content-Type": "application/json", Accept: "application/json" };
      if (token.value) headers.Authorization = "Bearer " + token.value;
      const response = await fetch("/api/decisions", { method: "POST", headers, body: JSON.stringify({ verb, subjects, by: by.value.trim(), note: reason }) });
      if (!response.ok) {
        const problem = await response.json().catch(() => ({}));
        throw new Error(problem.errors?.[0]?.message ?? problem.detail ?? `The server answers ${response.status}.`);
      }
      history.replaceState(null, "", "#identity-title"); // where the focus is to be
      location.reload();
    } catch (error) {
      status.textContent = error instanceof TypeError ? "Cotejo does not answer. Is it still running?" : error.message;
      for (const button of buttons) button.disabled = false;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!chosen) {
      status.textContent = "Choose a name out of those that are suggested.";
      box.focus();
      return;
    }
    localStorage.setItem("by", by.value);
    void decide(form.elements.verb.value, [chosen.from, chosen.id], note.value.trim());
  });

  section.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-split], button[data-undo]");
    if (!button) return;
    if (button.dataset.split) {
      choose(button.dataset.split, button.dataset.name, button.dataset.from);
      form.elements.verb.value = "split";
      status.textContent = `Say why ${button.dataset.name} is somebody else, and decide.`;
      note.focus();
    } else if (by.value.trim()) {
      void decide("undo", [button.dataset.undo], "");
    } else {
      status.textContent = "Say who decides: your name is kept with it.";
      by.focus();
    }
  });

  if (location.hash === "#identity-title") window.addEventListener("load", () => section.querySelector("h2").focus());
}
