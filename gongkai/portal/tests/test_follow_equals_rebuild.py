"""Following the changes one by one leaves the same two indexes as building them anew."""

import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongkai.disclosure.models import CatalogueNode, Item
from gongkai.portal.indexing import follow, public_index
from gongkai.portal.tests.indexed import both, hits, rebuilt
from gongkai.portal.tests.test_drain_equals_rewrite import CODES, DEEDS, Office
from gongkai.search.query import Query
from gongkai.trail.models import Reindexing

pytestmark = pytest.mark.django_db
FOLLOW = ("follow", 0)
days = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["publish", "publish", *DEEDS]), st.integers(0, 11)), st.just(FOLLOW)
    ),
    max_size=14,
)


@pytest.fixture
def office(town, editor, approver, officer, attachment, edited, moment):
    CatalogueNode.objects.filter(parent__code="fdzdgk").exclude(code__in=CODES).delete()

    def open_anew():
        return Office(town, editor, approver, officer, attachment, edited, moment)

    return open_anew


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(day=days)
@example(day=[("publish", 0), FOLLOW, ("leave_a_draft", 0), FOLLOW, ("withdraw", 0), FOLLOW, ("edit", 0)])
@example(day=[("publish", 1), ("report", 1), FOLLOW, ("rename_an_organ", 1), FOLLOW, ("recategorise", 2)])
@example(day=[("publish", 2), FOLLOW, ("mark", 0), ("edit", 1), FOLLOW, ("mark", 0)])
def test_after_every_round_the_indexes_are_what_a_rebuilding_would_make(day, office, settings, tmp_path):
    with tempfile.TemporaryDirectory(dir=tmp_path) as scratch, transaction.atomic():
        settings.INDEX_ROOT = Path(scratch)
        follow()
        people = office()
        for deed, n in [*day, FOLLOW]:
            if deed != "follow":
                getattr(people, deed)(n)
                continue
            follow()
            assert not Reindexing.objects.exists()
            assert both() == rebuilt(settings)
            public = {hit.key for hit in hits(public_index(), Query()) if hit.kind != "年度报告"}
            assert public == {f"item:{pk}" for pk in Item.objects.public().values_list("pk", flat=True)}
        transaction.set_rollback(True)
