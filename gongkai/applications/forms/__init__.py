"""The forms of the register."""

from gongkai.applications.forms.correcting import CorrectForm
from gongkai.applications.forms.deeds import DeedForm
from gongkai.applications.forms.registering import AmendForm, RegisterForm

__all__ = ["AmendForm", "CorrectForm", "DeedForm", "RegisterForm"]
