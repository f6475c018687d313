"""What came by a program of its author, by the API of the site."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('debate', '0006_on_site'),
    ]

    operations = [
        migrations.AlterField(
            model_name='argument',
            name='origin',
            field=models.CharField(choices=[('web', 'Web'), ('paper', 'Paper'), ('event', 'Event'), ('email', 'E-mail'), ('import', 'Import'), ('field', 'On site'), ('api', 'By a program (API)')], default='web', max_length=10, verbose_name='origin'),
        ),
    ]
