"""Which pictures a page can carry, told by their first bytes."""

_KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))
WIDEST, TALLEST = 156.0, 215.0  # mm, of the type area; a line is left for what the picture belongs to


def kind_of(data: bytes) -> str:
    """png, jpg, gif; "" for what is none of them."""
    return next((kind for start, kind in _KINDS if data.startswith(start)), "")
