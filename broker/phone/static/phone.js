// The phone's only script: asks the device for its passkey and posts what a person answered. Decides nothing.
"use strict";

const main = document.querySelector("main");
const byId = (id) => document.getElementById(id);
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
    throw new Told({ title: "Countersign could not be reached", next: "Check the connection and press the button again. Nothing was sent." });
  }
  const answer = await response.json().catch(() => ({ title: "Countersign gave no readable answer", next: "Reload the page and look." }));
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
  if (problem.name === "NotAllowedError") return "Not confirmed: the passkey was cancelled or timed out. Nothing was sent. Press the button to try again.";
  if (problem.name === "InvalidStateError") return "This device is enrolled already. Open the inbox and sign in.";
  return `The passkey could not be used (${problem.name}). Nothing was sent.`;
}

// One answer at a time: the buttons rest while one is on its way.
async function during(text, work) {
  const buttons = [...document.querySelectorAll(".actions button")].filter((button) => !button.disabled);
  buttons.forEach((button) => { button.disabled = true; });
  say(text);
  try {
    await work();
  } catch (problem) {
    const answer = problem.answer || {};
    if (answer.error === "already_decided") return location.reload();
    if (answer.signin) return location.assign(`/signin?next=${encodeURIComponent(location.pathname)}`);
    say(inWords(problem), true);
    buttons.forEach((button) => { button.disabled = false; });
  }
}

const pages = {
  pair() {
    const secret = location.hash.slice(1);
    // the secret leaves the address bar, so that no screenshot or shared link carries it
    history.replaceState(null, "", location.pathname);
    if (!secret) {
      byId("enrol").disabled = true;
      return say("This link is not complete. Open the whole link that Countersign printed.", true);
    }
    byId("enrol").onclick = () => during("Confirm on this device …", async () => {
      const credential = await createPasskey(await post("/pair/options", { secret }));
      location.assign((await post("/pair/verify", { secret, credential })).next);
    });
  },
  signin() {
    const then = main.dataset.then;
    // a link from another app arrives without the cookie; a request of our own brings it along
    fetch(location.href, { redirect: "manual" }).then((seen) => { if (seen.type === "opaqueredirect") location.replace(then); }, () => {});
    byId("signin").onclick = () => during("Confirm on this device …", async () => {
      await post("/signin/verify", { assertion: await askPasskey(await post("/signin/options", {})) });
      location.replace(then);
    });
  },
  inbox() {
    byId("signout").onclick = () => during("", async () => location.assign((await post("/signout", {})).next));
  },
  approve() {
    const path = `/approve/${main.dataset.id}`;
    if (!byId("answers")) return;
    const asking = (why) => { byId("why").hidden = !why; byId("answers").hidden = why; say(""); };
    byId("approve").onclick = () => during("Confirm on this device …", async () => {
      const assertion = await askPasskey(await post(`${path}/options`, { verb: "approve" }));
      await post(`${path}/decide`, { verb: "approve", assertion });
      location.reload();
    });
    byId("refuse").onclick = () => { asking(true); byId("reason").focus(); };
    byId("back").onclick = () => { asking(false); byId("refuse").focus(); };
    byId("why").onsubmit = (event) => {
      event.preventDefault();
      during("Sending the refusal …", async () => {
        await post(`${path}/refuse`, { reason: byId("reason").value });
        location.reload();
      });
    };
  },
};

// Times in the reader's own zone; the original stays in the element's title.
for (const time of document.querySelectorAll("time")) {
  const words = new Date(time.dateTime).toLocaleString([], { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  time.title = time.textContent;
  time.textContent = words;
}
pages[main.dataset.page]?.();
