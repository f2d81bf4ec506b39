"""How the texts on a page of an OFD file lie beside each other."""

Box = tuple[float, float, float, float]  # left, top, width, height in millimetres


def between(before: Box, box: Box) -> str:
    """A line end if the text stands on another line, a blank if there is a gap, else nothing."""
    height = max(before[3], box[3], 0.1)
    if abs(box[1] - before[1]) > height / 2 or box[0] < before[0]:
        return "\n"
    return "" if box[0] - (before[0] + before[2]) < height / 4 else " "


def box_of(text: str) -> Box:
    """The box (Boundary) written as four numbers; an odd one stands nowhere."""
    try:
        left, top, width, height = (float(number) for number in text.split())
    except ValueError:
        return 0.0, 0.0, 0.0, 0.0
    return left, top, width, height
