from gongkai.disclosure.models.catalogue import CatalogueNode, UpdatePeriod
from gongkai.disclosure.models.chain import Chain, ChainStep, Delegation, StepKind
from gongkai.disclosure.models.files import StoredFile
from gongkai.disclosure.models.intake import Intake, IntakeRow, IntakeState, RowState
from gongkai.disclosure.models.item import (
    Attachment,
    Attribute,
    ChangeNote,
    ExplanationForm,
    Genre,
    Item,
    Relation,
    Validity,
)
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
    Carrier,
    CoIssuer,
    Involves,
    Opinion,
    Referral,
    SecrecySheet,
    ThirdParty,
)
from gongkai.disclosure.models.takedown import TakeDown, TakeDownGround
from gongkai.disclosure.models.withheld import Ground, Reassessment, Withheld

__all__ = [
    "UNDER_WAY",
    "Attachment",
    "Attribute",
    "Carrier",
    "CatalogueNode",
    "Chain",
    "ChainStep",
    "ChangeNote",
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
    "Relation",
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
