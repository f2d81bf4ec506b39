"""The WSGI application with the public folder and a worker beside it in one process: one machine, one command."""

import threading

from gongkai.wsgi import application as back_office

from django.conf import settings  # isort: skip  (the application has set Django up by now)
from gongkai.portal.fileserver import FileServer  # isort: skip
from gongkai.portal.worker import work  # isort: skip

application = FileServer(
    back_office, root=str(settings.SITE_ROOT), prefix=settings.PUBLIC_PATH, doors=settings.DOORS
)
threading.Thread(target=work, args=(threading.Event(),), name="worker", daemon=True).start()

__all__ = ["application"]
