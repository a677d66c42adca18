from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_envelopes_and_receipts")]

    operations = [
        migrations.RemoveConstraint(model_name="outgoing", name="one_place_in_a_sent_thread"),
        migrations.AddConstraint(
            model_name="outgoing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "recalled"), _negated=True),
                fields=("thread", "sender", "sequence"),
                name="one_place_in_a_sent_thread",
            ),
        ),
    ]
