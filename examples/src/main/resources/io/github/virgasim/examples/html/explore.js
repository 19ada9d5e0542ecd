// Any columns of any table against each other.
const HUES = ["#0077bb", "#ee7733", "#117733", "#aa4499", "#999933", "#cc6677", "#332288", "#44aa99", "#774411", "#88ccee"];
const MOST_GROUPS = 30;

function exploreOption(choice) {
  const {table, x, y, group} = choice;
  const groups = new Map();
  for (const row of table.rows) {
    if (row[x] !== "" && row[y] !== "") {
      const name = group < 0 ? table.columns[y] : row[group];
      if (!groups.has(name)) {
        groups.set(name, []);
      }
      groups.get(name).push([choice.numeric[x] ? Number(row[x]) : row[x], Number(row[y])]);
    }
  }
  const names = [...groups.keys()].slice(0, MOST_GROUPS);
  const below = nameAxis(choice.numeric[x] ? [] : [...new Set(table.rows.map((row) => row[x]))]);
  return {
    tooltip: tooltip({formatter: (at) => "<b>" + plain(at.seriesName) + "</b><br>" + plain(table.columns[x]) + ": " + plain(shown(at.data[0]))
      + "<br>" + plain(table.columns[y]) + ": " + shown(at.data[1])}),
    legend: legend(names),
    toolbox: toolbox(table.name),
    grid: {left: 70, right: 16, top: 36, bottom: 36 + (choice.numeric[x] ? 38 : below.room)},
    xAxis: axis(choice.numeric[x]
      ? {type: "value", scale: true, name: table.columns[x], nameGap: 28}
      : {type: "category", axisLabel: below.axisLabel}),
    yAxis: axis({type: "value", scale: true, name: table.columns[y], nameGap: 54}),
    dataZoom: [{type: "inside", filterMode: "none", zoomOnMouseWheel: "ctrl"}, {type: "inside", yAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl"}],
    series: names.map((name, index) => ({
      name, type: "scatter", symbolSize: 7, data: groups.get(name), large: false,
      symbol: SYMBOLS[index % SYMBOLS.length], itemStyle: {color: seriesColor(HUES[index % HUES.length])},
    })),
  };
}

function choose(table) {
  const numeric = table.columns.map((_, column) => isNumeric(table, column));
  const numbers = table.columns.map((_, column) => column).filter((column) => numeric[column]);
  const words = table.columns.map((_, column) => column).filter((column) => !numeric[column]);
  const named = (pattern, otherwise) => {
    const found = table.columns.findIndex((name, column) => numeric[column] && pattern.test(name));
    return found < 0 ? otherwise : found;
  };
  const y = named(/served_percent|error|mean_jct|latency_|utilization/, numbers[numbers.length - 1]);
  const varied = words.filter((column) => new Set(table.rows.map((row) => row[column])).size > 1);
  // The columns of a sweep's parameters have the dots of the parameters' names.
  const parameter = numbers.find((column) => table.columns[column].includes(".") && new Set(table.rows.map((row) => row[column])).size > 1);
  if (parameter !== undefined) {
    return {table, numeric, x: parameter, y, group: varied[varied.length - 1] ?? -1};
  }
  if (varied.length === 0) {
    const varying = numbers.filter((column) => new Set(table.rows.map((row) => row[column])).size > 1);
    return {table, numeric, x: varying[0] ?? numbers[0], y, group: -1};
  }
  const x = varied[0];
  return {table, numeric, x, y, group: varied[1] ?? -1};
}

function showExplore() {
  const tables = DATA.tables.filter((table) => table.rows.length > 0 && table.columns.some((_, column) => isNumeric(table, column)));
  if (tables.length === 0) {
    return;
  }
  const section = open("explore");
  const place = element("div", {class: "chart"});
  const controls = element("div", {class: "controls"});
  let choice;
  const picture = chart(place, () => exploreOption(choice));
  const columns = element("span", {class: "controls"});
  const redraw = () => picture.drawn && picture.draw();
  const take = (index) => {
    choice = choose(tables[index]);
    const names = choice.table.columns;
    const across = select("across", names, (column) => { choice.x = column; redraw(); });
    const numbers = names.map((_, column) => column).filter((column) => choice.numeric[column]);
    const up = select("up", numbers.map((column) => names[column]), (at) => { choice.y = numbers[at]; redraw(); });
    const by = select("colour by", ["nothing", ...names], (at) => { choice.group = at - 1; redraw(); });
    across.field.value = choice.x;
    up.field.value = numbers.indexOf(choice.y);
    by.field.value = choice.group + 1;
    columns.replaceChildren(across.label, up.label, by.label);
    redraw();
  };
  // A scatter of one row or two shows nothing.
  const usual = summaryOf(tables);
  const most = tables.reduce((best, one, index) => one.rows.length > tables[best].rows.length ? index : best, 0);
  const first = tables[usual].rows.length > 2 ? usual : most;
  const table = select("Table", tables.map((one) => one.name), take);
  table.field.value = first;
  controls.append(table.label, columns);
  take(first);
  section.append(controls, place, element("p", {class: "note"}, "Each point is a row; of more than " + MOST_GROUPS + " colours the first are shown."));
}

showExplore();
listSections();
