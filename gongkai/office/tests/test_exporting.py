"""Whoever takes records away as a file is in the trail for it, once for each file."""

import pytest
from django.urls import reverse

from gongkai.office.exporting import EXPORTED
from gongkai.trail.models import Act

pytestmark = pytest.mark.django_db


def exports():
    return list(Act.objects.filter(verb=EXPORTED).values_list("actor_name", "detail"))


def test_a_register_taken_away_is_noted_with_its_kind_and_rows(client, editor):
    client.force_login(editor)
    assert client.get(reverse("register_charge:export")).status_code == 200
    assert exports() == [("甄编辑", {"文件": "收费台账", "条数": 0})]


def test_an_empty_template_is_no_export(client, editor):
    client.force_login(editor)
    assert client.get(reverse("register_charge:template")).status_code == 200
    assert exports() == []


def test_a_refused_export_is_not_noted(client, town):
    assert client.get(reverse("register_charge:export")).status_code == 302
    assert exports() == []
