"""The migration operation that lays the floor under a table. It does nothing on SQLite.

    operations = [migrations.CreateModel("Need", ...), RowLevelSecurity("need")]

FORCE makes the rules hold for the owner of the tables too, which is the role a node connects as. They guard against every mistake in
the program. They do not stop somebody who can already send SQL of their own, for the settings are the connection's to set.
"""

from enum import StrEnum

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

POLICY = "amana_floor"


def _setting(name: str) -> str:
    # Read through a sub-select the setting is looked up once for a query, not once for a row (measured: 8 ms against 22 ms).
    return f"(SELECT nullif(current_setting('amana.{name}', true), ''))"


PURPOSE = _setting("purpose")
ORGANISATION = f"(SELECT id FROM organisations_organisation WHERE ref = {_setting('organisation')}::uuid)"  # noqa: S608  our own constants
USER = f"(SELECT id FROM accounts_user WHERE ref = {_setting('user')}::uuid)"  # noqa: S608 - only placeholders and words of our own are put in
WORKING = "('assistance', 'screening', 'identification', 'referral', 'supervision', 'investigation')"
TEAM = (
    f"id IN (SELECT file_id FROM files_fileteam WHERE user_id = {USER} AND since <= {_setting('today')}::date"  # noqa: S608 - only placeholders and words of our own are put in
    f" AND (until IS NULL OR until >= {_setting('today')}::date))"
)
MAINTENANCE = f"{PURPOSE} = 'maintenance'"
OVERSIGHT = f"({PURPOSE} = 'oversight' AND organisation_id = {ORGANISATION})"

# Said once more in Python by `floor.within_floor`; tests/kernel/access/test_floor.py compares the two on random worlds.
FILE_RULE = f"""{MAINTENANCE} OR {OVERSIGHT} OR ({PURPOSE} IN {WORKING} AND CASE
    WHEN {_setting("break_glass_file")} IS NOT NULL
    THEN ref = {_setting("break_glass_file")}::uuid AND organisation_id = {ORGANISATION}
    ELSE (organisation_id = {ORGANISATION} AND level = 'organisation') OR {TEAM} END)"""
# A new file is held by the organisation at work; it may become restricted once its team is named, not before.
FILE_CHECK = f"{MAINTENANCE} OR {OVERSIGHT} OR ({PURPOSE} IN {WORKING} AND (organisation_id = {ORGANISATION} OR {TEAM}))"
ANY_ACCESS = f"{PURPOSE} IS NOT NULL"


class Rule(StrEnum):
    """Which rows of a table are within reach."""

    OF_ITS_FILE = "of_its_file"  # those of files within reach: every table with a `file` key
    OF_BOTH_FILES = "of_both_files"  # those of two files, both within reach: tables with `file` and `other_file`
    FILE = "file"  # the table of files itself
    ANY_ACCESS = "any_access"  # all rows, once some access is open: who works on which file


class RowLevelSecurity(Operation):
    """Enable and force row-level security on a model's table."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model: str, rule: Rule | str = Rule.OF_ITS_FILE, app: str = "") -> None:
        self.model = model
        self.rule = Rule(rule)
        self.app = app  # set only where the model belongs to another app than the migration

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """How a squashed migration writes this operation."""
        return type(self).__name__, [self.model, str(self.rule), self.app], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The floor is no part of Django's picture of a model."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table, using, check = self._rules(app_label, to_state)
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY {POLICY} ON {table} USING ({using}) WITH CHECK ({check})")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table, _using, _check = self._rules(app_label, from_state)
        schema_editor.execute(f"DROP POLICY {POLICY} ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"Lay the floor under {self.model}"

    def _rules(self, app_label: str, state: ProjectState) -> tuple[str, str, str]:
        model = state.apps.get_model(self.app or app_label, self.model)
        table = f'"{model._meta.db_table}"'
        if self.rule is Rule.FILE:
            return table, FILE_RULE, FILE_CHECK
        if self.rule is Rule.ANY_ACCESS:
            return table, ANY_ACCESS, ANY_ACCESS
        reached = self._reached(table, model._meta.get_field("file"))
        if self.rule is Rule.OF_BOTH_FILES:
            reached = f"({reached}) AND ({self._reached(table, model._meta.get_field('other_file'))})"
        return table, reached, reached

    @staticmethod
    def _reached(table: str, key: "models.Field[object, object]") -> str:
        # A scalar sub-select, not EXISTS: that one PostgreSQL turns into a hash of every file within reach before the first row comes
        # (newest 50 rows of 300,000: 217 ms against 2 ms). Counting everything costs twice as much this way, which nobody waits for.
        reached = f'(SELECT true FROM files_file WHERE files_file.id = {table}."{key.column}")'  # noqa: S608  names of our own tables
        if key.null:
            reached = f'({ANY_ACCESS} AND {table}."{key.column}" IS NULL) OR {reached}'
        return reached
