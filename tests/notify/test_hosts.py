"""Which addresses a push may go to: the push services of browsers, what the settings name, and nothing near them."""

import pytest

from broker.config import BadSettings
from broker.http import NotSent
from broker.notify.hosts import PushHosts

ALLOWED = {
    "Chrome": ("https://fcm.googleapis.com/fcm/send/cXz:APA91bH-_x", "fcm.googleapis.com"),
    "Firefox": ("https://updates.push.services.mozilla.com/wpush/v2/gAAAA_-=", "updates.push.services.mozilla.com"),
    "Safari": ("https://web.push.apple.com/QGpK-x", "web.push.apple.com"),
    "Apple's other name": ("https://api.push.apple.com/x", "api.push.apple.com"),
    "Edge": ("https://wns2-par02p.notify.windows.com/w/?token=BQ%3d%3d", "wns2-par02p.notify.windows.com"),
    "the port written out": ("https://fcm.googleapis.com:443/x", "fcm.googleapis.com"),
    "capitals": ("https://FCM.googleapis.com/x", "fcm.googleapis.com"),
}
REFUSED = {
    "another host": "https://evil.example/x",
    "an allowed host in front": "https://fcm.googleapis.com.evil.example/x",
    "an allowed host behind": "https://evilfcm.googleapis.com/x",
    "another Google host": "https://storage.googleapis.com/x",
    "an ending without its dot": "https://evilnotify.windows.com/x",
    "the ending alone": "https://notify.windows.com/x",
    "a trailing dot": "https://fcm.googleapis.com./x",
    "cleartext": "http://fcm.googleapis.com/x",
    "another port": "https://fcm.googleapis.com:8443/x",
    "a user": "https://fcm.googleapis.com@evil.example/x",
    "a user and a backslash": "https://evil.example\\@fcm.googleapis.com/x",
    "a backslash": "https://fcm.googleapis.com\\.evil.example/x",
    "a tab in the host": "https://fcm.goog\tleapis.com/x",
    "a line break": "https://fcm.googleapis.com/x\r\nx: y",
    "a fragment": "https://fcm.googleapis.com/x#y",
    "no path": "https://fcm.googleapis.com",
    "another alphabet": "https://fcm.g\u043eogleapis.com/x",
    "loopback": "http://127.0.0.1:9000/x",
    "loopback with https": "https://localhost/x",
    "IPv6 loopback": "https://[::1]/x",
    "the cloud's metadata": "http://169.254.169.254/x",
    "a file": "file:///etc/passwd",
    "nothing": "",
    "a word": "push",
    "a port that is none": "https://fcm.googleapis.com:99999/x",
    "very long": "https://fcm.googleapis.com/" + "x" * 2048,
}


@pytest.mark.parametrize("row", ALLOWED)
def test_the_push_services_of_browsers_are_allowed(row: str) -> None:
    endpoint, host = ALLOWED[row]
    assert PushHosts().host_of(endpoint) == host


@pytest.mark.parametrize("row", REFUSED)
def test_any_other_address_is_refused(row: str) -> None:
    with pytest.raises(NotSent):
        PushHosts().host_of(REFUSED[row])


def test_the_settings_name_further_hosts_by_host_and_port() -> None:
    hosts = PushHosts.of("push.example, Push.Example:8443 ,127.0.0.1:9000,")
    for endpoint, shown in (
        ("https://push.example/x", "push.example"),
        ("https://push.example:8443/x", "push.example:8443"),
        ("http://127.0.0.1:9000/x", "127.0.0.1:9000"),
        ("https://127.0.0.1:9000/x", "127.0.0.1:9000"),
        ("https://fcm.googleapis.com/x", "fcm.googleapis.com"),
    ):
        assert hosts.host_of(endpoint) == shown
    for endpoint in (
        "http://push.example:8443/x",
        "http://push.example/x",
        "https://push.example:9000/x",
        "http://127.0.0.1:9001/x",
        "http://127.0.0.1/x",
        "http://localhost:9000/x",
        "https://a.push.example/x",
    ):
        with pytest.raises(NotSent, match=r"not on the list of push services; COUNTERSIGN_PUSH_HOSTS can name it"):
            hosts.host_of(endpoint)


@pytest.mark.parametrize(
    "setting", ["https://push.example", "push.example:0", "push.example:70000", "*.example", "a b", ":1"]
)
def test_a_setting_that_names_no_host_is_an_error_in_words(setting: str) -> None:
    assert PushHosts.of("") == PushHosts()
    with pytest.raises(BadSettings, match="COUNTERSIGN_PUSH_HOSTS"):
        PushHosts.of(f"push.example,{setting}")
