"""The lock for reading PDFs: the library keeps state that threads would share, whoever it is that reads."""

from threading import Lock

ONE_AT_A_TIME = Lock()
