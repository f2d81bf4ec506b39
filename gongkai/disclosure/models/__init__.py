from gongkai.disclosure.models.catalogue import CatalogueNode, UpdatePeriod
from gongkai.disclosure.models.chain import Chain, ChainStep, Delegation, StepKind
from gongkai.disclosure.models.files import StoredFile
from gongkai.disclosure.models.intake import Intake, IntakeRow, IntakeState, RowState
from gongkai.disclosure.models.item import Attachment, Attribute, ExplanationForm, Genre, Item, Validity
from gongkai.disclosure.models.numbering import Placement, Sequence
from gongkai.disclosure.models.registers import (
    Charge,
    Decision,
    Deposit,
    DocumentKind,
    Matter,
    MatterKind,
    NormativeDocument,
    Procurement,
    Receiver,
)
from gongkai.disclosure.models.rescan import PublishedFinding, Rescan
from gongkai.disclosure.models.review import (
    UNDER_WAY,
    Review,
    ReviewFinding,
    ReviewState,
    ReviewStep,
)
from gongkai.disclosure.models.secrecy import (
    Article,
    Carrier,
    CoIssuer,
    Involves,
    Opinion,
    Referral,
    ReferredTo,
    SecrecySheet,
    ThirdParty,
)
from gongkai.disclosure.models.takedown import Annulment, TakeDown, TakeDownGround
from gongkai.disclosure.models.withheld import Ground, Reassessment, Withheld

__all__ = [
    "UNDER_WAY",
    "Annulment",
    "Article",
    "Attachment",
    "Attribute",
    "Carrier",
    "CatalogueNode",
    "Chain",
    "ChainStep",
    "Charge",
    "CoIssuer",
    "Decision",
    "Delegation",
    "Deposit",
    "DocumentKind",
    "ExplanationForm",
    "Genre",
    "Ground",
    "Intake",
    "IntakeRow",
    "IntakeState",
    "Involves",
    "Item",
    "Matter",
    "MatterKind",
    "NormativeDocument",
    "Opinion",
    "Placement",
    "Procurement",
    "PublishedFinding",
    "Reassessment",
    "Receiver",
    "Referral",
    "ReferredTo",
    "Rescan",
    "Review",
    "ReviewFinding",
    "ReviewState",
    "ReviewStep",
    "RowState",
    "SecrecySheet",
    "Sequence",
    "StepKind",
    "StoredFile",
    "TakeDown",
    "TakeDownGround",
    "ThirdParty",
    "UpdatePeriod",
    "Validity",
    "Withheld",
]
