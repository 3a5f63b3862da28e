/**
 * The chart: impressions per second, one layer an ad, stacked. What it shows stands in the table below it, too; a pointer or
 * the arrow keys choose the second.
 */
import uPlot from "/uplot.js";
import { count, time } from "/format.js";

const SLOTS = 6; // colours for ads; the server sends at most as many
const FONT = "12px system-ui, sans-serif";

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The colour of a layer: of an ad's slot, or of all other ads together. */
export function colour(slot) {
  return style(slot === null ? "--series-other" : "--series-" + (slot + 1));
}

/** Keeps an ad's colour for as long as the ad is shown, whatever its rank. */
class Slots {
  #byAd = new Map();

  assign(ads) {
    for (const ad of this.#byAd.keys()) {
      if (!ads.includes(ad)) {
        this.#byAd.delete(ad);
      }
    }
    const free = [...Array(SLOTS).keys()].filter((slot) => ![...this.#byAd.values()].includes(slot));
    for (const ad of ads) {
      if (!this.#byAd.has(ad)) {
        this.#byAd.set(ad, free.shift());
      }
    }
    return this.#byAd;
  }
}

export class Chart {
  #element;
  #onSecond;
  #slots = new Slots();
  #plot;
  #index = null;

  /** @param onSecond called with the index of the chosen second, null for none; byKey when it was chosen by a key */
  constructor(element, onSecond) {
    this.#element = element;
    this.#onSecond = onSecond;
    this.#plot = new uPlot(this.#options(), this.#stack({ from: 0, series: [], other: [] }), element);
    new ResizeObserver(() => this.#plot.setSize(this.#size())).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#plot.redraw());
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("blur", () => this.#plot.setCursor({ left: -10, top: -10 }));
  }

  /** Draws a window and returns the slot of each of its ads. */
  show(window) {
    const slots = this.#slots.assign(window.series.map((one) => one.ad));
    this.#plot.setData(this.#stack(window, slots));
    return slots;
  }

  /** The second under the pointer, or null. */
  get index() {
    return this.#index;
  }

  /** Layer 1 is the sum of all and lies at the back; each further one hides it up to its own height. */
  #stack(window, slots = new Map()) {
    const length = window.other.length;
    const bySlot = new Map(window.series.map((one) => [slots.get(one.ad), one.impressions]));
    const layers = [];
    let below = new Array(length).fill(0);
    for (let slot = 0; slot <= SLOTS; slot++) {
      const own = slot === SLOTS ? window.other : bySlot.get(slot);
      below = own ? below.map((height, i) => height + own[i]) : below;
      layers.unshift(below);
    }
    const begin = window.from / 1000;
    const seconds = Array.from({ length: length + 1 }, (_, i) => begin + i);
    // A step lasts until the next point: one more ends the last second.
    return [seconds, ...layers.map((layer) => [...layer, layer.at(-1) ?? null])];
  }

  #options() {
    const axis = { stroke: () => style("--soft"), font: FONT, ticks: { show: false } };
    const grid = { stroke: () => style("--line"), width: 1 };
    return {
      ...this.#size(),
      padding: [8, 28, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: {
        x: { time: true, range: (plot, min, max) => [min, max] },
        // From 0, and never so tall that a single impression fills it.
        y: { range: (plot, min, max) => [0, Math.max(4, max * 1.08)] },
      },
      axes: [
        { ...axis, grid: { show: false }, size: 30, space: 64, incrs: [10, 15, 30, 60, 120], values: (plot, ticks) => ticks.map((tick) => time(tick * 1000)) },
        { ...axis, grid, size: 52, incrs: [1, 2, 5].flatMap((n) => [...Array(8).keys()].map((e) => n * 10 ** e)).sort((a, b) => a - b),
          values: (plot, ticks) => ticks.map(count) },
      ],
      series: [
        {},
        ...[null, ...[...Array(SLOTS).keys()].reverse()].map((slot) => ({
          fill: () => colour(slot),
          width: 0,
          points: { show: false },
          paths: uPlot.paths.stepped({ align: 1 }),
        })),
      ],
      hooks: { setCursor: [(plot) => this.#choose(this.#under(plot), false)] },
    };
  }

  #size() {
    return { width: this.#element.clientWidth, height: this.#element.clientHeight };
  }

  /** The second that the cursor is in. uPlot's own index is the nearest point's, which may be the next second's. */
  #under(plot) {
    const seconds = plot.data[0];
    if (plot.cursor.left < 0 || seconds.length < 2) {
      return null;
    }
    const index = Math.floor(plot.posToVal(plot.cursor.left, "x") - seconds[0]);
    return Math.min(Math.max(index, 0), seconds.length - 2);
  }

  #choose(index, byKey) {
    this.#index = index;
    this.#onSecond(index, byKey);
  }

  #key(event) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };
    const last = this.#plot.data[0].length - 2;
    if (event.key === "Escape") {
      this.#plot.setCursor({ left: -10, top: -10 });
    } else if (event.key in steps && last > 0) {
      event.preventDefault();
      const index = Math.min(last, Math.max(0, (this.#index ?? last + 1) + steps[event.key]));
      // The middle of the second, so that no rounding moves it to its neighbour.
      this.#plot.setCursor({ left: this.#plot.valToPos(this.#plot.data[0][index] + 0.5, "x"), top: 0 });
      this.#choose(index, true);
    }
  }
}
