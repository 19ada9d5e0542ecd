// The topology as a map: the root in the middle, each site as far out as it has links above it, its workers around it.
const LOADS = ["#2b6cb0", "#2f9e8f", "#8cb34a", "#e0b13c", "#df7a2e", "#c0262d"];

function loadColor(percent) {
  if (percent === null || percent === undefined) {
    return color("line");
  }
  const at = Math.min(LOADS.length - 1.001, Math.max(0, percent / 100 * (LOADS.length - 1)));
  const parts = (hex) => [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16));
  const low = parts(LOADS[Math.floor(at)]);
  const high = parts(LOADS[Math.floor(at) + 1]);
  return "rgb(" + low.map((part, i) => Math.round(part + (high[i] - part) * (at % 1))).join(",") + ")";
}

/** Places sites and workers; scenarios have no positions of their own. */
function layout(map, box) {
  const children = map.sites.map(() => []);
  const workers = map.sites.map(() => []);
  map.sites.forEach((site, index) => site.parent >= 0 && children[site.parent].push(index));
  map.workers.forEach((worker, index) => workers[worker.site].push(index));
  const width = map.sites.map((_, index) => Math.max(1, 0.5 + 0.25 * workers[index].length));
  // Children stand behind their parents in the list.
  for (let index = map.sites.length - 1; index >= 0; index--) {
    const below = children[index].reduce((sum, child) => sum + width[child], 0);
    width[index] = Math.max(width[index], below);
  }
  const ring = Math.max(1.6, width[0] / (2 * Math.PI));
  const sites = [];
  function place(index, depth, from, to) {
    const angle = (from + to) / 2;
    sites[index] = {x: depth * ring * Math.cos(angle), y: depth * ring * Math.sin(angle), angle, depth};
    const all = children[index].reduce((sum, child) => sum + width[child], 0);
    let at = from;
    children[index].forEach((child) => {
      const end = at + (to - from) * width[child] / all;
      place(child, depth + 1, at, end);
      at = end;
    });
  }
  place(0, 0, -Math.PI / 2, 1.5 * Math.PI);
  // Boxes keep their size in pixels, so that they need more distance on a small screen.
  const near = 0.5 * Math.max(1, 700 / Math.max(200, box.clientWidth));
  const machines = [];
  workers.forEach((own, site) => own.forEach((worker, k) => {
    const at = sites[site];
    const reach = Math.max(near, 0.14 * own.length);
    // Around the root in a full circle between its children, else in a fan that opens outwards.
    const spread = at.depth === 0 ? 2 * Math.PI : Math.min(1.8 * Math.PI, 0.8 * own.length);
    const angle = at.angle + (at.depth === 0 ? Math.PI / 7 : 0) + (own.length === 1 ? 0 : spread * (k / (at.depth === 0 ? own.length : own.length - 1) - 0.5));
    machines[worker] = {x: at.x + reach * Math.cos(angle), y: at.y + reach * Math.sin(angle)};
  }));
  return {sites, machines};
}

/** Dark or white text, whichever is read better on a colour. */
function textOn(rgb) {
  const parts = rgb.startsWith("rgb(") ? rgb.slice(4, -1).split(",").map(Number) : [1, 3, 5].map((at) => parseInt(rgb.slice(at, at + 2), 16));
  return 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2] > 140 ? "#10151b" : "#ffffff";
}

function siteNodes(map, places) {
  const crowded = map.sites.length > 60;
  return map.sites.map((site, index) => ({
    value: [places.sites[index].x, places.sites[index].y], symbolSize: crowded ? 7 : 15,
    label: {show: !crowded || site.parent < 0, formatter: site.name},
    note: "<b>" + plain(site.name) + "</b><br>" + plain(site.tier) + (site.client_weight > 0 ? "<br>client weight " + site.client_weight : ""),
  }));
}

function workerNodes(map, places, busy) {
  const size = map.sites.length + map.workers.length > 150 ? 9 : 32;
  return map.workers.map((worker, index) => {
    const load = busy ? busy[index] : undefined;
    const fill = busy ? loadColor(load) : color("faint");
    return {
      value: [places.machines[index].x, places.machines[index].y], symbolSize: [size, size * 0.6],
      itemStyle: {color: fill, opacity: 1, borderColor: color("ground"), borderWidth: 1},
      label: {show: size > 20 && !!busy, formatter: load === null ? "down" : String(load), color: textOn(fill)},
      note: "<b>" + plain(worker.name) + "</b><br>" + plain(worker.device) + ", " + plain(worker.sharing) + ", " + worker.variants
        + " model variants" + (busy ? "<br>" + (load === null ? "down" : "busy " + load + " %") : ""),
    };
  });
}

