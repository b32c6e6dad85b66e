"""PURE. The approval document, its canonical bytes and digest, what a passkey signs, and what an approval covers."""
