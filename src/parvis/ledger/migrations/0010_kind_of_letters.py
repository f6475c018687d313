"""The kind of leaf that tells a letter sent to those who follow."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0009_kind_of_reception'),
    ]

    operations = [
        migrations.AlterField(
            model_name='pending',
            name='kind',
            field=models.CharField(choices=[('rules.published', 'rules published'), ('rules.changed', 'rules changed'), ('rules.explained', 'reason of a change of rules'), ('rule.attested', 'a rule declared to hold'), ('rule.taken_back', 'a declaration taken back'), ('record.published', 'record of personal data published'), ('contribution.received', 'contribution received, to be read first'), ('contribution.accepted', 'contribution accepted'), ('contribution.revised', 'contribution revised'), ('contribution.withdrawn', 'contribution withdrawn'), ('contribution.merged', 'contributions merged'), ('contribution.split', 'merged contributions split'), ('coauthor.accepted', 'co-author accepted'), ('coauthor.withdrawn', 'co-author withdrawn'), ('organisation.declared', 'organisation declared'), ('organisation.verified', 'organisation verified'), ('organisation.refused', 'organisation refused'), ('organisation.taken_back', 'verification of an organisation taken back'), ('organisation.closed', 'organisation closed'), ('organisation.corrected', 'organisation corrected'), ('guest.received', 'text of a guest received'), ('guest.withdrawn', 'text of a guest withdrawn'), ('argument.accepted', 'argument accepted'), ('argument.revised', 'argument made anonymous'), ('argument.withdrawn', 'argument withdrawn'), ('question.accepted', 'question accepted'), ('answer.published', 'official answer published'), ('vote.cast', 'vote cast'), ('vote.changed', 'vote changed'), ('vote.withdrawn', 'vote withdrawn'), ('moderation.hide', 'text hidden by moderation'), ('moderation.restore', 'text restored by moderation'), ('moderation.appeal', 'appeal of a decision'), ('moderation.ruling', 'decision on an appeal'), ('moderation.admit', 'text published once it was read'), ('moderation.refuse', 'text read, and not published'), ('moderation.set_aside', 'votes set aside'), ('moderation.put_back', 'votes put back'), ('erasure', 'personal data erased'), ('group.formed', 'near-duplicates grouped'), ('tally.checkpoint', 'tally under way'), ('tally.final', 'final tally'), ('budget.priced', 'costs of a budget set'), ('paper.entered', 'paper votes entered'), ('paper.cancelled', 'paper votes cancelled'), ('synthesis.published', 'synthesis published'), ('decision.published', 'decision published'), ('letter.sent', 'letter sent to those who follow'), ('export.published', 'open data published'), ('quality.computed', 'quality measured'), ('backup.verified', 'backup verified'), ('software.version', 'software version'), ('incident', 'incident'), ('extension', 'period extended'), ('key.rotate', 'signing key changed'), ('archive.sealed', 'archive sealed')], max_length=30, verbose_name='kind'),
        ),
    ]
