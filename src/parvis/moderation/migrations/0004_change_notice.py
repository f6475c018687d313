from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ('contributions', '0002_leaves'),
        ('moderation', '0003_cases'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangeNotice',
            fields=[
                ('contribution', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='contributions.contribution', verbose_name='contribution')),
                ('told_at', models.DateTimeField(editable=False, verbose_name='told at')),
            ],
            options={
                'verbose_name': 'notice of a change',
                'verbose_name_plural': 'notices of changes',
            },
        ),
    ]