function mapLinks(map, places) {
  const at = (place) => [place.x, place.y];
  const up = map.sites.flatMap((site, index) => site.parent < 0 ? [] : [{
    coords: [at(places.sites[index]), at(places.sites[site.parent])],
    lineStyle: {color: color("faint"), width: site.bandwidth_mbps ? Math.max(1, Math.min(6, Math.log10(site.bandwidth_mbps))) : 4},
    note: "<b>" + plain(site.name) + " – " + plain(map.sites[site.parent].name) + "</b><br>delay " + site.delay_ms + " ms, jitter "
      + site.jitter_ms + " ms<br>" + (site.bandwidth_mbps ? site.bandwidth_mbps + " Mbit/s" : "unlimited bandwidth"),
  }]);
  const own = map.workers.map((worker, index) => ({
    coords: [at(places.machines[index]), at(places.sites[worker.site])], lineStyle: {color: color("faint"), width: 1, type: "dotted"},
    note: plain(worker.name) + " at " + plain(map.sites[worker.site].name),
  }));
  return [...up, ...own];
}

/** Returns the axes of a map that is as wide as high in its own units. */
function mapAxes(places, box) {
  const all = [...places.sites, ...places.machines];
  const span = (values) => [Math.min(...values), Math.max(...values)];
  const [x, y] = [span(all.map((place) => place.x)), span(all.map((place) => place.y))];
  const unit = Math.max((x[1] - x[0] || 1) / Math.max(50, box.clientWidth - 110), (y[1] - y[0] || 1) / Math.max(50, box.clientHeight - 90));
  const range = (ends, pixels) => {
    const middle = (ends[0] + ends[1]) / 2;
    return {type: "value", show: false, min: middle - unit * pixels / 2, max: middle + unit * pixels / 2};
  };
  return {xAxis: range(x, box.clientWidth), yAxis: range(y, box.clientHeight)};
}

function mapOption(map, places, busy, box) {
  return {
    tooltip: tooltip({formatter: (at) => at.data.note}),
    toolbox: {right: 4, top: 4, iconStyle: {borderColor: color("faint")}, feature: {restore: {title: "Whole map"},
      saveAsImage: {title: "Save as image", name: map.name, type: "svg", backgroundColor: color("ground")}}},
    grid: {left: 0, right: 0, top: 0, bottom: 0},
    ...mapAxes(places, box),
    dataZoom: ["xAxisIndex", "yAxisIndex"].map((axes) => ({type: "inside", [axes]: 0, filterMode: "none", zoomOnMouseWheel: "ctrl"})),
    series: [
      {id: "links", type: "lines", coordinateSystem: "cartesian2d", data: mapLinks(map, places), z: 1},
      {id: "sites", type: "scatter", symbol: "circle", data: siteNodes(map, places), z: 2, labelLayout: {hideOverlap: true},
        itemStyle: {color: color("ground"), borderColor: color("ink"), borderWidth: 2, opacity: 1},
        label: {position: "bottom", color: color("ink"), fontSize: 12, textBorderColor: color("ground"), textBorderWidth: 2}},
      {id: "workers", type: "scatter", symbol: "roundRect", data: workerNodes(map, places, busy), z: 3,
        label: {position: "inside", fontSize: 11, fontWeight: "bold"}},
    ],
  };
}

function meanLoad(busy) {
  const up = busy.filter((load) => load !== null);
  return up.length === 0 ? null : up.reduce((sum, load) => sum + load, 0) / up.length;
}

function loadOption(state) {
  const {run, map} = state;
  const width = run.interval_s;
  const line = (name, values, hex) => ({
    name, type: "line", step: "start", showSymbol: false, itemStyle: {color: hex}, lineStyle: {width: 2},
    // Each value stands at the end of its interval, and the line comes to it from there back to its beginning.
    data: [values[0], ...values].map((value, i) => [i * width, value === null ? null : Math.round(10 * value) / 10]),
  });
  const series = [line("mean of all workers", run.busy_percent.map(meanLoad), color("accent"))];
  if (state.worker !== null) {
    series.push(line(map.workers[state.worker].name, run.busy_percent.map((busy) => busy[state.worker]), color("focus")));
  }
  series[0].markArea = {silent: true, itemStyle: {color: color("faint"), opacity: 0.25},
    data: [[{xAxis: state.time * width}, {xAxis: (state.time + 1) * width}]]};
  return {
    tooltip: tooltip({trigger: "axis", valueFormatter: (value) => value === null || value === undefined ? "down" : value + " %"}),
    legend: {...legend(), top: 0, bottom: undefined},
    grid: {left: 56, right: 16, top: 32, bottom: 44},
    xAxis: axis({type: "value", min: 0, max: run.busy_percent.length * width, name: "time [s]", nameGap: 26}),
    yAxis: axis({type: "value", min: 0, max: 100, name: "busy [%]", nameGap: 36}),
    series,
  };
}

