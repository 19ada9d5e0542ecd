// SPDX-License-Identifier: GPL-3.0-or-later
// Finds sections that have all words; those with a word in the title come first. SECTIONS comes from search-index.js.
(function () {
  const box = document.getElementById("question");
  const hits = document.getElementById("hits");

  function element(name, text, parent) {
    const made = document.createElement(name);
    made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  function show() {
    const words = box.value.toLowerCase().split(/\s+/).filter((word) => word);
    hits.textContent = "";
    if (words.length === 0) {
      return;
    }
    const found = SECTIONS.map(([file, page, title, text]) => {
      const head = (page + " " + title).toLowerCase();
      const body = text.toLowerCase();
      const all = words.every((word) => head.includes(word) || body.includes(word));
      const score = words.filter((word) => head.includes(word)).length;
      return { file, page, title, text, all, score, at: body.indexOf(words[0]) };
    }).filter((one) => one.all).sort((a, b) => b.score - a.score);
    element("p", found.length + (found.length === 1 ? " section" : " sections"), hits);
    for (const one of found.slice(0, 50)) {
      const entry = element("p", "", hits);
      const link = element("a", one.page === one.title ? one.page : one.page + ": " + one.title, entry);
      link.href = one.file + (one.page === one.title ? "" : "#" + one.title.replace(/[^\p{L}\p{N} _.:-]/gu, "").replace(/ /g, "_"));
      element("br", "", entry);
      const from = Math.max(0, one.at - 60);
      element("span", (from > 0 ? "… " : "") + one.text.slice(from, from + 200) + " …", entry);
    }
  }

  box.addEventListener("input", show);
  box.value = decodeURIComponent((location.search.match(/[?&]q=([^&]*)/) || ["", ""])[1].replace(/\+/g, " "));
  box.focus();
  show();
})();
