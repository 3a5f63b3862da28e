/**
 * The ad tag: counts each element with a data-hakaru attribute once per page view, when it is rendered or when it is
 * viewable. Keeps nothing in the browser. docs/ad-tag.md is for publishers.
 *
 * "Viewable" is the Media Rating Council's definition for display ads (MRC Viewable Ad Impression Measurement
 * Guidelines 2.0): half of the pixels, or 30 % of a large ad's, in the viewport of a visible tab for one continuous
 * second.
 */
(function () {
  "use strict";

  const SECOND = 1000;
  const LARGE_AREA = 242500; // 970 x 250 CSS pixels
  const LARGE_RATIO = 0.3;
  const RATIO = 0.5;
  const SELECTOR = "[data-hakaru]";

  const script = document.currentScript;
  // A page may carry the line twice; only the first counts.
  if (!script || window["hakaru"]) {
    return;
  }
  const beaconUrl = new URL("hakaru", script.src).href;

  // Chosen once: a second transport after a failed first attempt could count twice.
  const canFetch = window.fetch && window.Request && "keepalive" in Request.prototype;

  function send(name, value) {
    const url = beaconUrl + "?name=" + encodeURIComponent(name) + "&value=" + encodeURIComponent(value || 0);
    if (canFetch) {
      // The page must not see a failure, not even as an unhandled rejection in its console.
      fetch(url, { keepalive: true, credentials: "omit" }).catch(function () {});
    } else {
      new Image().src = url;
    }
  }

  let known = new WeakSet(); // elements counted or watched in this page view
  let watched = new Map(); // element -> { enough: boolean, timer: number }

  const observer =
    window.IntersectionObserver &&
    new IntersectionObserver(look, { threshold: [LARGE_RATIO, RATIO] });

  function isEnough(entry) {
    const size = entry.boundingClientRect;
    const area = size.width * size.height;
    // An element without an area reports a ratio of 1, and isIntersecting is true at the first pixel.
    return area > 0 && entry.intersectionRatio >= (area >= LARGE_AREA ? LARGE_RATIO : RATIO);
  }

  function look(entries) {
    entries.forEach(function (entry) {
      const state = watched.get(entry.target);
      if (state) {
        state.enough = isEnough(entry);
        runClock(entry.target, state);
      }
    });
  }

  /** Starts the second where it may run, and forgets what of it has passed where it may not. */
  function runClock(element, state) {
    if (!state.enough || document.visibilityState !== "visible") {
      clearTimeout(state.timer);
      state.timer = 0;
    } else if (!state.timer) {
      state.timer = setTimeout(function () {
        // What has changed and was not reported yet stops the clock now.
        look(observer.takeRecords());
        if (state.timer) {
          unwatch(element);
          count(element);
        }
      }, SECOND);
    }
  }

  function runClocks() {
    watched.forEach(function (state, element) {
      runClock(element, state);
    });
  }

  function unwatch(element) {
    observer.unobserve(element);
    watched.delete(element);
  }

  function count(element) {
    send(element.getAttribute("data-hakaru"), element.getAttribute("data-hakaru-value"));
  }

  function find(root) {
    if (root.matches && root.matches(SELECTOR)) {
      meet(root);
    }
    root.querySelectorAll && root.querySelectorAll(SELECTOR).forEach(meet);
  }

  function meet(element) {
    if (known.has(element) || !element.getAttribute("data-hakaru")) {
      return;
    }
    known.add(element);
    if (element.getAttribute("data-hakaru-on") !== "view") {
      count(element);
    } else if (observer) {
      watched.set(element, { enough: false, timer: 0 });
      observer.observe(element);
    }
  }

  /** Begins a page view: all elements that are there count again. */
  function pageView() {
    watched.forEach(function (state, element) {
      clearTimeout(state.timer);
      unwatch(element);
    });
    known = new WeakSet();
    find(document);
  }

  function start() {
    new MutationObserver(function (mutations) {
      mutations.forEach(function (mutation) {
        if (mutation.type === "attributes") {
          find(mutation.target);
        }
        mutation.addedNodes.forEach(find);
      });
    }).observe(document, { attributeFilter: ["data-hakaru"], childList: true, subtree: true });
    document.addEventListener("visibilitychange", runClocks);
    window.addEventListener("pageshow", function (event) {
      // Back from the back/forward cache: the same document, viewed once more.
      if (event.persisted) {
        pageView();
      }
    });
    pageView();
  }

  window["hakaru"] = { "send": send, "pageView": pageView };
  if (document["prerendering"]) {
    document.addEventListener("prerenderingchange", start, { once: true });
  } else {
    start();
  }
})();
