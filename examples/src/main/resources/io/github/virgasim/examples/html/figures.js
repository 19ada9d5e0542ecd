// The figures of the folder, from the numbers that their SVG files carry.
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin", "emptyRect", "emptyTriangle", "emptyCircle", "arrow", "emptyDiamond"];

/** Colours are chosen for a white ground; dark ones are made lighter on a dark one. */
function seriesColor(hex) {
  if (!DARK.matches) {
    return hex;
  }
  const rgb = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const light = (0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]) / 255;
  const mix = light < 0.45 ? 0.5 - light / 2 : 0;
  return "rgb(" + rgb.map((part) => Math.round(part + (255 - part) * mix)).join(",") + ")";
}

/** Draws an interval as a line with ends. */
function whiskers(name, points, hex, atCategory) {
  return {
    name, type: "custom", silent: true, z: 4, encode: {x: 0, y: [1, 2]}, itemStyle: {color: hex}, tooltip: {show: false},
    data: points.filter((point) => point.length > 2).map((point) => [point[0], point[2], point[3]]),
    renderItem(parameters, api) {
      const low = api.coord([api.value(0), api.value(1)]);
      const high = api.coord([api.value(0), api.value(2)]);
      const half = atCategory ? 6 : 4;
      const line = (x1, y1, x2, y2) => ({
        type: "line", shape: {x1, y1, x2, y2}, style: {stroke: atCategory ? color("ink") : hex, lineWidth: 1.4},
      });
      return {type: "group", children: [
        line(low[0], low[1], high[0], high[1]),
        line(low[0] - half, low[1], low[0] + half, low[1]),
        line(high[0] - half, high[1], high[0] + half, high[1]),
      ]};
    },
  };
}

function pointText(figure, name, point) {
  const x = figure.categories.length > 0 ? figure.categories[point[0]] : (figure.x || "x") + ": " + shown(point[0]);
  const interval = point.length > 2 ? " (" + shown(point[2]) + " to " + shown(point[3]) + ")" : "";
  return "<b>" + plain(name) + "</b><br>" + plain(x) + "<br>" + plain(figure.y) + ": " + shown(point[1]) + interval;
}

function oneSeries(figure, series, others) {
  const hex = seriesColor(series.color);
  const item = {name: series.name, itemStyle: {color: hex}, z: 3};
  const points = series.points;
  if (figure.kind === "bars") {
    return [{...item, type: "bar", barWidth: "65%", barMaxWidth: 90, barGap: "-100%", data: points.map((p) => ({value: [p[0], p[1]], point: p}))},
      whiskers(series.name, points, hex, true)];
  }
  const data = points.map((p) => ({value: [p[0], p[1]], point: p}));
  const scattered = figure.kind === "marks" || series.look === "dots" || series.look === "points";
  const symbol = series.look === "points" ? "path://M0,0L10,10M10,0L0,10" : SYMBOLS[Math.max(0, series.place) % SYMBOLS.length];
  const made = [{
    ...item, data, type: scattered ? "scatter" : "line", symbol, symbolSize: series.look === "line" ? 0 : 8,
    showSymbol: series.look === "marked" && series.place >= 0,
    lineStyle: {color: hex, width: series.look === "level" ? 1.2 : 2, type: series.stroke},
    itemStyle: series.look === "points" ? {color: "transparent", borderColor: hex, borderWidth: 2} : {color: hex},
    emphasis: {disabled: others > 40},
  }];
  if (series.look === "marked" && points.some((p) => p.length > 2)) {
    made.push(whiskers(series.name, points, hex, false));
  }
  return made;
}

/** Returns how names stand below an axis, and the room that they need. */
function nameAxis(names) {
  const longest = names.reduce((most, name) => Math.max(most, String(name).length), 0);
  const turned = names.length * longest > (innerWidth < 640 ? 24 : 48);
  const width = 200;
  return {
    axisLabel: {color: color("ink"), rotate: turned ? 35 : 0, interval: names.length > 40 ? "auto" : 0, width, overflow: "truncate"},
    room: turned ? 18 + Math.min(width, 7 * longest) * 0.58 : 24,
  };
}

function xyOption(figure) {
  const named = figure.categories.length > 0;
  const bars = figure.kind === "bars";
  const below = nameAxis(figure.categories);
  return {
    tooltip: tooltip({trigger: "item", formatter: (at) => pointText(figure, at.seriesName, at.data.point)}),
    legend: bars ? {show: false} : legend(figure.series.map((one) => one.name)),
    toolbox: toolbox(figure.title),
    grid: {left: 72, right: 16, top: 36, bottom: (bars ? 8 : 36) + (named ? below.room : 38)},
    xAxis: axis(named
      ? {type: "category", data: figure.categories, axisLabel: below.axisLabel}
      : {type: "value", scale: true, name: figure.x, nameGap: 28}),
    yAxis: axis({type: figure.log ? "log" : "value", scale: !bars, min: bars ? 0 : undefined, name: figure.y, nameGap: 56}),
    dataZoom: [{type: "inside", filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: "shift"},
      ...(named ? [] : [{type: "inside", yAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: "shift"}])],
    series: figure.series.flatMap((one) => oneSeries(figure, one, figure.series.length)),
  };
}

function heatOption(figure) {
  const values = figure.cells.map((cell) => cell[2]);
  const count = (at) => 1 + figure.cells.reduce((most, cell) => Math.max(most, cell[at]), 0);
  const names = (length) => Array.from({length}, (_, i) => String(i));
  return {
    tooltip: tooltip({formatter: (at) => plain(figure.x) + ": " + at.data[0] + "<br>" + plain(figure.y) + ": " + at.data[1]
      + "<br><b>" + shown(at.data[2]) + "</b>"}),
    toolbox: toolbox(figure.title),
    grid: {left: 56, right: 16, top: 36, bottom: 46},
    xAxis: axis({type: "category", data: names(count(0)), name: figure.x, nameGap: 28}),
    yAxis: axis({type: "category", data: names(count(1)), name: figure.y, nameGap: 36}),
    visualMap: {show: false, min: Math.min(...values), max: Math.max(...values), inRange: {color: ["#fcebdd", "#ee7733"]}},
    dataZoom: [{type: "inside", zoomOnMouseWheel: "ctrl"}],
    series: [{type: "heatmap", data: figure.cells, label: {show: true, color: "#1d2733", formatter: (at) => at.data[2].toFixed(1)}}],
  };
}

function showFigures() {
  if (DATA.figures.length === 0) {
    return;
  }
  const grid = element("div", {class: "grid"});
  const section = open("figures");
  section.append(element("p", {class: "note"}, "Zoom: the first button of a figure, pinching, or Ctrl and the wheel. Bars at points are 95 %"
    + " confidence intervals. Of series of more than 1000 points some are shown."), grid);
  for (const figure of DATA.figures) {
    const place = element("div", {class: "chart"});
    grid.append(element("figure", {}, element("figcaption", {}, figure.title), place));
    chart(place, () => figure.kind === "heat" ? heatOption(figure) : xyOption(figure));
  }
  if (DATA.figuresLeftOut > 0) {
    section.append(element("p", {class: "note"}, DATA.figuresLeftOut + " more panels would make this report too large; they are in the"
      + " files beside it."));
  }
}

showFigures();
