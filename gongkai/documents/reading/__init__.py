"""取文字 — one reader for each kind of file: bytes in, pieces of text out."""
