"""The demonstration district (演示区县) put together: `district()` is all there is to call."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from gongkai.demonstration.applications import applications, remedies
from gongkai.demonstration.content import DecisionData, District, ItemData, NormativeData
from gongkai.demonstration.explanations import explanations
from gongkai.demonstration.items import items
from gongkai.demonstration.narratives import narratives
from gongkai.demonstration.occasions import Occasion, occasions
from gongkai.demonstration.organs import organs, people
from gongkai.demonstration.procurements import announcements, procurements
from gongkai.demonstration.registers import decided, registers
from gongkai.demonstration.relations import corrections, related


def _with_counts(occasion: Occasion, decisions: Sequence[DecisionData]) -> Occasion:
    """The occasion with the organ's decisions so far, which some texts quote."""
    return replace(occasion, facts=decided(decisions, occasion.organ, occasion.year, occasion.formed_on))


def _normative(item: ItemData) -> NormativeData:
    return NormativeData(
        organ=item.organ,
        kind="normative",
        title=item.title,
        document_number=item.document_number,
        issued_on=item.formed_on,
        disclosed_on=item.published_at.date(),
        repealed_on=None if item.validity == "amended" else item.validity_on,
        repealed_by="" if item.validity == "amended" else item.validity_instrument,
    )


@cache
def district() -> District:
    """Everything in the demonstration district: the same on every machine. Takes half a second."""
    tables = registers()
    timetable = [_with_counts(occasion, tables.decisions) for occasion in occasions()]
    published = items([*timetable, *announcements()])
    documents = [item for item, _ in published]
    all_items = [*documents, *explanations(documents), *related(documents)]
    return District(
        organs=tuple(organs().values()),
        people=people(),
        items=tuple(sorted(all_items, key=lambda item: item.published_at)),
        corrections=tuple(corrections(all_items)),
        normatives=tuple(_normative(item) for item, normative in published if normative),
        matters=tables.matters,
        decisions=tables.decisions,
        charges=tables.charges,
        procurements=procurements(),
        applications=tuple(applications()),
        remedies=tuple(remedies()),
        narratives=narratives(),
    )
