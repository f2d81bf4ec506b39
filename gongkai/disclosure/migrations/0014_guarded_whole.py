"""The database refuses whatever would make something public without its own review, and keeps reviews as handed in.

Comes last: on SQLite a change of a table drops its guards, so every guard of the room is put here once more.
"""

from importlib import import_module

from django.db import migrations

_given_once = import_module("gongkai.disclosure.migrations.0002_given_once")
_kept = import_module("gongkai.disclosure.migrations.0008_reviews_are_kept")

# What a reviewer passes. Not 公开属性, which a constraint keeps; not the marks of validity, which an act of their own
# puts on the original page.
CONTENT = (
    "organ_id", "node_id", "title", "body", "summary", "genre", "subject", "issuing_organ", "document_number",
    "formed_on", "changed_on", "source", "keywords", "explains_id", "explanation_form",
    "published_elsewhere_on", "former_index_number", "relation", "closes_on", "opinions_to", "shortened_why",
    "answers", "change_note",
)  # fmt: skip
UNREVIEWED = _kept.UNREVIEWED
PASSED = (
    "EXISTS (SELECT 1 FROM disclosure_review WHERE item_id = NEW.id AND revision_id = NEW.live_revision_id "
    "AND (state = 'passed' OR urgent_published_at IS NOT NULL))"
)
BOUND = "审查所针对的信息、草稿、指纹和送审人不能更改"
FINAL = "('passed', 'returned', 'voided', 'withheld')"
CLOSED = "已经办结的审查不能更改"


def _unreviewed(differs):
    """When an update must be refused: it makes public, or rewrites what is public, and no review passed that draft."""
    rewritten = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in CONTENT)
    return (
        f"NEW.live AND ((NOT OLD.live AND NOT {PASSED}) OR (OLD.live AND ({rewritten}) "
        f"AND NOT (NEW.live_revision_id {differs} OLD.live_revision_id AND {PASSED})))"
    )


def _rebound(differs):
    """When an update binds a review to something else. A draft that is deleted leaves it (NULL), never a passed one's item."""
    kept = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in ("fingerprint", "submitted_by_id", "submitted_at"))
    return (
        f"{kept} OR (NEW.revision_id IS NOT NULL AND NEW.revision_id {differs} OLD.revision_id) "
        f"OR (NEW.item_id {differs} OLD.item_id AND (NEW.item_id IS NOT NULL OR OLD.state = 'passed'))"
    )


def _reopened(differs):
    """A closed review stays as it is; but what has passed and waits for its document may still be voided."""
    return f"OLD.state IN {FINAL} AND OLD.held_at IS NULL AND (NEW.state {differs} OLD.state OR NEW.closed_at {differs} OLD.closed_at)"


def guards(differs):
    """(name, table, deed, when refused, the sentence); `differs` compares two values that may be NULL."""
    yield "disclosure_item_inserted", "disclosure_item", "INSERT", "NEW.live", UNREVIEWED
    yield "disclosure_item_reviewed", "disclosure_item", "UPDATE", _unreviewed(differs), UNREVIEWED
    yield "disclosure_review_bound", "disclosure_review", "UPDATE", _rebound(differs), BOUND
    yield "disclosure_review_closed", "disclosure_review", "UPDATE", _reopened(differs), CLOSED


def guard(schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, table, deed, when, refusal in guards("IS NOT"):
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )
        return
    for name, table, deed, when, refusal in guards("IS DISTINCT FROM"):
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {when} THEN RAISE EXCEPTION '{refusal}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def release(schema_editor):
    for name, *_ in guards("IS NOT"):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name} CASCADE")


def release_all(apps, schema_editor):
    """Take every guard of the room away; those that SQLite dropped already are no fault."""
    release(schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS disclosure_item_given_once")
        for name, _, deeds, _, _ in _kept.triggers():
            for deed in deeds:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{deed.lower()}")


def guard_all(apps, schema_editor):
    """Put every guard of the room (back): each once, whatever the migrations before left of them."""
    release_all(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        _given_once.guard(apps, schema_editor)
        _kept.guard(apps, schema_editor)
        schema_editor.execute("DROP TRIGGER disclosure_item_reviewed")  # this one's is stricter
    guard(schema_editor)


def as_before(apps, schema_editor):
    release(schema_editor)
    _kept.guard_public(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0012_recalled_and_brought")]
    operations = [migrations.RunPython(guard_all, as_before)]
