
import django.db.models.deletion
import django.db.models.functions.datetime
import parvis.merkle.commitments
import parvis.moderation.other_eyes
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0006_verbs'),
        ('moderation', '0004_change_notice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name='entry in the log')),
                ('salt', models.BinaryField(default=parvis.merkle.commitments.new_salt, max_length=32, null=True, verbose_name='salt')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='reasons')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='sent at')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='moderation.decision', verbose_name='decision')),
            ],
            options={
                'verbose_name': 'appeal',
                'verbose_name_plural': 'appeals',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='AppealPromise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(verbose_name='working days')),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='made at')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeal_promises', to='consultations.consultationpage', verbose_name='consultation')),
            ],
            options={
                'verbose_name': 'promise to decide on appeals',
                'verbose_name_plural': 'promises to decide on appeals',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 90)), name='appeal_promise_of_days')],
            },
        ),
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name='entry in the log')),
                ('salt', models.BinaryField(default=parvis.merkle.commitments.new_salt, max_length=32, null=True, verbose_name='salt')),
                ('outcome', models.CharField(choices=[('upheld', 'decision upheld'), ('reversed', 'decision reversed'), ('taken_back', 'decision taken back by whoever took it')], max_length=10, verbose_name='outcome')),
                ('message', models.TextField(blank=True, max_length=1000, verbose_name='words to the author')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='decided at')),
                ('appeal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ruling', to='moderation.appeal', verbose_name='appeal')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ],
            options={
                'verbose_name': 'decision on an appeal',
                'verbose_name_plural': 'decisions on appeals',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['upheld', 'reversed', 'taken_back'])), name='ruling_outcome'), parvis.moderation.other_eyes.OtherEyes(name='ruling_by_another')],
            },
        ),
    ]
