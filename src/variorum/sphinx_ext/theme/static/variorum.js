/* The reading page: margin, previews, citations, reader's tools.
   Without this script every note stands open under its paragraph and every link is plain.
   The build serves it without comments and indentation. */
(() => {
  const doc = document, root = doc.documentElement, wide = matchMedia("(min-width: 75rem)"), { src } = doc.currentScript;
  const all = (query, within = doc) => [...within.querySelectorAll(query)];
  const one = (query, within = doc) => within.querySelector(query);
  const each = (query, act, within) => all(query, within).forEach(act);
  const byId = (hash, within = doc) => within.getElementById(hash.replace("#", ""));
  const on = (type, act) => doc.addEventListener(type, act);
  const put = (e, name, state) => e.classList.toggle(name, state);
  const edge = (e, side) => e.getBoundingClientRect()[side];
  const make = (tag, props, ...inside) => {
    const made = Object.assign(doc.createElement(tag), props);
    made.append(...inside);
    return made;
  };
  const load = (src) => new Promise((onload) => doc.head.append(make("script", { src, onload, onerror: onload })));
  const button = (className, textContent, onclick, ariaLabel) => make("button", { type: "button", className, textContent, onclick, ariaLabel });
  const fold = (className, e, label) => {
    const made = button(className, "", () => { made.ariaExpanded = put(e, "is-open"); }, label);
    made.ariaExpanded = false;
    return made;
  };
  let lapse;
  const say = (words) => {
    one(".v-status").textContent = words;
    clearTimeout(lapse);
    lapse = words && setTimeout(say, 4000, "");
  };

  /* Notes: a head each, opened on demand; on wide screens one at a time */
  const NOTE = ".v-notes>li";
  const kindOf = (note) => note.classList[0]; /* v-figure, v-person, … */
  const marksOf = (note) => all(`u[data-n~="${one("a", note).textContent}"]`);
  const notesOf = (mark) => mark.dataset.n.split(" ").map((n) => byId(byId(`r${n}`).hash));
  const opened = () => all(`${NOTE}.is-open`);
  const glow = (at) => {
    const near = !at ? [] : at.dataset.n ? notesOf(at) : [at.hash ? byId(at.hash) : at];
    each(".is-lit", (e) => put(e, "is-lit", 0));
    near.concat(opened()).forEach((note) => note && [note, ...marksOf(note)].forEach((e) => put(e, "is-lit", 1)));
  };
  const set = (note, state) => {
    if (state && wide.matches) shut();
    note.style.minHeight = state && wide.matches ? `${note.offsetHeight}px` : "";
    put(note, "is-open", state);
    note.style.setProperty("--head", `${note.firstElementChild.offsetHeight}px`);
    one(".v-open", note).ariaExpanded = state;
    glow();
  };
  const shut = () => opened().forEach((note) => set(note, false));
  each(NOTE, (note) => {
    const [head, ...said] = note.children, back = head.firstElementChild, more = button("v-open", "", null, `Note ${back.textContent}`);
    const body = make("div", { className: "v-note-body" }, ...said);
    back.role = "doc-backlink";
    byId(back.hash).role = "doc-noteref";
    more.ariaExpanded = false;
    head.append(more);
    head.onclick = ({ target }) => target.closest("a") || set(note, !note.matches(".is-open"));
    if (!one(".v-byline", body)) body.append(make("p", { className: "v-byline" }, one(".v-unsigned b").textContent));
    body.append(button("v-cite", "Cite this note", ({ target }) => menu(note, target)));
    note.append(body);
  });
  each(".v-text~.v-summary", (summary) => summary.prepend(fold("v-open", summary, "Summary")));
  each(".v-notes", (list) => list.before(fold("v-more", list)));

  /* Margin: a note gets the lines its paragraph leaves free and stands level with its words;
     what does not fit runs on beside the next paragraph, so that the text is never torn */
  const isShown = (note) => !root.matches(`.hide${kindOf(note).slice(1)}`);
  const lines = (e, n) => { e.style.setProperty("--lines", n); put(e, "no-room", !n); };
  const lay = () => {
    let carry = 0;
    each(".v-para", (para) => {
      const list = one(".v-notes", para), summary = one(".v-text~.v-summary", para);
      if (!list) return;
      const notes = [...list.children].filter(isShown);
      notes.forEach((note) => { lines(note, 0); note.style.marginTop = ""; });
      list.style.margin = "";
      list.previousElementSibling.textContent = `${notes.length} note${notes.length - 1 ? "s" : ""}`;
      if (summary) lines(summary, 2);
      if (!wide.matches) return;
      (summary || list).style.marginTop = carry && `${carry + 8}px`;
      const free = () => edge(one(".v-text,.v-summary", para), "bottom") - edge(list, "bottom");
      if (summary && free() < 0) lines(summary, 1);
      let left = free();
      for (let n = 1; n < 4; n++) notes.forEach((note) => { if (left > 24) { left -= 23; lines(note, n); } });
      notes.forEach((note) => {
        const [mark] = marksOf(note), drop = mark ? Math.min(free(), edge(mark, "top") - edge(note, "top") - 3) : 0;
        if (drop > 18) note.style.marginTop = `${drop}px`;
      });
      carry = Math.min(420, Math.max(0, -free() - 24));
      if (para.nextElementSibling?.matches(".v-para")) list.style.marginBottom = `${-carry - 24}px`;
    });
  };

  /* Previews */
  const pop = make("div", { className: "v-pop", hidden: true, role: "dialog" });
  doc.body.append(pop);
  let owner, timer, pointer;
  const hide = (back) => {
    const from = owner;
    clearTimeout(timer);
    owner = wanted = null;
    pop.hidden = true;
    if (back) from?.focus();
    return from;
  };
  const show = (from, label, ...inside) => {
    hide();
    owner = from;
    pop.ariaLabel = label;
    pop.replaceChildren(button("v-close", "×", () => hide(1), "Close"), ...inside);
    pop.hidden = false;
    const [at] = from.getClientRects(), high = pop.offsetHeight, above = at.bottom + high + 12 > innerHeight && at.top > high + 60;
    pop.style.left = `${Math.max(16, Math.min(at.left - 24, innerWidth - pop.offsetWidth - 32))}px`;
    pop.style.top = `${scrollY + (above ? at.top - high - 6 : at.bottom + 6)}px`;
  };
  const page = byId("previews");
  let asked, wanted;
  const stored = () => asked ??= page.dataset.src && load(page.dataset.src);
  const copyOf = (hash) => {
    const kept = byId(hash, page.content), target = byId(hash), copy = make("div");
    if (kept) copy.append(kept.cloneNode(true));
    else if (!target || target.matches("main,sup a,section:not(.v-para,.v-entry)")) return null;
    else {
      const parts = target.matches(".v-para") ? all(":scope>:is(.v-num,.v-incipit,.v-summary)", target) : [...target.childNodes];
      copy.append(...parts.map((part) => part.cloneNode(true)));
      if (target.matches(NOTE)) copy.className = `v-note ${kindOf(target)}`;
    }
    each("sup:has(a),button", (e) => e.remove(), copy);
    each("[id]", (e) => e.removeAttribute("id"), copy);
    return copy;
  };
  const linked = "main a[href*='#']:not(.v-num a,[href^='#r'],.toctree-wrapper a)";
  const preview = async (link) => {
    wanted = link;
    await stored();
    const copy = wanted === link && link.hash && copyOf(link.hash);
    if (copy && owner !== link) show(link, `Preview: ${link.textContent}`, copy, make("p", {}, make("a", { href: link.href }, "Open")));
    return copy;
  };
  on("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const link = target.closest(linked);
    glow(target.closest(`u,${NOTE},sup a`));
    clearTimeout(timer);
    wanted = 0;
    if (pop.contains(target) || owner && one(":scope>pre", pop)) return;
    if (link) timer = setTimeout(preview, 220, link, stored());
    else if (owner && owner !== doc.activeElement) timer = setTimeout(hide, 320);
  });
  on("focusin", ({ target }) => {
    if (pop.contains(target) || target === owner) return;
    const body = target.closest(".v-notes .v-note-body");
    hide();
    if (body) set(body.parentElement, true);
    if (target.matches(`${linked}:focus-visible`)) preview(target);
  });
  on("pointerdown", ({ target, pointerType }) => {
    pointer = pointerType;
    if (owner && !pop.contains(target) && !owner.contains(target)) hide();
    if (wide.matches && !target.closest(`${NOTE},sup a,u,.v-pop`)) shut();
  });
  on("keydown", ({ key }) => {
    if (key !== "Escape" || one(":popover-open") || hide(pop.contains(doc.activeElement))) return;
    const [note] = opened();
    if (note) {
      if (note.contains(doc.activeElement)) byId(one("a", note).hash).focus();
      hide();
      shut();
    }
  });
  on("click", (event) => {
    const { target } = event, link = target.closest(linked), number = target.closest(".v-para .v-num a"), mark = target.closest("u");
    if (event.ctrlKey || event.metaKey) return;
    if (number) menu(number.closest(".v-para"), number);
    else if (link && pointer === "touch" && owner !== link) preview(link).then((shown) => shown || (location = link.href));
    else if (link) {
      hide();
      if (!wide.matches || !link.matches("sup a")) return;
      history.replaceState(0, 0, link.hash);
      arrive(1);
    } else if (mark && !link) {
      if (wide.matches) set(notesOf(mark)[0], true);
      else show(mark, "Notes", ...notesOf(mark).map((note) => copyOf(note.id)));
    } else if (!link) return;
    event.preventDefault();
  });

  /* Citations, by the patterns that the page carries */
  const menu = (part, from) => {
    const words = (query) => one(query, part)?.firstChild.textContent.trim(), para = part.closest(".v-para");
    const isNote = part !== para, place = one(".v-num", para).textContent + (isNote ? `, note on “${words("i")}”` : "");
    const url = `${(one("link[rel=canonical]") || location).href.split("#")[0]}#${part.id}`;
    const values = { place, url, id: part.id, by: isNote ? words(".v-byline") : "", whole: isNote ? "" : " " };
    const act = make("p", {}, make("a", { href: url }, "Link to it")), { edit, ends } = doc.body.dataset;
    if (edit) act.append(make("a", { href: edit + ends.split(" ")[all(`.v-para,${NOTE}`).indexOf(part)] }, isNote ? "Mend this note" : "Suggest a note"));
    const fields = all("meta[name^=v-cite]").flatMap(({ name, content }) => {
      const label = name.slice(7), value = content.replace(/\[([^\]]*?)\{(\w+)\}([^\]]*)\]/g, (_, a, key, b) => values[key] && a + values[key].trim() + b);
      const shown = make("pre", { tabIndex: 0, ariaLabel: label, role: "group" }, value);
      return [shown, button("", `Copy ${label}`, async () => {
        getSelection().selectAllChildren(shown);
        try { await navigator.clipboard.writeText(value); } catch { doc.execCommand("copy"); }
        say(`${label} copied`);
      })];
    });
    show(from, `Cite ${place}`, act, ...fields);
    act.firstChild.focus();
  };

  /* Reader's tools; `kept` is what the head of the page read */
  const tidy = () => {
    each("u", (mark) => {
      const notes = notesOf(mark);
      put(mark, kindOf(notes[0]), 1);
      put(mark, "is-off", !notes.some(isShown));
    });
    lay();
  };
  each(".v-tools input", (input) => {
    const { name, value } = input, hidden = `hide-${value}`;
    input.checked = name === "show" ? !root.matches(`.${hidden}`) : value === (kept.theme || "system");
    input.onchange = () => {
      if (name === "show") {
        put(root, hidden, !input.checked);
        tidy();
        kept.hide = all("[name=show]:not(:checked)").map((each) => each.value);
        say(`${input.labels[0].textContent} ${input.checked ? "shown" : "hidden"}`);
      } else root.dataset.theme = kept.theme = value;
      try { localStorage.variorum = JSON.stringify(kept); } catch { /* not allowed: lasts for this page */ }
    };
  });

  /* Arrival: open the note of the address; another script marks the words that were searched for */
  const arrive = (byHand) => {
    const note = byId(location.hash);
    if (!note?.matches(NOTE)) return;
    put(note.parentElement, "is-open", 1);
    set(note, true);
    if (byHand) one(".v-open", note).focus({ preventScroll: 1 });
    note.scrollIntoView({ block: "nearest" });
  };
  let width = innerWidth;
  onresize = () => { if (innerWidth !== width) { width = innerWidth; shut(); lay(); } };
  onhashchange = () => arrive();
  tidy();
  doc.fonts.ready.then(lay);
  arrive();
  try {
    if (localStorage.sphinx_highlight_terms) load(src.replace("variorum.js", "variorum-found.js"));
  } catch { /* no storage here */ }
})();
