import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

import amana.kernel.ids
from amana.kernel.access.floor_migration import RowLevelSecurity


class CreateClustered(migrations.CreateModel):
    """Create a table that is its own primary key. PostgreSQL does not know such tables and makes an ordinary one."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.name)
        sql, _params = schema_editor.table_sql(model)
        schema_editor.execute(f"{sql} WITHOUT ROWID")


def user() -> models.ForeignKey:
    return models.ForeignKey(
        null=True, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


def identity() -> list[tuple[str, models.Field]]:
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("ref", models.UUIDField(default=amana.kernel.ids.new_id, editable=False, unique=True)),
    ]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0002_floor"),
        ("files", "0001_begin"),
        ("organisations", "0001_begin"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FileSeries",
            fields=[
                ("year", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        CreateClustered(
            name="NameKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey("key", "holder", "person", blank=True, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.BigIntegerField()),
                ("holder", models.BigIntegerField()),
                ("person", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                *identity(),
                ("card", models.BinaryField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("search", "Registered after a search"),
                            ("import", "Imported"),
                            ("invented", "Invented, for trying out"),
                        ],
                        max_length=8,
                        verbose_name="How the person came here",
                    ),
                ),
                ("registered_at", models.DateTimeField(verbose_name="Registered at")),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file")),
                ("registered_by", user()),
            ],
            options={"base_manager_name": "objects"},
        ),
        RowLevelSecurity("person"),
        migrations.CreateModel(
            name="PersonFact",
            fields=[
                *identity(),
                ("content", models.BinaryField()),
                ("recorded_at", models.DateTimeField(verbose_name="Recorded at")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="Withdrawn at")),
                ("withdrawn_because", models.BinaryField(null=True)),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="persons.personfact",
                    ),
                ),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file")),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="persons.person"),
                ),
                ("recorded_by", user()),
                ("withdrawn_by", user()),
            ],
            options={"base_manager_name": "objects"},
        ),
        RowLevelSecurity("personfact"),
        migrations.CreateModel(
            name="SearchMade",
            fields=[
                *identity(),
                ("made_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.organisation"),
                ),
                (
                    "user",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                *identity(),
                ("erased_file", models.UUIDField()),
                ("number", models.CharField(max_length=20, verbose_name="File number")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("no_longer_needed", "The data are no longer needed for their purpose"),
                            ("withdrew", "The person withdrew consent and nothing else requires keeping"),
                            ("objected", "The person objects and nothing overrides it"),
                            ("unlawful", "The data should never have been recorded"),
                            ("retention", "The time for which it was to be kept is over"),
                        ],
                        max_length=20,
                        verbose_name="Ground",
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("key_destroyed_at", models.DateTimeField(null=True)),
                ("signature", models.BinaryField(null=True)),
                ("confirmed_by", user()),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"),
                ),
                ("proposed_by", user()),
            ],
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(fields=("file",), name="one_person_per_file"),
        ),
        migrations.AddConstraint(
            model_name="personfact",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_at", None), ("withdrawn_because", None)) | models.Q(("withdrawn_at__isnull", False)),
                name="fact_withdrawn_as_a_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="searchmade",
            index=models.Index(fields=["made_at"], name="search_by_time"),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None)), fields=("erased_file",), name="one_erasure_per_file"
            ),
        ),
    ]
