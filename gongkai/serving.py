"""The WSGI application with a publisher beside it in one process: one machine, one command."""

import threading

from gongkai.wsgi import application

from gongkai.portal.worker import watch  # isort: skip  (the application has set Django up by now)

threading.Thread(target=watch, args=(threading.Event(),), name="publisher", daemon=True).start()

__all__ = ["application"]
