// Notifications in this browser: asks for them, subscribes, and has the passkey sign it. Loaded after phone.js.
"use strict";

(() => {
  const place = byId("push");
  if (!place) return;

  const DENIED = { title: t("Notifications are not allowed here"), next: t("Allow them for this address in the browser's settings, then press again.") };
  const NO_SERVICE = { title: t("The browser's push service could not be reached"), next: t("Try again later.") };
  const SIGNED_OUT = { title: t("You are not signed in"), next: t("Sign in and open this page again.") };

  function element(name, members, ...children) {
    const made = Object.assign(document.createElement(name), members);
    made.append(...children);
    return made;
  }

  function unable() {
    if (!isSecureContext) return t("Notifications need https: on this address they cannot be turned on.");
    if ("PushManager" in window && "Notification" in window && "serviceWorker" in navigator) return "";
    return t("This browser takes no notifications. On an iPhone or iPad, add Countersign to the Home Screen and open it from there.");
  }

  // The key to subscribe with, and by the digest of its endpoint every browser of this owner that is told.
  async function known() {
    const answer = await fetch("/push/key");
    if (!answer.ok) throw new Told(SIGNED_OUT);
    return answer.json();
  }

  const worker = () => navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready);

  async function deviceOf(subscription, devices) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint));
    return devices[Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")];
  }

  // A subscription that is not known may be one for another installation's key: it gives way.
  async function subscribed(manager, { key, devices }) {
    const there = await manager.getSubscription();
    if (there && (await deviceOf(there, devices))) return there;
    if (there) await there.unsubscribe();
    return manager.subscribe({ userVisibleOnly: true, applicationServerKey: toBytes(key) })
      .catch(() => { throw new Told(NO_SERVICE); });
  }

  async function turnOn() {
    if ((await Notification.requestPermission()) !== "granted") throw new Told(DENIED);
    const subscription = await subscribed((await worker()).pushManager, await known());
    const { endpoint, keys } = subscription.toJSON();
    const { proposal } = await post("/push/subscribe", { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } });
    if (!proposal) return;
    const path = `/proposals/${proposal}`;
    const assertion = await askPasskey(await post(`${path}/options`, { verb: "approve" }));
    await post(`${path}/decide`, { verb: "approve", assertion });
  }

  async function turnOff() {
    const subscription = await (await worker()).pushManager.getSubscription();
    if (!subscription) return;
    const device = await deviceOf(subscription, (await known()).devices);
    if (device) await post("/push/remove", { device });
    await subscription.unsubscribe();
  }

  async function isTold() {
    const registration = await navigator.serviceWorker.getRegistration("/");
    const subscription = registration && (await registration.pushManager.getSubscription());
    if (!subscription || Notification.permission !== "granted") return false;
    return Boolean(await deviceOf(subscription, (await known()).devices));
  }

  function button(id, text, asking, work) {
    const onclick = () => during(asking, async () => { await work(); location.reload(); });
    return element("div", { className: "actions one" }, element("button", { type: "button", id, onclick }, text));
  }

  async function draw() {
    const why = unable();
    if (why) return place.replaceChildren(element("p", {}, why));
    return place.replaceChildren(...((await isTold())
      ? [element("p", { id: "push-on" }, t("This browser is told.")), button("push-stop", t("Stop telling this browser"), "", turnOff)]
      : [button("push-start", t("Tell this browser"), t("Allow notifications, then confirm on this device …"), turnOn)]));
  }

  draw().catch(() => place.replaceChildren(element("p", {}, t("Whether this browser is told could not be found out. Reload the page."))));
})();
