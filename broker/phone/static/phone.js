// The phone's only script: asks the device for its passkey and posts what a person answered. Decides nothing.
"use strict";

const main = document.querySelector("main");
const byId = (id) => document.getElementById(id);
// What the script says, in the language of the page: English stands here, other languages come with the page.
const words = JSON.parse(byId("catalogue")?.textContent ?? "{}");
const t = (text, values = {}) => (words[text] ?? text).replace(/%\((\w+)\)s/g, (_, name) => values[name]);
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

class Told extends Error {
  constructor(answer) {
    super([answer.title, answer.message, answer.next].filter(Boolean).join(". ").replace(/\.\./g, "."));
    this.answer = answer;
  }
}

async function post(path, body) {
  let response;
  try {
    response = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    throw new Told({ title: t("Countersign could not be reached"), next: t("Check the connection and press the button again. Nothing was sent.") });
  }
  const answer = await response.json().catch(() => ({ title: t("Countersign gave no readable answer"), next: t("Reload the page and look.") }));
  if (!response.ok) throw new Told(answer);
  return answer;
}

const descriptors = (list) => (list || []).map((item) => ({ ...item, id: toBytes(item.id) }));

async function createPasskey(options) {
  const publicKey = {
    ...options, challenge: toBytes(options.challenge), user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: descriptors(options.excludeCredentials),
  };
  const made = await navigator.credentials.create({ publicKey });
  return asJson(made, { attestationObject: made.response.attestationObject });
}

async function askPasskey(options) {
  const publicKey = { ...options, challenge: toBytes(options.challenge), allowCredentials: descriptors(options.allowCredentials) };
  const given = await navigator.credentials.get({ publicKey });
  const { authenticatorData, signature, userHandle } = given.response;
  return asJson(given, { authenticatorData, signature, ...(userHandle ? { userHandle } : {}) });
}

function asJson(credential, members) {
  const response = { clientDataJSON: credential.response.clientDataJSON, ...members };
  const encoded = Object.fromEntries(Object.entries(response).map(([name, bytes]) => [name, toText(bytes)]));
  return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: encoded };
}

function say(text, bad = false) {
  const line = byId("say");
  line.textContent = text;
  line.hidden = !text;
  line.classList.toggle("bad", bad);
}

function inWords(problem) {
  if (problem instanceof Told) return problem.message;
  if (problem.name === "NotAllowedError") return t("Not confirmed: the passkey was cancelled or timed out. Nothing was sent. Press the button to try again.");
  if (problem.name === "InvalidStateError") return t("This device is enrolled already. Open the inbox and sign in.");
  return t("The passkey could not be used (%(name)s). Nothing was sent.", { name: problem.name });
}

// One answer at a time: the buttons rest while one is on its way, and the page leads where the answer says.
let busy = false;
async function during(text, work) {
  busy = true;
  const buttons = [...main.querySelectorAll("button")].filter((button) => !button.disabled);
  buttons.forEach((button) => { button.disabled = true; });
  say(text);
  try {
    await work();
  } catch (problem) {
    const answer = problem.answer || {};
    if (["already_decided", "wrong_number"].includes(answer.error)) return location.reload();
    // this page's address may hold a secret, which belongs into no query: signing in happens in place
    if (answer.signin && main.dataset.page === "interact") return location.reload();
    if (answer.signin) return location.assign(`/signin?next=${encodeURIComponent(location.pathname)}`);
    busy = false;
    say(inWords(problem), true);
    buttons.forEach((button) => { button.disabled = false; });
  }
}

// What has no way back is pressed twice: the first time only the words on the button change.
function unsure(button, words) {
  if ("sure" in button.dataset) return false;
  button.dataset.sure = "";
  button.firstChild.textContent = words;
  return true;
}

// Where an answer leads: further, or to this page as it is now.
const go = (next) => (next === location.pathname ? location.reload() : location.assign(next));

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
const show = (...ids) => { for (const id of ["make", "start", "digits", "confirm"]) byId(id).hidden = !ids.includes(id); };

// Looks every second how the pairing stands, until this browser is paired or the pairing has ended.
async function untilPaired(secret) {
  for (;;) {
    try {
      const seen = await post("/pair/status", { secret });
      if (seen.state === "paired") return location.assign(seen.next);
      if (seen.state === "confirm" && byId("confirm").hidden) {
        show("confirm");
        byId("lost").hidden = !seen.recoverable;
        say(seen.message);
      }
    } catch (problem) {
      // no connection is no answer: the pairing goes on
      if (problem.answer?.error) { show(); return say(inWords(problem), true); }
    }
    await pause(1000);
  }
}

