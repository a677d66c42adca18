"""Whether the role this node connects to PostgreSQL as is one that the floor holds for. For `amana doctor`."""

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amana.kernel.access.floor_migration import POLICY
from amana.kernel.access.protected_models import protected_models

Sentence = str | Promise


def check_database_role() -> list[Sentence]:
    """What is wrong, in full sentences; empty when nothing is, and on SQLite, which knows no roles."""
    if connection.vendor != "postgresql":
        return []
    problems: list[Sentence] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        superuser, bypasses = cursor.fetchone()
        if superuser:
            problems.append(_("The node connects to its database as a superuser, for whom row-level security does not hold."))
        if bypasses:
            problems.append(_("The database role of the node may bypass row-level security. Take BYPASSRLS away from it."))
        tables = ["files_file", *(model._meta.db_table for model in protected_models())]
        cursor.execute(
            "SELECT c.relname FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = %s"
            " WHERE c.relname = ANY(%s) AND pg_table_is_visible(c.oid)"
            " AND c.relrowsecurity AND c.relforcerowsecurity AND p.oid IS NOT NULL",
            [POLICY, tables],
        )
        guarded = {row[0] for row in cursor.fetchall()}
    if missing := sorted(set(tables) - guarded):
        problems.append(_("Row-level security is not forced on: %(tables)s. Run the migrations again.") % {"tables": ", ".join(missing)})
    return problems
