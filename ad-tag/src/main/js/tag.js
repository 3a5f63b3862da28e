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
(() => {
  "use strict";

  const SECOND = 1000;
  const LARGE_AREA = 242500; // 970 x 250 CSS pixels
  const LARGE_RATIO = 0.3;
  const RATIO = 0.5;
  const NAME = "data-hakaru";
  // Browsers fail what would be one too many requests that outlive their page; a page has more such tags than this one.
  const MAX_IN_FLIGHT = 32;
  const LAST_QUEUED = 999;
  const ANSWER_LIMIT = 10 * SECOND; // twice the API's own
  const LOOK_AGAIN = 250;
  const LAST_TRY = 3;

  // Addresses; the last digit says how often each has been tried.
  const queue = []; // not asked for yet
  const waiting = []; // to be asked for once more
  let timer = 0; // until then
  let inFlight = 0;

  let ads = new WeakMap(); // element -> its ad: { adElement, adName, adBox, timer }
  let boxes = new WeakMap(); // what is observed of an ad -> the ad
  const visible = new Set(); // ads of which enough is in the viewport
  let started = false;
  let beaconUrl;
  let observer;
  let changes;

  const quiet = (action) => (...given) => {
    try {
      return action(...given);
    } catch (e) {
      console.warn(e);
    }
  };

  /** A property as the browser has it: <img name="currentScript"> hides that of document, <input name="matches"> its form's. */
  const own = (object, name) => Reflect.get(/** @type {!Object} */ (Reflect.getPrototypeOf(object)), name, object);
  const call = (object, method, ...more) => own(object, method).apply(object, more);

  const attribute = (node, suffix) => {
    const get = own(node, "getAttribute"); // a document has none
    return get && get.call(node, NAME + suffix);
  };

  const isShown = () => own(document, "visibilityState") == "visible";

  /** Where this text came from: scripts in a shadow root, and modules, learn it from a stack; a text in a page has no source. */
  const source = () => {
    const script = own(document, "currentScript");
    return script ? script.src : (/https?:\S+\/tag\.js/.exec(new Error().stack) || [])[0];
  };

  /** Half of a surrogate pair is sent as U+FFFD. */
  const send = (name, value) => {
    if (name && !queue[LAST_QUEUED]) {
      // By its id the API knows a beacon that it gets twice; http pages have no randomUUID.
      const id = (crypto.randomUUID || Math.random).call(crypto);
      // n: how often it was tried; of equal addresses, browsers ask for one after the other.
      queue.push(beaconUrl + "?" + new URLSearchParams({ "name": name, "value": value || 0, "id": id, "n": 0 }));
      flow();
    }
  };

  const flow = () => {
    while (inFlight < MAX_IN_FLIGHT && queue[0]) {
      inFlight++;
      ask(queue.shift());
    }
  };

  /**
   * However it ends, the next one goes. What fetch does wrong, such as returning nothing, is a failure. To pages of other
   * origins, the API's 503 is one: its Cross-Origin-Resource-Policy has the browser refuse it.
   */
  const ask = async (url) => {
    try {
      // no-cors: headers that a wrapped fetch adds are dropped, where they would make the browser ask for leave first.
      const answer = await Promise.race([
        fetch(url, { mode: "no-cors", credentials: "omit", keepalive: true }),
        new Promise((done) => setTimeout(done, ANSWER_LIMIT))
      ]);
      answer.status < 500 || again(url);
    } catch (e) {
      again(url);
    }
    inFlight--;
    flow();
  };

  /** After 1 to 2, 4 to 8, 16 to 32 seconds. Whether it had arrived or not: with its id, it counts once. */
  const again = (url) => {
    const tried = url.slice(-1);
    if (tried < LAST_TRY) {
      waiting.push(url.slice(0, -1) + -~tried);
      timer = timer || setTimeout(retry, (SECOND * (1 + Math.random())) << (2 * tried));
    }
  };

  const retry = () => {
    timer = 0;
    queue.push(...waiting.splice(0));
    flow();
  };

  /** The page may be gone at any moment: what is to be asked for once more is now, and what has no room goes by the browser. */
  const hurry = () => {
    retry();
    while (queue[0] && navigator.sendBeacon(queue[0])) {
      queue.shift();
    }
  };

  /** Meets a node and all in it, down into its shadow roots. */
  const find = (root) => {
    const all = own(root, "querySelectorAll"); // a text has none
    all && [root, ...all.call(root, "*")].forEach(quiet((node) => {
      meet(node);
      const shadow = own(node, "shadowRoot");
      shadow && watch(shadow);
    }));
  };

  /** Counts what is in a document or shadow root, and what will be. */
  const watch = (root) => {
    changes.observe(root, { attributeFilter: [NAME], childList: true, subtree: true });
    find(root);
  };

  /** An element that is given another name is another ad, as if it had been replaced. */
  const meet = (element) => {
    const name = attribute(element, "");
    const known = ads.get(element);
    if (known ? known.adName == name : !name) {
      return;
    }
    known && forget(known);
    const ad = { adElement: element, adName: name, adBox: element };
    ads.set(element, ad);
    if (!name) {
      return;
    }
    if (attribute(element, "-on") != "view") {
      count(ad);
    } else if (observer) {
      observe(ad, element);
    }
  };

  const observe = (ad, box) => {
    ad.adBox = box;
    boxes.set(box, ad);
    observer.observe(box);
  };

  const unobserve = (ad) => {
    boxes.delete(ad.adBox);
    observer && observer.unobserve(ad.adBox);
  };

  const forget = (ad) => {
    clearTimeout(ad.timer);
    visible.delete(ad);
    unobserve(ad);
  };

  const count = (ad) => {
    send(ad.adName, attribute(ad.adElement, "-value"));
  };

  const area = (size) => size.width * size.height;
  const hasArea = (element) => area(call(element, "getBoundingClientRect"));

  const look = (entries) => {
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
  };

  /**
   * An ad without an area is still empty, or its content floats out of it: then what it contains is observed instead.
   * When something in view gets an area, that is no news to the observer.
   */
  const findBox = (ad, isIntersecting) => {
    const before = ad.adBox;
    const inside = [...call(ad.adElement, "querySelectorAll", "*")];
    const box = inside.find((element) => !boxes.has(element) && hasArea(element)) || ad.adElement;
    if (box != before || isIntersecting) {
      setTimeout(() => {
        if (boxes.get(before) == ad) {
          unobserve(ad);
          observe(ad, box);
        }
      }, LOOK_AGAIN);
    }
  };

  /** Starts the second where it may run, and forgets what of it has passed where it may not. */
  const runClock = (ad) => {
    if (!visible.has(ad) || !isShown()) {
      ad.timer = clearTimeout(ad.timer);
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
  };

  /** Begins a page view: all elements that are there count again. Nobody sees a page that is hidden from its start. */
  const pageView = () => {
    if (started) {
      visible.forEach(forget);
      observer && observer.disconnect();
      ads = new WeakMap();
      boxes = new WeakMap();
      find(document);
    }
  };

  const visibilityChanged = () => {
    if (!isShown()) {
      hurry();
    } else if (!started) {
      started = true;
      watch(document);
    }
    visible.forEach(runClock);
  };

  const begin = () => {
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
  };

  const run = (url) => {
    beaconUrl = url;
    observer = quiet(() => new IntersectionObserver(quiet(look), { threshold: [LARGE_RATIO, RATIO] }))();
    changes = new MutationObserver(quiet(changed));
    listen();
    // An element's name is none of window's own; a variable of the page is, and stays what it is.
    if (!Reflect.ownKeys(window).includes("hakaru")) {
      window["hakaru"] = { "send": quiet(send), "pageView": quiet(pageView), "watch": quiet(watch) };
    }
    visibilityChanged();
  };

  const listen = () => {
    call(document, "addEventListener", "visibilitychange", quiet(visibilityChanged));
    // Back from the back/forward cache, it is the same document, viewed once more; else it is complete now, and elements
    // that were there may have got shadow roots.
    window.addEventListener("pageshow", quiet((event) => (event.persisted ? pageView() : started && find(document))));
  };

  const changed = (mutations) => {
    mutations.forEach((mutation) => {
      meet(mutation.target);
      mutation.addedNodes.forEach(find);
    });
  };

  quiet(begin)();
})();
