// Tables of the CSV files, sorted by a click or key on the name of a column, filled when they are opened.
const FIRST_ROWS = 100;
const LONGEST_WORD = 80;

function isNumeric(table, column) {
  let numbers = 0;
  for (const row of table.rows) {
    if (row[column] !== "") {
      if (!Number.isFinite(Number(row[column]))) {
        return false;
      }
      numbers++;
    }
  }
  return numbers > 0;
}

const BY_TEXT = new Intl.Collator("en", {numeric: true});

function compare(numeric, a, b) {
  // What is empty stands last in either direction.
  if (a === "" || b === "") {
    return null;
  }
  return numeric ? Number(a) - Number(b) : BY_TEXT.compare(a, b);
}

function sorted(rows, column, numeric, sign) {
  return rows.map((row, index) => ({row, index})).sort((a, b) => {
    const order = compare(numeric, a.row[column], b.row[column]);
    if (order === null) {
      return (a.row[column] === "") - (b.row[column] === "") || a.index - b.index;
    }
    return sign * order || a.index - b.index;
  }).map((one) => one.row);
}

function fillTable(table, place) {
  const numeric = table.columns.map((_, column) => isNumeric(table, column));
  let rows = table.rows;
  let limit = FIRST_ROWS;
  let wanted = "";
  const body = element("tbody");
  const more = element("button", {type: "button", onclick: () => { limit = Infinity; draw(); }});
  const count = element("span", {class: "note", role: "status"});
  function draw() {
    const found = wanted === "" ? rows : rows.filter((row) => row.some((cell) => cell.toLowerCase().includes(wanted)));
    body.replaceChildren(...found.slice(0, limit).map((row) => element("tr", {}, ...row.map((cell, column) => {
      const text = numeric[column] ? shown(cell) : cell.length > LONGEST_WORD && !cell.includes(" ") ? cell.slice(0, 24) + "…" : cell;
      const made = element("td", {class: numeric[column] ? "number" : text.length > 40 ? "long" : "text"}, text);
      if (text !== cell) {
        made.title = cell;
      }
      return made;
    }))));
    more.hidden = found.length <= limit;
    more.textContent = "Show all " + found.length + " rows";
    count.textContent = found.length + " of " + table.rows.length + " rows";
  }
  const heads = table.columns.map((name, column) => {
    const head = element("th", {scope: "col", "aria-sort": "none", class: numeric[column] ? "number" : "text"},
      element("button", {type: "button", onclick: () => sort(head, column)}, name));
    return head;
  });
  function sort(head, column) {
    const up = head.getAttribute("aria-sort") !== "ascending";
    heads.forEach((other) => other.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    rows = sorted(rows, column, numeric[column], up ? 1 : -1);
    draw();
  }
  const filter = element("input", {type: "search", oninput: () => { wanted = filter.value.toLowerCase(); draw(); }});
  place.append(
    element("div", {class: "controls"}, element("label", {}, "Filter rows ", filter), count),
    element("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": table.name},
      element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body)),
    more);
  if (table.every > 1) {
    place.append(element("p", {class: "note"}, "The file has " + table.total + " rows; every " + table.every
      + ordinal(table.every) + " is here, from the first on."));
  }
  draw();
}

function ordinal(number) {
  const tens = number % 100;
  return tens > 10 && tens < 14 ? "th" : {1: "st", 2: "nd", 3: "rd"}[number % 10] || "th";
}

function tableDetails(table, isOpen) {
  const inside = element("div");
  const details = element("details", {}, element("summary", {}, table.name + " (" + table.total + " rows)"), inside);
  const fill = () => inside.firstChild || fillTable(table, inside);
  details.addEventListener("toggle", () => details.open && fill());
  if (isOpen) {
    details.open = true;
    fill();
  }
  return details;
}

function showTables() {
  const passport = DATA.tables.filter((table) => table.name === "passport.csv");
  if (passport.length > 0) {
    open("passport").append(
      element("p", {class: "note"}, "Which parts of the model were compared with measurements, with which errors in percent of what"
        + " was measured; repeats are the standard error of the measurement itself."),
      ...passport.map((table) => tableDetails(table, true)));
  }
  const others = DATA.tables.filter((table) => !passport.includes(table) && table.columns.length > 0);
  if (others.length > 0) {
    open("tables").append(...others.map((table, index) => tableDetails(table, others.length < 3 || index === summaryOf(others))));
  }
}

/** Returns the table that is looked at first. */
function summaryOf(tables) {
  return Math.max(0, tables.findIndex((table) => /^(summary|means|runs|errors)\.csv$/.test(table.name)));
}

showTables();
