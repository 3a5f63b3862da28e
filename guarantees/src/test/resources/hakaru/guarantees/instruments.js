// Runs in every document before its own scripts. The ad tag's seconds pass when the test says so, and every beacon is
// noted with its end (the tag's own mode hides the answer): neither a slow machine nor a slow answer changes what a test sees.
(function () {
  if (window.beacons) {
    return;
  }
  const SECOND = 1000;
  const realSet = window.setTimeout.bind(window);
  const realClear = window.clearTimeout.bind(window);
  const realFetch = window.fetch.bind(window);
  const timers = new Map();
  let now = 0;
  let last = -1;

  window.setTimeout = function (action, delay, ...more) {
    if (!(delay >= SECOND)) {
      return realSet(action, delay, ...more);
    }
    timers.set(--last, { action, at: now + delay });
    return last;
  };
  window.clearTimeout = function (id) {
    if (!timers.delete(id)) {
      realClear(id);
    }
  };
  window.passTime = function (millis) {
    now += millis;
    for (const [id, timer] of timers) {
      if (timer.at <= now) {
        timers.delete(id);
        timer.action();
      }
    }
  };

  window.beacons = [];
  window.fetch = function (url, options) {
    const beacon = { ad: new URL(url).searchParams.get("name"), outcome: null };
    window.beacons.push(beacon);
    const answer = realFetch(url, options);
    answer.then(() => (beacon.outcome = "answered"), () => (beacon.outcome = "failed"));
    return answer;
  };

  // Two frames and a turn later, all that an IntersectionObserver has seen was reported.
  window.afterFrames = function (done) {
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => realSet(done, 0))));
  };
})();
