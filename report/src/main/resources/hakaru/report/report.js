/** Asks for the counts once a second while somebody looks, and writes them down. */
import { Chart, colour } from "/chart.js";
import { age, count, day, rate, sum, time } from "/format.js";

const INTERVAL = 1000; // milliseconds
const PATIENCE = 20000; // milliseconds until an answer counts as missing
const RATE_SECONDS = 10;

const element = (id) => document.getElementById(id);
const main = element("main");

let chart;
let shown; // the last window and the slot of each of its ads
let lastAnswer = Date.now();
let timer;

async function poll() {
  clearTimeout(timer);
  try {
    const answer = await fetch(new URL("/report.json", location.href), { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) {
      throw new Error("status " + answer.status);
    }
    show(await answer.json());
    lastAnswer = Date.now();
  } catch {
    tell("away", "No answer", "hakaru has not answered since " + time(lastAnswer) + " UTC. This page goes on asking.");
  }
  clearTimeout(timer);
  if (!document.hidden) {
    timer = setTimeout(poll, INTERVAL);
  }
}

function show(snapshot) {
  showState(snapshot);
  const counts = snapshot.counts;
  if (!counts) {
    return;
  }
  const empty = counts.allTime === 0 && !snapshot.accepted;
  main.dataset.state = empty ? "empty" : "live";
  write("try-title", empty ? "Nothing counted yet" : "Send some more");
  write("try-sub", empty ? "Send the first impression; about a second later it is here." : "Each counts about a second later.");
  write("freshness", freshness(snapshot));
  if (!empty) {
    showFigures(counts);
    showWindow(counts.window);
    showBooks(snapshot);
    showToday(counts.today);
  }
}

function showState(snapshot) {
  if (snapshot.databaseAwaySince) {
    const last = snapshot.counts ? " What you see is from " + time(snapshot.counts.at) + " UTC." : "";
    tell("away", "Database away", "The database has not answered since " + time(snapshot.databaseAwaySince)
      + " UTC." + last + " Impressions are accepted all the same and wait in Kafka; counting goes on by itself.");
  } else if (snapshot.kafkaAwaySince) {
    tell("away", "Kafka away", "Kafka has not answered since " + time(snapshot.kafkaAwaySince)
      + " UTC. What is accepted is not known until it does.");
  } else {
    tell("live", "Live", "");
  }
}

/** The status is spoken when it changes, and only then. */
function tell(kind, status, notice) {
  element("status").dataset.kind = kind;
  write("status", status);
  write("notice", notice);
  element("notice").hidden = !notice;
}

function freshness(snapshot) {
  const counts = snapshot.counts;
  const final = counts.finalTo ? "Final to " + time(counts.finalTo) + " UTC. " : "";
  const read = final + "Read at " + time(counts.at) + " UTC.";
  return counts.latestSecond
    ? "Newest impression at " + time(counts.latestSecond) + " UTC, " + age(snapshot.at - counts.latestSecond - INTERVAL) + ". " + read
    : "No impression yet. " + read;
}

function showFigures(counts) {
  const { series, other } = counts.window;
  const last = [other, ...series.map((one) => one.impressions)].map((numbers) => sum(numbers.slice(-RATE_SECONDS)));
  write("rate", rate(sum(last) / RATE_SECONDS));
  write("today", count(counts.today.impressions));
  write("value", count(counts.today.valueSum));
  write("all-time", count(counts.allTime));
}

function showWindow(window) {
  chart ??= new Chart(element("chart"), showSecond);
  shown = { window, slots: chart.show(window) };
  showSecond(chart.index, false);
}

/** Fills the table below the chart for the chosen second, or for the newest. */
function showSecond(index, byKey) {
  if (!shown) {
    return;
  }
  const { window, slots } = shown;
  const at = index ?? window.other.length - 1;
  const moment = time(window.from + at * 1000);
  const rows = window.series.map((one) => layerRow(one.ad, slots.get(one.ad), one.impressions, at));
  if (window.other.some((impressions) => impressions > 0)) {
    rows.push(layerRow("All other ads", null, window.other, at));
  }
  const total = window.other.map((other, i) => other + sum(window.series.map((one) => one.impressions[i])));
  write("second-head", index === null ? "Newest second" : "At " + moment);
  fill("legend", rows.length ? rows : [quietRow("Nothing in the last five minutes", 4)]);
  fill("legend-total", [row("All ads", count(total[at]), count(Math.max(...total)), count(sum(total)))]);
  if (byKey) {
    write("said", moment + " UTC: " + count(total[at]) + " impressions");
  }
}

function layerRow(name, slot, impressions, at) {
  const result = row(name, count(impressions[at]), count(Math.max(...impressions)), count(sum(impressions)));
  const swatch = document.createElement("span");
  swatch.className = "swatch";
  swatch.style.background = colour(slot);
  result.firstChild.prepend(swatch);
  return result;
}

function showBooks(snapshot) {
  const books = snapshot.books;
  if (!books) {
    write("verdict", "not known yet");
    return;
  }
  write("accepted", count(books.accepted));
  write("counted", count(books.counted));
  write("repeated", count(books.repeated));
  write("rejected", count(books.rejected));
  write("on-the-way", count(books.onTheWay));
  element("verdict").dataset.books = books.state;
  write("verdict", {
    BALANCED: "Balanced",
    ON_THE_WAY: count(books.onTheWay) + " on their way",
    WRONG: "Do not balance",
  }[books.state]);
}

function showToday(today) {
  write("today-sub", day(today.day) + ", since 00:00 UTC");
  const rows = today.largest.map((ad) => row(ad.ad, count(ad.impressions), count(ad.invalid), count(ad.valueSum)));
  const others = today.ads - today.largest.length;
  if (others > 0) {
    const impressions = today.impressions - sum(today.largest.map((ad) => ad.impressions));
    const invalid = today.invalid - sum(today.largest.map((ad) => ad.invalid));
    const value = today.largest.reduce((rest, ad) => rest - BigInt(ad.valueSum), BigInt(today.valueSum));
    rows.push(row(count(others) + " other ads", count(impressions), count(invalid), count(String(value))));
  }
  fill("today-rows", rows.length ? rows : [quietRow("Nothing since 00:00 UTC", 4)]);
  fill("today-total", [row("All ads", count(today.impressions), count(today.invalid), count(today.valueSum))]);
}

function row(name, ...cells) {
  const result = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.append(name);
  result.append(head, ...cells.map((text) => {
    const cell = document.createElement("td");
    cell.append(text);
    return cell;
  }));
  return result;
}

function quietRow(text, columns) {
  const result = row(text);
  result.className = "quiet";
  result.firstChild.colSpan = columns;
  return result;
}

function fill(id, rows) {
  element(id).replaceChildren(...rows);
}

/** Leaves alone what is right already: a status that is written again is spoken again. */
function write(id, text) {
  if (element(id).textContent !== text) {
    element(id).textContent = text;
  }
}

/** A browser gives the clipboard to this machine's pages and to secure ones. */
function offerCopy() {
  const copy = element("copy");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(element("curl").textContent);
    copy.textContent = "Copied";
  });
}

/** The form goes nowhere: the page's policy lets none. */
function answerReceipts() {
  element("receipt-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const receipt = element("receipt").value.trim();
    write("receipt-answer", "…");
    write("receipt-answer", await answerOf(receipt));
  });
}

async function answerOf(receipt) {
  try {
    const answer = await fetch("/receipt.json?receipt=" + encodeURIComponent(receipt));
    if (!answer.ok) {
      return (await answer.text()).trim();
    }
    return {
      COUNTED: "Counted. If it repeats a beacon with its id, that one is.",
      NOT_YET: "Not yet. A beacon counts about a second after its answer.",
      REJECTED: "Rejected. The topic impressions-rejected says why.",
    }[(await answer.json()).answer];
  } catch {
    return "No answer. Is the report running?";
  }
}

answerReceipts();
document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(timer) : poll());
offerCopy();
poll();
