"""SHELL. The human's door: enrolment, sign-in, inbox and the page on which a person decides."""

from broker.phone.deps import PhoneDeps
from broker.phone.routes import routes

__all__ = ["PhoneDeps", "routes"]
