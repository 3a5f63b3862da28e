/** Shows the reader which ads the tag has sent: the browser's own list of answered requests, nothing that the tag tells. */

const beacons = document.body.dataset.api + "/hakaru?";
const ads = [...document.querySelectorAll("[data-hakaru]")].map((ad) => ad.dataset.hakaru);
const counted = new Set();

new PerformanceObserver((list) => {
  list.getEntries()
    // The tag's requests are opaque, so the browser does not tell their status: 0 gets the benefit of the doubt.
    .filter((entry) => entry.name.startsWith(beacons) && (entry.responseStatus || 200) === 200)
    .forEach((entry) => counted.add(new URL(entry.name).searchParams.get("name")));
  show();
}).observe({ type: "resource", buffered: true });

function show() {
  document.getElementById("sent").textContent = counted.size + " of " + ads.length + " ads counted";
  document.querySelectorAll("[data-counted]").forEach((mark) => {
    mark.textContent = counted.has(mark.dataset.counted) ? "✓ counted" : "";
  });
}

document.getElementById("again").addEventListener("click", () => {
  counted.clear();
  show();
  scrollTo(0, 0);
  // Missing when the tag could not be loaded, because the API is away.
  window.hakaru?.pageView();
});
