"""Leaves and checkpoints of the audit log can be added, never changed or removed."""

from django.db import migrations

TABLES = ("audit_auditleaf", "audit_auditcheckpoint")
SENTENCE = "the audit log is only added to"


def refuse_changes(_apps, schema_editor):
    quote = schema_editor.quote_name
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION audit_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {quote(table + '_rows')} BEFORE UPDATE OR DELETE ON {quote(table)} "
                "FOR EACH ROW EXECUTE FUNCTION audit_is_only_added_to()"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {quote(table + '_all')} BEFORE TRUNCATE ON {quote(table)} "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to()"
            )
        return
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {quote(f'{table}_{event.lower()}')} BEFORE {event} ON {quote(table)} "
                f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
            )


def allow_changes(_apps, schema_editor):
    quote = schema_editor.quote_name
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION audit_is_only_added_to() CASCADE")
        return
    for table in TABLES:
        for event in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {quote(f'{table}_{event}')}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_log_of_entries")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
