from gongkai.disclosure.models.catalogue import CatalogueNode, UpdatePeriod
from gongkai.disclosure.models.files import StoredFile
from gongkai.disclosure.models.intake import Intake, IntakeRow, IntakeState, RowState
from gongkai.disclosure.models.item import Attachment, Attribute, ExplanationForm, Genre, Item, Validity
from gongkai.disclosure.models.numbering import Placement, Sequence
from gongkai.disclosure.models.registers import (
    Charge,
    Decision,
    DocumentKind,
    Matter,
    MatterKind,
    NormativeDocument,
    Procurement,
)

__all__ = [
    "Attachment",
    "Attribute",
    "CatalogueNode",
    "Charge",
    "Decision",
    "DocumentKind",
    "ExplanationForm",
    "Genre",
    "Intake",
    "IntakeRow",
    "IntakeState",
    "Item",
    "Matter",
    "MatterKind",
    "NormativeDocument",
    "Placement",
    "Procurement",
    "RowState",
    "Sequence",
    "StoredFile",
    "UpdatePeriod",
    "Validity",
]
