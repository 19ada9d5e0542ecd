// Sampled queries as a waterfall: each from the moment when it was sent, phase by phase.
const PHASES = [["network", "#4c86c6"], ["queue", "#d9a33b"], ["service", "#3f9a6c"], ["return", "#9a7bc0"]];

/** Takes the queries out of the trace: a slice of the category query is followed by those of its phases. */
function sampledQueries() {
  const queries = [];
  for (const event of TRACE ? TRACE.traceEvents : []) {
    if (event.cat === "query") {
      queries.push({...event, phases: {}});
    } else if (event.ph === "X") {
      queries[queries.length - 1].phases[event.name] = event.dur;
    }
  }
  return queries;
}

function wayText(query) {
  const {args} = query;
  const row = (name, value) => plain(name) + ": " + plain(value) + "<br>";
  return "<b>" + plain(query.name) + "</b>, " + plain(args.outcome) + "<br>" + row("class", args.class)
    + row("answered by", args.model + " on " + args.worker + " at " + args.site) + row("sent at", shown(query.ts / 1e6) + " s")
    + PHASES.map(([name]) => row(name, shown(query.phases[name] / 1000) + " ms")).join("")
    + row("latency", shown(query.dur / 1000) + " ms") + row("deadline", shown(args.deadline_us / 1000) + " ms") + row("batch", args.batch);
}

function waysOption(queries) {
  const rows = Math.min(queries.length, 25);
  const names = queries.map((query) => query.name);
  return {
    tooltip: tooltip({formatter: (at) => wayText(queries[at.dataIndex])}),
    legend: legend([...PHASES.map(([name]) => name), "deadline"]),
    toolbox: {right: 0, top: 0, iconStyle: {borderColor: color("faint")}, feature: {restore: {title: "Whole figure"},
      saveAsImage: {title: "Save as image", name: "queries", type: "svg", backgroundColor: color("ground")}}},
    grid: {left: 108, right: 44, top: 30, bottom: 76},
    xAxis: axis({type: "value", min: 0, name: "time since the query was sent [ms]", nameGap: 28}),
    yAxis: axis({type: "category", inverse: true, data: names, splitLine: {show: false},
      axisLabel: {color: color("ink"), width: 96, overflow: "truncate"}}),
    dataZoom: [
      {type: "slider", yAxisIndex: 0, right: 4, width: 16, startValue: 0, endValue: rows - 1, brushSelect: false, showDetail: false},
      {type: "inside", yAxisIndex: 0, zoomOnMouseWheel: false, moveOnMouseWheel: "shift"},
      {type: "inside", xAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: "shift"},
    ],
    series: [...PHASES.map(([name, hex]) => ({
      name, type: "bar", stack: "way", itemStyle: {color: hex}, barCategoryGap: "25%",
      data: queries.map((query) => query.phases[name] / 1000),
    })), {
      name: "deadline", type: "scatter", symbol: "rect", symbolSize: [3, 16], itemStyle: {color: color("ink")}, z: 5,
      data: queries.map((query, index) => [query.args.deadline_us / 1000, index]),
    }],
  };
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], {type: "application/json"}));
  element("a", {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function showQueries() {
  const all = sampledQueries();
  if (DATA.runs.length === 0) {
    return;
  }
  const section = open("queries");
  const orders = [["in the order in which they were sent", (a, b) => a.ts - b.ts], ["slowest first", (a, b) => b.dur - a.dur],
    ["longest in the queue first", (a, b) => b.phases.queue - a.phases.queue]];
  const choice = {run: 0, order: 1};
  const of = (run) => all.filter((query) => query.args.run === DATA.runs.indexOf(run) + 1);
  const chosen = () => of(DATA.runs[choice.run]).sort(orders[choice.order][1]);
  const place = element("div", {class: "chart ways"});
  const note = element("p", {class: "note"});
  const controls = element("div", {class: "controls"});
  section.append(controls, note, place);
  const ways = chart(place, () => waysOption(chosen()));
  const tell = () => {
    const run = DATA.runs[choice.run];
    const named = DATA.runs.length === 1 ? "Of the run " + runName(run, true) + ": " : "";
    place.hidden = of(run).length === 0;
    if (place.hidden) {
      note.textContent = named + "no query that was sent after the warm-up has been answered.";
      return;
    }
    note.textContent = named + of(run).length + " of " + run.answered + " answered queries sent after the warm-up: one from each of 160 equal parts of"
      + " the run, and the 40 slowest. After a second inference the network's part has the first one in it; where a request waits for"
      + " several answers, return has the waiting in it. Rejected and lost queries have no way to show."
      + (DATA.runsLeftOut > 0 ? " " + DATA.runsLeftOut + " more runs were watched and left out." : "");
  };
  const redraw = () => { tell(); ways.drawn && ways.draw(); };
  if (DATA.runs.length > 1) {
    controls.append(select("Run", DATA.runs.map((run) => runName(run)), (index) => { choice.run = index; redraw(); }).label);
  }
  const order = select("Order", orders.map(([name]) => name), (index) => { choice.order = index; redraw(); });
  order.field.value = choice.order;
  controls.append(order.label, element("button", {type: "button",
    onclick: () => download("queries.trace.json", document.getElementById("trace").textContent)}, "Save as a trace for Perfetto"));
  tell();
}

showQueries();
