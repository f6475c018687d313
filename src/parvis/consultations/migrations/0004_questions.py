import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0003_ballot_options'),
    ]

    operations = [
        migrations.AddField(
            model_name='kind',
            name='has_text',
            field=models.BooleanField(db_default=True, default=True, verbose_name='has a text'),
        ),
        migrations.AddField(
            model_name='kind',
            name='one_per_person',
            field=models.BooleanField(db_default=False, default=False, verbose_name='one for each person'),
        ),
        migrations.AddField(
            model_name='kind',
            name='visibility',
            field=models.CharField(choices=[('public', 'everybody'), ('private', 'the team alone; everybody sees the totals')], db_default='public', default='public', max_length=8, verbose_name='who reads it'),
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('type', models.CharField(choices=[('short_text', 'short text'), ('long_text', 'long text'), ('single', 'one choice'), ('multiple', 'several choices'), ('scale', 'scale'), ('ranking', 'ranking'), ('matrix', 'grid of choices'), ('number', 'number'), ('date', 'date'), ('place', 'place'), ('statement', 'statement to accept'), ('note', 'text between questions'), ('section', 'new page of the form')], max_length=12, verbose_name='type')),
                ('label', models.CharField(max_length=300, verbose_name='question')),
                ('help_text', models.TextField(blank=True, max_length=2000, verbose_name='help')),
                ('is_required', models.BooleanField(default=False, verbose_name='an answer is needed')),
                ('is_personal', models.BooleanField(default=False, verbose_name='asks for something personal')),
                ('purpose', models.CharField(blank=True, max_length=300, verbose_name='what a personal answer is used for')),
                ('settings', models.JSONField(blank=True, default=dict, verbose_name='settings of its type')),
                ('condition', models.JSONField(blank=True, null=True, verbose_name='shown if')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='consultations.kind', verbose_name='kind')),
            ],
            options={
                'verbose_name': 'question of a form',
                'verbose_name_plural': 'questions of a form',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'code'), name='question_code_unique'), models.CheckConstraint(condition=models.Q(('is_personal', False), models.Q(('purpose', ''), _negated=True), _connector='OR'), name='question_personal_has_purpose')],
            },
        ),
    ]
