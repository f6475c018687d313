"""Addresses of other programs that are told what happens, and each message to them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import parvis.opendata.signing
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0016_takes_api'),
        ('opendata', '0005_api_token'),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=500, verbose_name='address')),
                ('events', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('contribution.published', 'a contribution is published'), ('contribution.revised', 'a contribution is revised'), ('contribution.withdrawn', 'a contribution is withdrawn by its author'), ('contribution.hidden', 'moderation hides a contribution'), ('contribution.restored', 'moderation shows a contribution again'), ('vote.opened', 'a vote opens'), ('vote.closed', 'a vote closes'), ('result.published', 'the result of a vote is final'), ('answer.published', 'an official answer is published'), ('commitment.published', 'a commitment is published'), ('commitment.updated', 'a commitment has news: a step, or where it stands'), ('topics.published', 'topics or groups of opinion are published'), ('synthesis.published', 'a synthesis is published'), ('archive.published', 'open data are published'), ('checkpoint.signed', 'the public log is signed'), ('webhook.tested', 'a test, asked for at the desk')], max_length=30), size=None, verbose_name='what it is told')),
                ('mark', models.CharField(default=parvis.opendata.signing.new_mark, max_length=32, verbose_name='mark of its secret')),
                ('former_mark', models.CharField(blank=True, max_length=32, verbose_name='mark of its former secret')),
                ('former_until', models.DateTimeField(null=True, verbose_name='former secret good until')),
                ('read_until', models.BigIntegerField(verbose_name='told up to this line of the public log')),
                ('told_until', models.DateTimeField(verbose_name='told up to this moment')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='failures in a row')),
                ('given_up', models.PositiveIntegerField(default=0, verbose_name='messages given up in a row')),
                ('paused_until', models.DateTimeField(null=True, verbose_name='not tried again before')),
                ('carried_until', models.DateTimeField(null=True, verbose_name='a job sends until')),
                ('stopped_at', models.DateTimeField(null=True, verbose_name='stopped at')),
                ('stop_cause', models.CharField(blank=True, choices=[('asked', 'stopped by the team'), ('gone', 'the other site answered that it is gone (410)'), ('failing', 'message after message did not arrive for days'), ('behind', 'too many messages were waiting')], max_length=10, verbose_name='why it is stopped')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='added at')),
                ('consultation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to='consultations.consultationpage', verbose_name='consultation')),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='number of the message')),
                ('event', models.CharField(choices=[('contribution.published', 'a contribution is published'), ('contribution.revised', 'a contribution is revised'), ('contribution.withdrawn', 'a contribution is withdrawn by its author'), ('contribution.hidden', 'moderation hides a contribution'), ('contribution.restored', 'moderation shows a contribution again'), ('vote.opened', 'a vote opens'), ('vote.closed', 'a vote closes'), ('result.published', 'the result of a vote is final'), ('answer.published', 'an official answer is published'), ('commitment.published', 'a commitment is published'), ('commitment.updated', 'a commitment has news: a step, or where it stands'), ('topics.published', 'topics or groups of opinion are published'), ('synthesis.published', 'a synthesis is published'), ('archive.published', 'open data are published'), ('checkpoint.signed', 'the public log is signed'), ('webhook.tested', 'a test, asked for at the desk')], max_length=30, verbose_name='what happened')),
                ('subject', models.BigIntegerField(null=True, verbose_name='number of what it is about')),
                ('source', models.CharField(max_length=60, verbose_name='source')),
                ('at', models.DateTimeField(verbose_name='happened at')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('delivered', 'delivered'), ('given_up', 'given up'), ('empty', 'not sent: nothing of it is public any more')], default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('status', models.PositiveSmallIntegerField(null=True, verbose_name='status of the last answer')),
                ('failure', models.CharField(blank=True, choices=[('status', 'the other site said no'), ('refused', 'this address leads inside a network'), ('late', 'no answer in time'), ('insecure', 'its certificate is not good'), ('absent', 'nobody answers there'), ('unreadable', 'its answer cannot be read, or is long')], max_length=10, verbose_name='why it did not arrive')),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='asked at')),
                ('next_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='tried again at')),
                ('tried_at', models.DateTimeField(null=True, verbose_name='last tried at')),
                ('consultation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consultations.consultationpage', verbose_name='consultation')),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='opendata.webhook', verbose_name='webhook')),
            ],
            options={
                'verbose_name': 'message to a webhook',
                'verbose_name_plural': 'messages to webhooks',
                'ordering': ['-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.UniqueConstraint(fields=('consultation', 'address'), name='webhook_address_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('events', []), _negated=True), models.Q(('address', ''), _negated=True)), name='webhook_tells_something'),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stop_cause', ''), ('stopped_at', None)), models.Q(('stopped_at__isnull', False), models.Q(('stop_cause', ''), _negated=True)), _connector='OR'), name='webhook_stops_for_a_cause'),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('former_mark', ''), ('former_until', None)), models.Q(('former_until__isnull', False), models.Q(('former_mark', ''), _negated=True)), _connector='OR'), name='webhook_former_secret_ends'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['webhook', 'next_at'], name='webhook_message_waits'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['asked_at'], name='webhook_message_age'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('webhook', 'source'), name='webhook_told_once'),
        ),
    ]
