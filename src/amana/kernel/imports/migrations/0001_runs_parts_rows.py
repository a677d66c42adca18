import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import amana.kernel.ids
from amana.kernel.access.floor_migration import RowLevelSecurity


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
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=amana.kernel.ids.new_id, editable=False, unique=True)),
                ("target", models.CharField(max_length=40)),
                ("format", models.CharField(max_length=8, verbose_name="Kind of file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("read", "Read"),
                            ("mapped", "Columns understood"),
                            ("checked", "Checked"),
                            ("committing", "Being imported"),
                            ("committed", "Imported"),
                            ("undone", "Undone"),
                        ],
                        default="read",
                        max_length=12,
                        verbose_name="State",
                    ),
                ),
                ("name", models.BinaryField(null=True)),
                ("content_print", models.BinaryField()),
                ("choices", models.BinaryField(null=True)),
                ("layout", models.BinaryField(null=True)),
                ("profile", models.BinaryField(null=True)),
                ("remarks", models.BinaryField(null=True)),
                ("started_at", models.DateTimeField(verbose_name="Started")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="Finished")),
                ("forgotten_at", models.DateTimeField(null=True, verbose_name="Sheet destroyed")),
                ("undo_proposed_at", models.DateTimeField(null=True)),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file")),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "undo_proposed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=amana.kernel.ids.new_id, editable=False, unique=True)),
                ("number", models.PositiveIntegerField(verbose_name="Row")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ok", "Ready"),
                            ("error", "Needs correction"),
                            ("committed", "Imported"),
                            ("undo_proposed", "Imported; to be taken back"),
                            ("skipped_duplicate", "Already imported"),
                            ("undone", "Undone"),
                        ],
                        max_length=17,
                        verbose_name="State",
                    ),
                ),
                ("payload", models.BinaryField(null=True)),
                ("cells", models.BinaryField(null=True)),
                ("problems", models.BinaryField(null=True)),
                ("row_print", models.BinaryField()),
                ("source_print", models.BinaryField(null=True)),
                ("result", models.UUIDField(null=True)),
                ("result_version", models.PositiveIntegerField(null=True)),
                ("as_of", models.DateTimeField(null=True)),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="imports.importrun")),
            ],
            options={
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ImportPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=amana.kernel.ids.new_id, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file")),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="imports.importrun")),
            ],
            options={
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="importrun",
            index=models.Index(fields=["organisation", "-id"], name="import_by_organisation"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["run", "state", "number"], name="row_by_state"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(
                condition=models.Q(("source_print__isnull", False)), fields=["organisation", "source_print"], name="row_by_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(fields=("run", "number"), name="one_row_per_number"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("committed", "undo_proposed"))),
                fields=("organisation", "row_print"),
                name="one_import_per_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="importpart",
            constraint=models.UniqueConstraint(fields=("run", "number"), name="one_part_per_number"),
        ),
        RowLevelSecurity("importrun"),
        RowLevelSecurity("importrow"),
        RowLevelSecurity("importpart"),
    ]
