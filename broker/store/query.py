"""The words in which work is written: a session, and conditions over the tables.

SQL text, dialects and connections stay in this package; whoever writes work takes its vocabulary from here, so that
what is used of it is seen in one place.
"""

from sqlalchemy import ColumnElement, and_, bindparam, or_, update
from sqlmodel import Session, col, delete, func, select

__all__ = ["ColumnElement", "Session", "and_", "bindparam", "col", "delete", "func", "or_", "select", "update"]
