// The service worker: shows that a decision waits, and leads to the inbox. It keeps nothing and asks the network nothing.
"use strict";

const INBOX = "/inbox";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// What arrives is a code of four characters, how many wait where one push speaks for several, and the names that the
// owner chose to see on a lock screen; anything else is not repeated, but every push has to be shown.
function told(data) {
  try {
    const { code, over, of, agent, child, call } = data.json();
    const one = (given) => (typeof given === "string" && /^[A-Z0-9]{4}$/.test(given) ? given : null);
    if (one(over)) return { code: one(over), over: true };
    const known = one(code);
    const name = (one) => (typeof one === "string" && /^[A-Za-z0-9][\w.-]{0,99}$/.test(one) ? one : "");
    return { code: known, of: Number.isInteger(of) && of > 1 && of < 1000 ? of : 1, agent: name(agent), child: child === true, call: name(call) };
  } catch {
    return { code: null, of: 1 };
  }
}

function inWords({ code, over, of, agent, child, call }) {
  if (over) return `Decided: ${code}`;
  if (!code) return "A decision waits.";
  if (of > 1) return `${of} decisions wait, the last: ${code}`;
  return agent ? `${child ? "A child of " : ""}${agent} asks${call ? `: ${call}` : ""}. ${code}` : `A decision waits: ${code}`;
}

// What is over is shown too, silently and in the place of what it ends, for every push has to be; and then taken away.
async function show(said) {
  const { code, over } = said;
  const tag = code ? `waits-${code}` : "waits";
  const options = { body: inWords(said), tag, icon: "/phone/mark.svg", requireInteraction: !over, silent: Boolean(over) };
  await self.registration.showNotification("Countersign", options);
  if (over) for (const note of await self.registration.getNotifications({ tag })) note.close();
}

self.addEventListener("push", (event) => event.waitUntil(show(told(event.data))));

// The page that is open comes first, then one that is led there, then a new one.
async function openInbox() {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = open.find((client) => new URL(client.url).pathname === INBOX);
  const client = there ?? open[0];
  if (!client) return self.clients.openWindow(INBOX);
  await client.focus().catch(() => {}); // without a person's tap a browser may refuse to bring it forward
  return client.navigate(INBOX).catch(() => self.clients.openWindow(INBOX));
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openInbox());
});
