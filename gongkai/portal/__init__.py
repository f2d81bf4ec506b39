"""公开网页: the public side, a folder of files written when something is published."""