// Whenever something of this owner's may have changed, the page looks at itself anew, and shows what is different.
function live(changed) {
  if (!window.EventSource) return;
  // whoever is on the way to another page must not be brought back here by a reload of ours
  addEventListener("beforeunload", () => { busy = true; });
  const stream = new EventSource("/events");
  stream.onmessage = async () => {
    const seen = await fetch(location.href).catch(() => null);
    if (!seen?.ok || seen.redirected) return;
    const fresh = new DOMParser().parseFromString(await seen.text(), "text/html").querySelector("main");
    if (fresh && !busy) changed(fresh);
  };
  addEventListener("pagehide", () => stream.close());
}

// On this device a notification ends with what it told of: what waits no more has nothing left to say.
async function settle() {
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => null);
  const codes = [...main.querySelectorAll("[data-code]")].map((one) => one.textContent.trim());
  const over = main.dataset.page === "inbox" ? (code) => !codes.includes(code) : (code) => !byId("answers") && codes.includes(code);
  for (const note of (await worker?.getNotifications()) ?? []) if (over(note.tag.replace("waits-", ""))) note.close();
}
if (["inbox", "answer"].includes(main.dataset.page)) settle();

// A page that the browser kept for its back button is old: what was decided meanwhile must be seen.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

const pages = {
  pair() {
    const secret = location.hash.slice(1);
    // the secret leaves the address bar, so that no screenshot or shared link carries it
    history.replaceState(null, "", location.pathname);
    if (!secret) {
      byId("enrol").disabled = true;
      return say(t("This link is not complete. Open the whole link that Countersign printed."), true);
    }
    byId("enrol").onclick = () => during(t("Confirm on this device …"), async () => {
      const credential = await createPasskey(await post("/pair/options", { secret }));
      const { digits } = await post("/pair/verify", { secret, credential });
      byId("shown").textContent = byId("same").textContent = `${digits.slice(0, 3)} ${digits.slice(3)}`;
      main.querySelectorAll("button").forEach((button) => { button.disabled = false; });
      show("digits");
      byId("shown").focus();
      say(t("Waiting for the terminal …"));
      untilPaired(secret);
    });
    byId("recovery").onsubmit = (event) => {
      event.preventDefault();
      during(t("Looking at the code …"), async () => {
        await post("/recover", { secret, code: byId("code").value });
        say(t("This device is yours now. The others are removed."));
      });
    };
  },
  signin() {
    // without a page to go on to, this address is itself what the person wants to see
    const then = main.dataset.then || location.pathname + location.search;
    // a link from another app arrives without the cookie; a request of our own brings it along
    fetch(location.href, { redirect: "manual" }).then(async (seen) => {
      if (!(await seen.text()).includes('data-page="signin"')) location.replace(then);
    }).catch(() => {});
    byId("signin").onclick = () => during(t("Confirm on this device …"), async () => {
      await post("/signin/verify", { assertion: await askPasskey(await post("/signin/options", {})) });
      location.replace(then);
    });
  },
  inbox() {
    live((fresh) => { if (fresh.dataset.state !== main.dataset.state) location.reload(); });
    byId("signout").onclick = () => during("", async () => location.assign((await post("/signout", {})).next));
    // whoever comes back to the page sees what waits now
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") location.reload(); });
    for (const button of main.querySelectorAll("[data-freeze]")) {
      button.onclick = () => during(t("Freezing …"), async () => {
        await post("/freeze", { agent: button.dataset.freeze || null });
        location.reload();
      });
    }
    for (const [what, path] of [["mute", "/mute"], ["end", "/end"]]) {
      for (const button of main.querySelectorAll(`[data-${what}]`)) {
        button.onclick = () => {
          if (what === "end" && unsure(button, t("Press again: it ends for good"))) return undefined;
          return during(t("One moment …"), async () => { await post(path, { agent: button.dataset[what] }); location.reload(); });
        };
      }
    }
    for (const button of main.querySelectorAll("[data-lift]")) {
      button.onclick = () => during(t("Asking …"), async () => location.assign((await post("/lift", { agent: button.dataset.lift })).next));
    }
    for (const button of main.querySelectorAll("[data-standing]")) {
      button.onclick = () => during(t("Taking it back …"), async () => {
        await post(`/standing/${button.dataset.standing}/revoke`, {});
        location.reload();
      });
    }
    for (const button of main.querySelectorAll("[data-unfreeze]")) {
      button.onclick = () => during(t("Asking …"), async () => {
        const asked = await post("/unfreeze", { agent: button.dataset.unfreeze || null });
        if (!asked.signer) return location.assign(asked.next);
        return say(t("It waits for %(signer)s, who has to sign.", { signer: asked.signer }));
      });
    }
  },
  interact() {
    byId("continue").onclick = () => during(t("One moment …"), async () => location.assign((await post(location.pathname, {})).next));
  },
  code() {
    byId("typed").focus();
    byId("enter").onsubmit = (event) => {
      event.preventDefault();
      during(t("Looking at the code …"), async () => location.assign((await post("/code", { code: byId("typed").value })).next));
    };
  },
  no() {
    // the secret leaves the address bar, so that no screenshot or shared link carries it
    byId("no-secret").value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  },
  devices() {
    for (const choice of main.querySelectorAll("[data-shows]")) {
      choice.onchange = () => during(t("One moment …"), async () => {
        await post(`/devices/${choice.dataset.shows}/shows`, { shows: choice.value });
        say(t("On this lock screen from now on."));
      });
    }
    for (const button of main.querySelectorAll("[data-channel]")) {
      button.onclick = () => {
        if (unsure(button, t("Press again to remove "))) return undefined;
        return during(t("Removing …"), async () => { await post(`/channels/${button.dataset.channel}/remove`, {}); location.reload(); });
      };
    }
    const hours = () => ({ start: byId("quiet-from").value, end: byId("quiet-until").value, zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    const quiet = (given) => during(t("One moment …"), async () => { await post("/quiet", { hours: given }); location.reload(); });
    byId("quiet").onsubmit = (event) => { event.preventDefault(); quiet(hours()); };
    if (byId("quiet-off")) byId("quiet-off").onclick = () => quiet(null);
    for (const button of main.querySelectorAll("[data-remove]")) {
      button.onclick = () => {
        const last = "last" in button.dataset;
        if (!last && unsure(button, t("Press again to remove "))) return undefined;
        return during(t("Removing …"), async () => location.assign((await post(`/devices/${button.dataset.remove}/remove`, {})).next));
      };
    }
  },
  answer() {
    // what was decided stands at the top, so a page that comes anew begins there
    history.scrollRestoration = "manual";
    const path = `${main.dataset.path}/${main.dataset.id}`;
    const undo = byId("undo");
    if (undo) undo.onclick = () => during(t("Taking it back …"), async () => go((await post(`${path}/withdraw`, {})).next));
    if (!byId("answers")) {
      if ("state" in main.dataset) live((fresh) => { if (fresh.dataset.state !== main.dataset.state) location.reload(); });
      return;
    }
    // decided on another device, withdrawn or run out: this page must not look as if it still waited
    live((fresh) => { if (!fresh.querySelector("#answers")) location.reload(); });
    const { verb = "approve", terms } = main.dataset;
    const answer = { verb, ...(terms ? { terms: JSON.parse(terms) } : {}) };
    const asking = (why) => { byId("why").hidden = !why; byId("answers").hidden = why; say(""); };
    if (byId("match")) byId("match").onchange = () => say("");
    byId("approve").onclick = () => {
      const number = main.querySelector("[name=number]:checked")?.value;
      if (byId("match") && !number) return say(t("Choose the number that the agent shows you first. Without one, refuse."), true);
      return during(t("Confirm on this device …"), async () => {
        const assertion = await askPasskey(await post(`${path}/options`, answer));
        go((await post(`${path}/decide`, { ...answer, ...(number ? { number } : {}), assertion })).next);
      });
    };
    byId("refuse").onclick = () => { asking(true); byId("reason").focus({ preventScroll: true }); };
    byId("back").onclick = () => { asking(false); byId("refuse").focus(); };
    byId("why").onsubmit = (event) => {
      event.preventDefault();
      during(t("Sending the refusal …"), async () => {
        go((await post(`${path}/refuse`, { reason: byId("reason").value, mute: byId("mute")?.checked || false })).next);
      });
    };
  },
};

// Whoever goes on to another server is sent back to this browser alone: it says so before the link is followed.
for (const link of document.querySelectorAll("[data-onward]")) {
  const going = () => fetch(`/elsewhere/${link.dataset.onward}`, { method: "POST", keepalive: true, headers: { "content-type": "application/json" }, body: "{}" }).catch(() => {});
  link.addEventListener("auxclick", going);
  link.addEventListener("click", (event) => {
    if (link.target || event.ctrlKey || event.metaKey || event.shiftKey) return void going();
    event.preventDefault();
    going().finally(() => location.assign(link.href));
  });
}

// Times in the reader's own zone; the original stays in the element's title.
for (const time of document.querySelectorAll("time")) {
  const words = new Date(time.dateTime).toLocaleString([], { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  time.title = time.textContent;
  time.textContent = words;
}
pages[main.dataset.page]?.();
