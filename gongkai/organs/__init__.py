"""机关、人员、职责: who may act for whom."""