/** Names a run, with its scenario where there are several, or always. */
function runName(run, always) {
  return (always === true || DATA.maps.length > 1 ? DATA.maps[run.map].name + ", " : "") + run.policy + ", seed " + run.seed;
}

function counted(number, what) {
  return number + " " + what + (number === 1 ? "" : "s");
}

function showMap() {
  if (DATA.maps.length === 0) {
    return;
  }
  const section = open("topology");
  const runs = DATA.runs;
  const state = {time: 0, worker: null, run: runs[0], map: DATA.maps[0]};
  if (runs.length > 0) {
    state.time = Math.floor(runs[0].busy_percent.length / 2);
  }
  const busy = () => state.run && DATA.maps[state.run.map] === state.map ? state.run.busy_percent[state.time] : null;
  const place = element("div", {class: "chart map"});
  let places = null;
  const settle = () => { places = layout(state.map, place); };
  const note = element("p", {class: "note"});
  const mapChart = chart(place, () => { settle(); return mapOption(state.map, places, busy(), place); }, true);
  const controls = element("div", {class: "controls"});
  section.append(controls, place, note);
  const tell = () => {
    const {map} = state;
    note.textContent = (runs.length === 1 ? "Of the run " + runName(runs[0], true) + ": " : "")
      + counted(map.totalSites, "site") + " and " + counted(map.totalWorkers, "worker")
      + (map.totalSites > map.sites.length || map.totalWorkers > map.workers.length
        ? "; shown are the " + map.sites.length + " sites nearest to the root, and " + map.workers.length + " of their workers" : "")
      + ". Circles are sites, boxes are workers; links are as wide as the logarithm of their bandwidth. Scenarios have no positions, so each"
      + " site stands as far from the middle as it has links above it."
      + (runs.length === 0 ? " No run was watched, so that boxes have no loads." : "");
  };
  tell();
  const redraw = () => mapChart.drawn && mapChart.drawn.setOption({series: [{id: "workers", data: workerNodes(state.map, places, busy())}]});
  const whole = () => { tell(); mapChart.drawn && mapChart.draw(); };
  if (runs.length === 0) {
    if (DATA.maps.length > 1) {
      controls.append(select("Scenario", DATA.maps.map((map) => map.name), (index) => { state.map = DATA.maps[index]; whole(); }).label);
    }
    return;
  }
  const steps = () => state.run.busy_percent.length;
  const slider = element("input", {type: "range", min: 0, max: steps() - 1, value: state.time, "aria-label": "Time of the run",
    oninput: () => { state.time = Number(slider.value); show(); }});
  const clock = element("output", {"aria-live": "off"});
  const loads = element("div", {class: "chart low"});
  const loadChart = chart(loads, () => loadOption(state));
  const moment = (seconds) => {
    const unit = Number.isInteger(state.run.interval_s) ? 1 : 10 ** Math.floor(Math.log10(state.run.interval_s) - 1);
    return shown(Number((Math.round(seconds / unit) * unit).toFixed(6)));
  };
  function show() {
    const from = state.time * state.run.interval_s;
    clock.textContent = moment(from) + " to " + moment(from + state.run.interval_s) + " s";
    slider.setAttribute("aria-valuetext", clock.textContent);
    redraw();
    if (loadChart.drawn) {
      loadChart.drawn.setOption(loadOption(state), {replaceMerge: ["series"]});
    }
  }
  let timer = null;
  const play = element("button", {type: "button", onclick: () => {
    if (timer) {
      clearInterval(timer);
      timer = null;
    } else {
      timer = setInterval(() => { state.time = (state.time + 1) % steps(); slider.value = state.time; show(); }, 400);
    }
    play.textContent = timer ? "Stop" : "Play";
  }}, "Play");
  if (runs.length > 1) {
    controls.append(select("Run", runs.map((run) => runName(run)), (index) => {
      state.run = runs[index];
      state.worker = null;
      state.time = Math.min(state.time, steps() - 1);
      slider.max = steps() - 1;
      const other = DATA.maps[state.run.map];
      if (other !== state.map) {
        state.map = other;
        whole();
      }
      show();
    }).label);
  }
  controls.append(element("label", {class: "wide"}, "Time ", slider), clock, play,
    element("span", {class: "scale"}, "busy 0 %", element("i", {style: "background:linear-gradient(90deg," + LOADS.join(",") + ")"}), "100 %"));
  section.append(element("p", {class: "note"}, "The first run of each policy was watched, of a sweep the first of all, of a reproduction that of the policies that adapt. Loads are means over an interval. Zoom the map with Ctrl and the wheel, or by pinching. Choose"
    + " a worker on the map for its own line."), loads);
  mapChart.ready = (drawn) => drawn.on("click", (at) => {
    if (at.seriesId === "workers") {
      state.worker = at.dataIndex;
      show();
    }
  });
  show();
}

showMap();
