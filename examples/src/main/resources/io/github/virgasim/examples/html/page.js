// What all sections use. Text goes into the page as text only, never as markup.
const DATA = JSON.parse(document.getElementById("data").textContent);
const TRACE = JSON.parse(document.getElementById("trace").textContent);
const DARK = matchMedia("(prefers-color-scheme: dark)");
const charts = [];

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => {
    if (key.startsWith("on")) {
      made.addEventListener(key.slice(2), value);
    } else {
      made.setAttribute(key, value);
    }
  });
  made.append(...children);
  return made;
}

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

/** Shows a section and puts it into the list at the top. */
function open(id) {
  const section = document.getElementById(id);
  section.hidden = false;
  return section;
}

function listSections() {
  document.querySelectorAll("main > section").forEach((section) => {
    if (!section.hidden) {
      const name = section.querySelector("h2").textContent;
      document.getElementById("toc").append(element("li", {}, element("a", {href: "#" + section.id}, name)));
    }
  });
}

/** A number as people read it: six digits that count. */
function shown(value) {
  const number = Number(value);
  if (!Number.isFinite(number) || Number.isInteger(number)) {
    return String(value);
  }
  return Math.abs(number) >= 1e-4 && Math.abs(number) < 1e9 ? String(Number(number.toPrecision(6))) : number.toExponential(3);
}

/** Text for a tooltip, which ECharts takes for markup. */
function plain(text) {
  return echarts.format.encodeHTML(String(text));
}

/** Draws a chart when it comes into sight, and again when the colours of the page change, or the size if all depends on it. */
function chart(place, option, ownSize) {
  const one = {place, option, drawn: null};
  charts.push(one);
  one.draw = () => {
    if (one.drawn) {
      one.drawn.dispose();
    }
    one.drawn = echarts.init(place, null, {renderer: "svg"});
    one.drawn.setOption({...base(), ...one.option()});
    if (one.ready) {
      one.ready(one.drawn);
    }
  };
  new IntersectionObserver((entries, observer) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      observer.disconnect();
      if (!one.drawn) {
        one.draw();
      }
    }
  }, {rootMargin: "400px"}).observe(place);
  new ResizeObserver(() => {
    if (one.drawn && (one.drawn.getWidth() !== place.clientWidth || one.drawn.getHeight() !== place.clientHeight)) {
      if (ownSize) {
        one.draw();
      } else {
        one.drawn.resize();
      }
    }
  }).observe(place);
  return one;
}

function base() {
  return {
    backgroundColor: "transparent",
    textStyle: {color: color("ink"), fontFamily: getComputedStyle(document.body).fontFamily},
    animation: false,
    aria: {enabled: true},
  };
}

function tooltip(more) {
  return {
    confine: true, backgroundColor: color("ground"), borderColor: color("line"),
    textStyle: {color: color("ink"), fontSize: 13}, ...more,
  };
}

/** A number at an axis, short enough not to meet the axis' name. */
function tick(value) {
  const size = Math.abs(value);
  if (size >= 1e5 || (size > 0 && size < 1e-3)) {
    return value.toExponential(1).replace(".0e", "e").replace("e+", "e");
  }
  return String(Number(value.toPrecision(4)));
}

function axis(more) {
  return {
    nameLocation: "middle",
    nameTextStyle: {color: color("ink")},
    axisLine: {lineStyle: {color: color("faint")}},
    axisLabel: {color: color("ink"), hideOverlap: true, ...(more.type === "category" ? {} : {formatter: tick})},
    splitLine: {lineStyle: {color: color("line")}},
    ...more,
  };
}

function legend(names) {
  return {
    type: "scroll", bottom: 0, itemWidth: 18, data: names, textStyle: {color: color("ink")}, pageTextStyle: {color: color("ink")},
    pageIconColor: color("accent"), pageIconInactiveColor: color("line"),
  };
}

function toolbox(name) {
  return {
    right: 0, top: 0, iconStyle: {borderColor: color("faint")},
    feature: {
      dataZoom: {title: {zoom: "Zoom into an area", back: "Undo zoom"}},
      restore: {title: "Whole figure"},
      saveAsImage: {title: "Save as image", name, type: "svg", backgroundColor: color("ground")},
    },
  };
}

function select(label, values, onchange) {
  const field = element("select", {onchange: () => onchange(Number(field.value))},
    ...values.map((value, index) => element("option", {value: index}, value)));
  return {field, label: element("label", {}, label + " ", field)};
}

DARK.addEventListener("change", () => charts.forEach((one) => one.drawn && one.draw()));
window.addEventListener("beforeprint", () => charts.forEach((one) => one.drawn || one.draw()));
