/**
 * The ad tag: counts each element with a data-hakaru attribute once per page view, when it is rendered or when it is
 * viewable. Keeps nothing in the browser. docs/ad-tag.md is for publishers.
 *
 * "Viewable" is the Media Rating Council's definition for display ads (MRC Viewable Ad Impression Measurement
 * Guidelines 2.0): half of the pixels, or 30 % of a large ad's, in the viewport of a visible tab for one continuous
 * second.
 *
 * The page is not ours. An id or a name in it hides properties of window, of document and of forms, so what the browser
 * defines is read past them ("own"); fetch may be anybody's; and nothing that goes wrong here reaches the page ("quiet").
 */
(function () {
  "use strict";

  const SECOND = 1000;
  const LARGE_AREA = 242500; // 970 x 250 CSS pixels
  const LARGE_RATIO = 0.3;
  const RATIO = 0.5;
  const NAME = "data-hakaru";
  // Browsers fail what would be one too many requests that outlive their page; a page has more such tags than this one.
  const MAX_IN_FLIGHT = 32;
  const MAX_QUEUED = 1000;
  const ANSWER_LIMIT = 10 * SECOND; // twice the API's own
  const LOOK_AGAIN = 250;

  const queue = []; // addresses that are not asked for yet
  let inFlight = 0;

  let ads = new WeakMap(); // element -> its ad: { element, name, box, timer }
  let boxes = new WeakMap(); // what is observed of an ad -> the ad
  const visible = new Set(); // ads of which enough is in the viewport
  let started = false;
  let beaconUrl;
  let canFetch;
  let observer;
  let changes;

  const quiet = (action) => (...given) => {
    try {
      return action(...given);
    } catch (e) {
      console.warn("hakaru:", e);
    }
  };

  /** A property as the browser has it: <img name="currentScript"> hides that of document, <input name="matches"> its form's. */
  const own = (object, name) => Reflect.get(/** @type {!Object} */ (Object.getPrototypeOf(object)), name, object);
  const call = (object, method, ...more) => own(object, method).apply(object, more);

  function attribute(node, suffix) {
    const get = own(node, "getAttribute"); // a document has none
    return get && get.call(node, NAME + suffix);
  }

  /** A function or class of the browser's; where it has none, an element may bear the name. */
  const has = (name) => typeof window[name] == "function";

  const isShown = () => own(document, "visibilityState") == "visible";

  /** Where this text came from: scripts in a shadow root, and modules, learn it from a stack; a text in a page has no source. */
  function source() {
    const script = own(document, "currentScript");
    return script ? script.src : (/https?:\S+\/tag\.js/.exec(new Error().stack) || [])[0];
  }

  /** Half of a surrogate pair is sent as U+FFFD. */
  function send(name, value) {
    if (name && queue.length < MAX_QUEUED) {
      // n: of equal addresses, browsers ask for an image once, and for anything else one after the other.
      queue.push(beaconUrl + "?" + new URLSearchParams({ "name": name, "value": value || 0, "n": Math.random() }));
      flow();
    }
  }

  function flow() {
    while (inFlight < MAX_IN_FLIGHT && queue.length) {
      inFlight++;
      ask(queue.shift());
    }
  }

  /** However it ends, the next one goes. What fetch does wrong, such as returning nothing, ends it, too. */
  function ask(url) {
    new Promise((done) => {
      setTimeout(done, ANSWER_LIMIT);
      if (canFetch) {
        // no-cors: headers that a wrapped fetch adds are dropped, where they would make the browser ask for leave first.
        fetch(url, { mode: "no-cors", cache: "no-store", credentials: "omit", keepalive: true }).then(done, done);
      } else {
        const image = new Image();
        image.onload = image.onerror = done;
        image.src = url;
      }
    }).then(asked, asked);
  }

  function asked() {
    inFlight--;
    flow();
  }

  /** The page may be gone at any moment: what has not been asked for is left to the browser. */
  function hurry() {
    while (queue.length && navigator.sendBeacon(queue[0])) {
      queue.shift();
    }
  }

  /** Meets a node and all in it, down into its shadow roots. */
  function find(root) {
    const all = own(root, "querySelectorAll"); // a text has none
    all && [root, ...all.call(root, "*")].forEach(quiet((node) => {
      meet(node);
      const shadow = own(node, "shadowRoot");
      shadow && watch(shadow);
    }));
  }

  /** Counts what is in a document or shadow root, and what will be. */
  function watch(root) {
    changes.observe(root, { attributeFilter: [NAME], childList: true, subtree: true });
    find(root);
  }

  /** An element that is given another name is another ad, as if it had been replaced. */
  function meet(element) {
    const name = attribute(element, "");
    const known = ads.get(element);
    if (known ? known.name == name : !name) {
      return;
    }
    known && forget(known);
    const ad = { element: element, name: name, box: element };
    ads.set(element, ad);
    if (!name) {
      return;
    }
    if (attribute(element, "-on") != "view") {
      count(ad);
    } else if (observer) {
      observe(ad, element);
    }
  }

  function observe(ad, box) {
    ad.box = box;
    boxes.set(box, ad);
    observer.observe(box);
  }

  function unobserve(ad) {
    boxes.delete(ad.box);
    observer && observer.unobserve(ad.box);
  }

  function forget(ad) {
    clearTimeout(ad.timer);
    visible.delete(ad);
    unobserve(ad);
  }

  function count(ad) {
    send(ad.name, attribute(ad.element, "-value"));
  }

  const area = (size) => size.width * size.height;
  const hasArea = (element) => area(call(element, "getBoundingClientRect"));

  function look(entries) {
    entries.forEach((entry) => {
      const ad = boxes.get(entry.target);
      if (ad) {
        const pixels = area(entry.boundingClientRect);
        // Without an area the ratio is 1.
        if (pixels && entry.intersectionRatio >= (pixels < LARGE_AREA ? RATIO : LARGE_RATIO)) {
          visible.add(ad);
        } else {
          visible.delete(ad);
        }
        runClock(ad);
        pixels || findBox(ad, entry.isIntersecting);
      }
    });
  }

  /**
   * An ad without an area is still empty, or its content floats out of it: then what it contains is observed instead.
   * When something in view gets an area, that is no news to the observer.
   */
  function findBox(ad, isIntersecting) {
    const before = ad.box;
    const inside = [...call(ad.element, "querySelectorAll", "*")];
    const box = inside.find((element) => !boxes.has(element) && hasArea(element)) || ad.element;
    if (box != before || isIntersecting) {
      setTimeout(quiet(() => {
        if (boxes.get(before) == ad) {
          unobserve(ad);
          observe(ad, box);
        }
      }), LOOK_AGAIN);
    }
  }

  /** Starts the second where it may run, and forgets what of it has passed where it may not. */
  function runClock(ad) {
    if (!visible.has(ad) || !isShown()) {
      clearTimeout(ad.timer);
      ad.timer = 0;
    } else if (!ad.timer) {
      ad.timer = setTimeout(quiet(() => {
        // What has changed and was not reported yet stops the clock now.
        look(observer.takeRecords());
        if (ad.timer) {
          forget(ad);
          count(ad);
        }
      }), SECOND);
    }
  }

  /** Begins a page view: all elements that are there count again. Nobody sees a page that is hidden from its start. */
  function pageView() {
    if (started) {
      visible.forEach(forget);
      observer && observer.disconnect();
      ads = new WeakMap();
      boxes = new WeakMap();
      find(document);
    }
  }

  function visibilityChanged() {
    if (!isShown()) {
      hurry();
    } else if (!started) {
      started = true;
      watch(document);
    }
    visible.forEach(runClock);
  }

  function begin() {
    const address = source();
    if (!address) {
      throw "no src";
    }
    const marker = Symbol.for("hakaru"); // which no id can be
    // A page may carry the line twice; only the first counts.
    if (!window[marker]) {
      window[marker] = true;
      run(new URL("hakaru", address).href);
    }
  }

  function run(url) {
    beaconUrl = url;
    // Chosen once: a second transport after a failed first attempt could count twice.
    canFetch = has("Request") && "keepalive" in Request.prototype;
    observer =
      has("IntersectionObserver") && new IntersectionObserver(quiet(look), { threshold: [LARGE_RATIO, RATIO] });
    changes = new MutationObserver(quiet(changed));
    listen();
    // An element's name is none of window's own; a variable of the page is, and stays what it is.
    if (!Reflect.getOwnPropertyDescriptor(window, "hakaru")) {
      window["hakaru"] = { "send": quiet(send), "pageView": quiet(pageView), "watch": quiet(watch) };
    }
    visibilityChanged();
  }

  function listen() {
    call(document, "addEventListener", "visibilitychange", quiet(visibilityChanged));
    // Back from the back/forward cache, it is the same document, viewed once more; else it is complete now, and elements
    // that were there may have got shadow roots.
    window.addEventListener("pageshow", quiet((event) => (event.persisted ? pageView() : started && find(document))));
  }

  function changed(mutations) {
    mutations.forEach((mutation) => {
      meet(mutation.target);
      mutation.addedNodes.forEach(find);
    });
  }

  quiet(begin)();
})();
