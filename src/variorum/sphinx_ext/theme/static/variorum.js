/* The reading page: margin, previews, citations, reader's tools.
   Without this script every note stands open under its paragraph and every link is plain. */
(() => {
  "use strict";
  const doc = document, root = doc.documentElement, wide = matchMedia("(min-width: 75rem)");
  const all = (query, within = doc) => [...within.querySelectorAll(query)];
  const byId = (hash) => doc.getElementById(decodeURIComponent(hash.replace("#", "")));
  const on = (type, act) => doc.addEventListener(type, act);
  const make = (tag, props, ...inside) => {
    const made = Object.assign(doc.createElement(tag), props);
    made.append(...inside);
    return made;
  };
  const button = (className, label, onclick) => {
    const made = make("button", { className, type: "button", onclick });
    made.ariaLabel = label;
    return made;
  };
  let lapse;
  const say = (words) => {
    const status = doc.querySelector(".v-status");
    status.textContent = words;
    clearTimeout(lapse);
    lapse = setTimeout(() => { status.textContent = ""; }, 4000);
  };

  /* Notes: a head each, opened on demand; on wide screens one at a time */
  const marksOf = (note) => all(`.v-mark[data-notes~="${note.id.slice(5)}"]`);
  const notesOf = (mark) => mark.dataset.notes.split(" ").map((slug) => byId(`note-${slug}`)).filter(Boolean);
  const glow = (at) => {
    const near = !at ? [] : at.matches(".v-mark") ? notesOf(at) : [at.hash ? byId(at.hash) : at];
    all(".is-lit").forEach((e) => e.classList.remove("is-lit"));
    near.concat(all(".v-note.is-open")).forEach((note) => note && [note, ...marksOf(note)].forEach((e) => e.classList.add("is-lit")));
  };
  const open = (note, opened = !note.classList.contains("is-open")) => {
    if (opened && wide.matches) all(".v-note.is-open").forEach((other) => open(other, false));
    note.style.minHeight = opened && wide.matches ? `${note.offsetHeight}px` : "";
    note.classList.toggle("is-open", opened);
    note.style.setProperty("--head", `${note.firstElementChild.offsetHeight}px`);
    note.querySelector(".v-open").ariaExpanded = opened;
    glow();
  };
  const shut = () => all(".v-note.is-open").forEach((note) => open(note, false));
  all(".v-notes > .v-note").forEach((note) => {
    const head = note.firstElementChild;
    head.append(button("v-open", `Whole note ${head.querySelector(".v-back").textContent}`));
    head.onclick = (event) => event.target.closest("a") || open(note);
    const cite = button("v-cite", "", () => menu(note, cite));
    cite.textContent = "Cite this note";
    note.lastElementChild.append(cite);
    note.addEventListener("focusin", (event) => event.target.closest(".v-note-body") && open(note, true));
    open(note, false);
  });
  all(".v-text ~ .v-summary").forEach((summary) => {
    const toggle = button("v-open", "Whole summary", () => { toggle.ariaExpanded = summary.classList.toggle("is-open"); });
    toggle.ariaExpanded = false;
    summary.prepend(toggle);
  });

  /* Margin: each note gets the lines its paragraph leaves free, and stands level with its words */
  const lay = () => all(".v-para").forEach((para) => {
    const notes = all(".v-notes > .v-note", para).filter((note) => note.offsetHeight);
    const lines = (e, n) => { e.style.setProperty("--lines", n); e.classList.toggle("no-room", !n); };
    const top = (e) => e.getBoundingClientRect().top;
    const summary = para.querySelector(".v-text ~ .v-summary");
    notes.forEach((note) => { lines(note, 0); note.style.marginTop = ""; });
    if (summary) lines(summary, 2);
    if (!notes.length || !wide.matches) return;
    const foot = para.querySelector(".v-text, .v-summary").getBoundingClientRect().bottom;
    const free = () => foot - notes.at(-1).getBoundingClientRect().bottom;
    for (let n = 1, left = free(); n < 4; n++) notes.forEach((note) => { if (left > 30) { left -= 23; lines(note, n); } });
    notes.forEach((note) => {
      const [mark] = marksOf(note), drop = mark ? Math.min(free(), top(mark) - top(note) - 3) : 0;
      if (drop > 3) note.style.marginTop = `${drop}px`;
    });
  });

  /* Previews */
  const pop = make("div", { className: "v-pop", hidden: true, role: "dialog" });
  doc.body.append(pop);
  let owner, timer, pointer;
  const hide = (back) => {
    clearTimeout(timer);
    const from = owner;
    owner = null;
    pop.hidden = true;
    if (back && from) from.focus();
    return from;
  };
  const show = (from, label, ...inside) => {
    hide();
    owner = from;
    pop.ariaLabel = label;
    pop.replaceChildren(button("v-close", "Close", () => hide(true)), ...inside);
    pop.hidden = false;
    const at = from.getClientRects()[0], high = pop.offsetHeight;
    const above = at.bottom + high + 12 > innerHeight && at.top > high + 60;
    pop.style.left = `${scrollX + Math.max(16, Math.min(at.left - 24, root.clientWidth - pop.offsetWidth - 16))}px`;
    pop.style.top = `${scrollY + (above ? at.top - high - 6 : at.bottom + 6)}px`;
  };
  const copyOf = (hash) => {
    const stored = byId(`preview-${hash.slice(1)}`), target = byId(hash);
    const box = make("div", {});
    if (stored) box.append(stored.content.cloneNode(true));
    else if (!target || target.matches("main, .v-ref, section:not(.v-para, .v-entry)")) return null;
    else {
      const parts = target.matches(".v-para") ? all(":scope > :is(.v-num, .v-incipit, .v-summary)", target)
        : target.matches("dt") ? [target, target.nextElementSibling] : [...target.childNodes];
      box.append(...parts.map((part) => part.cloneNode(true)));
    }
    all(".v-refs, .v-cite, .v-open, .headerlink", box).forEach((e) => e.remove());
    all("[id]", box).forEach((e) => e.removeAttribute("id"));
    if (target && target.matches(".v-note")) box.className = target.className.replace(/is-\w+|no-room/g, "");
    return box;
  };
  const linked = "main a[href*='#']:not(.v-num a, .v-back, .headerlink, .toctree-wrapper a)";
  const preview = (link) => {
    const copy = link.hash && copyOf(link.hash);
    if (copy && owner !== link) show(link, `Preview: ${link.textContent}`, copy, make("p", { className: "v-go" }, make("a", { href: link.href }, "Go there")));
    return copy;
  };
  on("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const link = target.closest(linked);
    glow(target.closest(".v-mark, .v-note, .v-ref"));
    clearTimeout(timer);
    if (pop.contains(target) || pop.querySelector("textarea") && owner) return;
    if (link) timer = setTimeout(preview, 220, link);
    else if (owner && owner !== doc.activeElement) timer = setTimeout(hide, 320);
  });
  on("focusin", ({ target }) => {
    const link = target.closest(linked);
    if (link && link.matches(":focus-visible") && !pop.contains(link)) preview(link);
    else if (!pop.contains(target) && target !== owner) hide();
  });
  on("pointerdown", ({ target, pointerType }) => {
    pointer = pointerType;
    if (owner && !pop.contains(target) && !owner.contains(target)) hide();
    if (wide.matches && !target.closest(".v-note, .v-ref, .v-mark, .v-pop")) shut();
    all(".v-menu[open]").forEach((panel) => { panel.open = panel.contains(target); });
  });
  on("keydown", ({ key }) => {
    if (key !== "Escape" || hide(pop.contains(doc.activeElement))) return;
    const panel = doc.querySelector(".v-menu[open]"), note = doc.querySelector(".v-note.is-open");
    if (panel) { panel.open = false; panel.firstElementChild.focus(); }
    else if (note) {
      const back = note.contains(doc.activeElement) && byId(note.querySelector(".v-back").hash);
      shut();
      if (back) back.focus();
    }
  });
  on("click", (event) => {
    const { target } = event, link = target.closest(linked), number = target.closest(".v-para .v-num a"), mark = target.closest(".v-mark");
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (number) menu(number.closest(".v-para"), number);
    else if (link && pointer === "touch" && owner !== link && preview(link)) ; /* the second tap follows it */
    else if (link && link.matches(".v-ref") && wide.matches) {
      hide();
      history.replaceState(null, "", link.hash);
      arrive(event);
    } else if (mark && !link) {
      const [first] = notesOf(mark);
      if (wide.matches) open(first); else show(mark, "Note", ...notesOf(mark).map((note) => copyOf(`#${note.id}`)));
    } else return link && hide();
    event.preventDefault();
  });

  /* Citations */
  const meta = (name) => doc.querySelector(`meta[name="citation_${name}"]`)?.content;
  const menu = (part, from) => {
    const lemma = part.querySelector(":scope > .v-note-head > .v-lemma")?.textContent, para = part.closest(".v-para");
    const place = `§ ${para.dataset.para}${lemma ? `, note on “${lemma}”` : ""}`;
    const url = `${(doc.querySelector("link[rel=canonical]") || location).href.split("#")[0]}#${part.id}`;
    const by = lemma && part.querySelector(".v-byline")?.firstChild.textContent.trim();
    const work = meta("title"), year = meta("online_date"), version = meta("version"), editor = meta("editor");
    const text = [by, place, `in ${meta("author") || ""}`, `“${work}” (${meta("publication_date")})`, editor && `ed. ${editor}`,
      version && `version ${version}`, year, url].filter(Boolean).join(", ");
    const fields = { author: by ? `{${by}}` : meta("author"), title: `${work}, ${place}`, booktitle: work, editor: editor && `{${editor}}`,
      publisher: meta("publisher"), year, edition: version, url };
    const bibtex = `@incollection{variorum-${part.id},\n${Object.entries(fields).filter(([, value]) => value)
      .map(([key, value]) => `  ${key} = {${value}},\n`).join("")}}`;
    const field = (label, value, rows) => {
      const area = make("textarea", { value, rows, readOnly: true, onfocus: () => area.select() });
      const copy = button("", "", async () => {
        try { await navigator.clipboard.writeText(value); } catch { area.select(); doc.execCommand("copy"); }
        say(`${label} copied`);
      });
      copy.textContent = `Copy ${label}`;
      return make("p", {}, make("label", {}, label, area), copy);
    };
    const act = make("p", {}, make("a", { href: `#${part.id}` }, `Link to ${lemma ? "this note" : place}`));
    const edit = part.dataset.edit || para.dataset.edit;
    if (edit) act.append(make("a", { href: edit }, lemma ? "Mend this note" : "Suggest a note"));
    show(from, `Cite ${place}`, act, field("citation", text, 4), field("BibTeX", bibtex, 5));
    act.firstChild.focus({ preventScroll: true });
  };

  /* Reader's tools */
  let kept = {};
  try { kept = JSON.parse(localStorage.variorum); } catch { /* nothing kept */ }
  const keep = () => { try { localStorage.variorum = JSON.stringify(kept); } catch { /* not allowed: lasts for this page */ } };
  const show_ = (box) => {
    root.classList.toggle(`hide-${box.value}`, !box.checked);
    all(".v-mark").forEach((mark) => mark.classList.toggle("is-off", !notesOf(mark).some((note) => note.offsetHeight)));
  };
  all(".v-tools input").forEach((input) => {
    const isKind = input.name === "show";
    input.checked = isKind ? !root.classList.contains(`hide-${input.value}`) : input.value === (kept.theme || "");
    if (isKind) show_(input);
    input.onchange = () => {
      if (isKind) {
        show_(input);
        lay();
        kept.hide = all(".v-tools input[name=show]:not(:checked)").map((box) => box.value);
        say(`${input.parentElement.textContent.trim()} ${input.checked ? "shown" : "hidden"}`);
      } else root.dataset.theme = kept.theme = input.value;
      keep();
    };
  });

  /* Arrival: open the note of the address, mark the words searched for */
  const arrive = (event) => {
    const note = byId(location.hash);
    if (!note?.matches(".v-note")) return;
    open(note, true);
    if (event) note.querySelector(".v-open").focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", () => arrive());
  const sought = () => {
    const terms = (localStorage.sphinx_highlight_terms || "").split(" ").filter(Boolean), found = [];
    if (!terms.length || doc.querySelector("#search-results")) return;
    localStorage.removeItem("sphinx_highlight_terms");
    const walk = doc.createTreeWalker(doc.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) for (const { index, 0: word } of walk.currentNode.data.matchAll(new RegExp(terms.join("|"), "gi"))) {
      const range = new Range();
      range.setStart(walk.currentNode, index);
      range.setEnd(walk.currentNode, index + word.length);
      found.push(range);
      walk.currentNode.parentElement.closest(".v-note")?.classList.add("is-found");
    }
    CSS.highlights?.set("found", new Highlight(...found));
    if (found.length && !location.hash) found[0].startContainer.parentElement.scrollIntoView({ block: "center" });
    say(`${found.length} found on this page`);
  };
  const relay = () => { shut(); lay(); };
  lay();
  doc.fonts?.ready.then(lay);
  wide.addEventListener("change", relay);
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; relay(); } });
  arrive();
  try { sought(); } catch { /* no storage here */ }
})();
