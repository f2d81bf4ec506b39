"""What this room keeps."""

from gongkai.reporting.models.checkup import CheckedFile, Checkup
from gongkai.reporting.models.collection import Called, Collection, Merging, Source, Submission, Verdict
from gongkai.reporting.models.report import AnnualReport, ReportGround, ReportTakeDown

__all__ = [
    "AnnualReport",
    "Called",
    "CheckedFile",
    "Checkup",
    "Collection",
    "Merging",
    "ReportGround",
    "ReportTakeDown",
    "Source",
    "Submission",
    "Verdict",
]
