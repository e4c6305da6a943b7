/* Mark the words that the reader searched for.  Loaded where a search has left them. */
(() => {
  const doc = document, status = doc.querySelector(".v-status"), terms = localStorage.sphinx_highlight_terms.match(/[\p{L}\p{N}]+/gu), found = [];
  if (!terms || doc.getElementById("search-results")) return;
  delete localStorage.sphinx_highlight_terms;
  const walk = doc.createTreeWalker(doc.querySelector("main"), NodeFilter.SHOW_TEXT), sought = new RegExp(terms.join("|"), "gi");
  for (let node; node = walk.nextNode();) for (const { index, 0: word } of node.data.matchAll(sought)) {
    const range = new Range();
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    found.push(range);
    node.parentElement.closest(".v-notes>li")?.classList.add("is-found");
  }
  CSS.highlights?.set("found", new Highlight(...found));
  if (found.length && !location.hash) found[0].startContainer.parentElement.scrollIntoView({ block: "center" });
  status.textContent = `${found.length} found`;
  setTimeout(() => { status.textContent = ""; }, 4000);
})();
