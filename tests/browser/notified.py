"""What a browser shows of a push: delivered by its debugging protocol, read from its service worker, and tapped."""

from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Worker

# Chromium forgets a notification that is listed while it is being shown, so what was asked for is waited for first.
_COUNTING = """() => {
  if ("settled" in self) return self.settled;
  const show = self.registration.showNotification.bind(self.registration);
  self.settled = 0;
  self.registration.showNotification = (...given) => show(...given).finally(() => { self.settled += 1; });
  return 0;
}"""
_SETTLED = """async (before) => {
  while (self.settled <= before) await new Promise((done) => setTimeout(done, 20));
}"""
_SHOWN = """async () => {
  const all = await self.registration.getNotifications();
  return all.map((n) => ({ title: n.title, body: n.body, tag: n.tag, data: n.data }));
}"""
_TAP = (
    "async () => { const [n] = await self.registration.getNotifications();"
    " self.dispatchEvent(new NotificationEvent('notificationclick', { notification: n })); }"
)


@dataclass
class Notified:
    """The notifications of one browser. `origin` is the broker's, whose service worker shows them."""

    context: BrowserContext
    cdp: CDPSession
    origin: str
    registrations: dict[str, dict[str, Any]] = field(default_factory=dict)

    async def watch(self) -> None:
        """Learn of every service worker that is registered from now on."""
        self.cdp.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda event: self.registrations.update({one["registrationId"]: one for one in event["registrations"]}),
        )
        await self.cdp.send("ServiceWorker.enable")

    async def deliver(self, payload: bytes) -> None:
        """Hand a payload to the service worker, as the browser does with what it decrypted; return once it is shown."""
        worker = await self.worker()
        before = await worker.evaluate(_COUNTING)
        registration = next(iter(self.registrations))
        await self.cdp.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self.origin, "registrationId": registration, "data": payload.decode()},
        )
        await worker.evaluate(_SETTLED, before)

    async def worker(self) -> Worker:
        """Return the service worker, once it runs."""
        there = self.context.service_workers
        return there[0] if there else await self.context.wait_for_event("serviceworker")

    async def shown(self) -> list[dict[str, Any]]:
        """Return the notifications that stand."""
        found: list[dict[str, Any]] = await (await self.worker()).evaluate(_SHOWN)
        return found

    async def tap(self) -> None:
        """Tap the first notification."""
        await (await self.worker()).evaluate(_TAP)
