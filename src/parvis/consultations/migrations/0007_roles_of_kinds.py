from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0006_verbs'),
    ]

    operations = [
        migrations.AddField(
            model_name='kind',
            name='role',
            field=models.CharField(choices=[('plain', 'what people write'), ('passage', 'the passages of a text put to consultation'), ('amendment', 'an amendment: other words for what it responds to')], db_default='plain', default='plain', max_length=10, verbose_name='what it is for'),
        ),
        migrations.AddConstraint(
            model_name='kind',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'amendment'), _negated=True), models.Q(('has_text', True), ('responds_to__isnull', False)), _connector='OR'), name='kind_amendment_of_something'),
        ),
    ]
