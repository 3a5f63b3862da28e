/** Numbers and times as the page writes them: English, UTC. */

const whole = new Intl.NumberFormat("en");
const oneDecimal = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const longDay = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** A count; text for what a number cannot hold exactly. */
export function count(value) {
  return whole.format(typeof value === "string" ? BigInt(value) : value);
}

/** A rate: with a decimal while that says something. */
export function rate(value) {
  return value > 0 && value < 100 ? oneDecimal.format(value) : whole.format(Math.round(value));
}

/** Milliseconds since 1970 as hh:mm:ss in UTC. */
export function time(millis) {
  return new Date(millis).toISOString().slice(11, 19);
}

/** An ISO date as a person writes it. */
export function day(date) {
  return longDay.format(new Date(date + "T00:00:00Z"));
}

/** How long ago, in the largest unit that fits. */
export function age(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 2) {
    return "a second ago";
  }
  if (seconds < 120) {
    return seconds + " seconds ago";
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) {
    return minutes + " minutes ago";
  }
  const hours = Math.round(minutes / 60);
  return hours < 48 ? hours + " hours ago" : Math.round(hours / 24) + " days ago";
}

export function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
