import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0007_purpose_of_news'),
        ('consultations', '0007_roles_of_kinds'),
        ('contributions', '0006_fold_answers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicThread',
            fields=[
                ('participant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='public_thread', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('opened_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='opened at')),
            ],
            options={
                'verbose_name': 'public thread',
                'verbose_name_plural': 'public threads',
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('participant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='digest', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('rhythm', models.CharField(choices=[('at_once', 'As it comes, at most once an hour'), ('daily', 'Once a day'), ('weekly', 'Once a week, on Monday'), ('never', 'Never')], db_default='daily', default='daily', max_length=8, verbose_name='rhythm')),
                ('told_until', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='told until')),
                ('written_at', models.DateTimeField(null=True, verbose_name='last mail at')),
            ],
            options={
                'verbose_name': 'digest',
                'verbose_name_plural': 'digests',
                'indexes': [models.Index(fields=['rhythm', 'told_until'], name='digest_due')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reached_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='reached at')),
                ('ballot', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consultations.phaseaction', verbose_name='ballot')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='contributions.contribution', verbose_name='contribution')),
            ],
            options={
                'verbose_name': 'threshold reached',
                'verbose_name_plural': 'thresholds reached',
                'indexes': [models.Index(fields=['reached_at'], name='milestone_recent')],
                'constraints': [models.UniqueConstraint(fields=('ballot', 'contribution'), name='milestone_once')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('results_only', models.BooleanField(db_default=False, default=False, verbose_name='the result alone')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('consultation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='consultations.consultationpage', verbose_name='consultation')),
                ('contribution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contributions.contribution', verbose_name='contribution')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('theme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consultations.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'subscription',
                'verbose_name_plural': 'subscriptions',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('author__isnull', True), ('consultation__isnull', False), ('contribution__isnull', True), ('theme__isnull', True)), models.Q(('author__isnull', True), ('consultation__isnull', True), ('contribution__isnull', True), ('theme__isnull', False)), models.Q(('author__isnull', True), ('consultation__isnull', True), ('contribution__isnull', False), ('theme__isnull', True)), models.Q(('author__isnull', False), ('consultation__isnull', True), ('contribution__isnull', True), ('theme__isnull', True)), _connector='OR'), name='subscription_to_one_thing'), models.CheckConstraint(condition=models.Q(('results_only', False), ('consultation__isnull', False), _connector='OR'), name='subscription_result_of_a_consultation'), models.CheckConstraint(condition=models.Q(('author', None), models.Q(('author', models.F('participant')), _negated=True), _connector='OR'), name='subscription_to_another'), models.UniqueConstraint(fields=('participant', 'consultation'), name='subscription_once_consultation'), models.UniqueConstraint(fields=('participant', 'theme'), name='subscription_once_theme'), models.UniqueConstraint(fields=('participant', 'contribution'), name='subscription_once_contribution'), models.UniqueConstraint(fields=('participant', 'author'), name='subscription_once_author')],
            },
        ),
    ]
