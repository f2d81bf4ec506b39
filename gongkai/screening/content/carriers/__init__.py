"""载体 — one carrier for each kind of file: bytes in, all that it says out, seen and unseen, with the places."""
