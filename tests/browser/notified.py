"""What a browser shows of a push: delivered by its debugging protocol, read from its service worker, and tapped."""

from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Worker

_SHOWN = """async (count) => {
  for (;;) {
    const all = await self.registration.getNotifications();
    const told = all.map((n) => ({ title: n.title, body: n.body, tag: n.tag, data: n.data }));
    if (told.length >= count) return told;
    await new Promise((done) => setTimeout(done, 20));
  }
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
        """Hand a payload to the service worker, as the browser does with what it decrypted."""
        registration = next(iter(self.registrations))
        await self.cdp.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self.origin, "registrationId": registration, "data": payload.decode()},
        )

    async def worker(self) -> Worker:
        """Return the service worker, once it runs."""
        there = self.context.service_workers
        return there[0] if there else await self.context.wait_for_event("serviceworker")

    async def shown(self, count: int) -> list[dict[str, Any]]:
        """Return the notifications once there are so many."""
        found: list[dict[str, Any]] = await (await self.worker()).evaluate(_SHOWN, count)
        return found

    async def tap(self) -> None:
        """Tap the first notification."""
        await (await self.worker()).evaluate(_TAP)
