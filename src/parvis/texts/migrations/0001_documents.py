import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('consultations', '0007_roles_of_kinds'),
        ('contributions', '0004_answers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('slug', models.SlugField(max_length=80, verbose_name='name in addresses')),
                ('file_name', models.CharField(max_length=120, verbose_name='name of its file')),
                ('source', models.TextField(blank=True, verbose_name='words being cut, in Markdown')),
                ('depth', models.PositiveSmallIntegerField(default=0, verbose_name='level of the headings that make a passage')),
                ('state', models.CharField(choices=[('draft', 'being cut'), ('published', 'published')], default='draft', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='imported at')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='made public at')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='consultations.consultationpage', verbose_name='consultation')),
            ],
            options={
                'verbose_name': 'text put to consultation',
                'verbose_name_plural': 'texts put to consultation',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'slug'), name='document_slug_unique')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='position')),
                ('part', models.CharField(choices=[('heading', 'heading'), ('passage', 'passage')], max_length=8, verbose_name='what it is')),
                ('level', models.PositiveSmallIntegerField(default=0, verbose_name='level of its heading, 0 without one')),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='number')),
                ('is_given', models.BooleanField(default=False, verbose_name='numbered here, not by the text')),
                ('title', models.TextField(blank=True, verbose_name='words of its heading')),
                ('contribution', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='passage', to='contributions.contribution', verbose_name='contribution')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='texts.document', verbose_name='text')),
            ],
            options={
                'verbose_name': 'passage of a text',
                'verbose_name_plural': 'passages of a text',
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('document', 'position'), name='passage_position_unique'), models.CheckConstraint(condition=models.Q(models.Q(('contribution', None), ('part', 'heading')), models.Q(('contribution__isnull', False), ('part', 'passage')), _connector='OR'), name='passage_has_words')],
            },
        ),
    ]
