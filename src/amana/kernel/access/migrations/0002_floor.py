"""The floor under files, teams and broken glasses (PostgreSQL only)."""

from django.db import migrations

from amana.kernel.access.floor_migration import RowLevelSecurity, Rule


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_opened_purposes"),
        ("files", "0001_begin"),
        ("organisations", "0001_begin"),
        ("accounts", "0001_begin"),
    ]

    operations = [
        RowLevelSecurity("file", Rule.FILE, app="files"),
        RowLevelSecurity("fileteam", Rule.ANY_ACCESS, app="files"),
        RowLevelSecurity("brokenglass"),
    ]
