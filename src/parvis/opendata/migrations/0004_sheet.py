import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0001_initial'),
        ('opendata', '0003_archive'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name of its file')),
                ('columns', models.JSONField(verbose_name='columns')),
                ('rows', models.JSONField(verbose_name='rows')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='brought at')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='consultations.consultationpage', verbose_name='consultation')),
            ],
            options={
                'verbose_name': 'spreadsheet to import',
                'verbose_name_plural': 'spreadsheets to import',
                'constraints': [models.UniqueConstraint(fields=('consultation', 'actor'), name='sheet_one_at_a_time')],
            },
        ),
    ]
