"""News, resources, pictures, answers and syntheses."""

from __future__ import annotations

from datetime import datetime

from django.core.files import File
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Page

from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.demonstration.build import told
from parvis.demonstration.build.people import Hosts
from parvis.demonstration.build.place import Place
from parvis.demonstration.content import DOCUMENTS, PICTURES, Found, Plan, Row, Town, When
from parvis.pages.blocks.stream import one_text
from parvis.pages.models import NewsPage, ResourcePage
from parvis.restitution.domain.cite_source import cite
from parvis.restitution.domain.publish_synthesis import publish_synthesis
from parvis.restitution.domain.tell_synthesis import tell_synthesis
from parvis.restitution.domain.write_synthesis import add_finding, add_section
from parvis.restitution.models import Answer, Section, SynthesisPage


def make_picture(*, plan: Plan) -> Image:
    """The picture drawn for a consultation, with its text alternative."""
    with (PICTURES / plan.picture).open("rb") as file:
        return Image.objects.create(
            title=plan.title, description=plan.picture_text, file=File(file, name=plan.picture)
        )


def make_pages(*, town: Town, parent: ConsultationPage, place: Place) -> None:
    """The news and resources of the main consultation."""
    for row in town.news:
        _publish(parent, _news(row, place.now), When.parse(f"{row['at']} 09:00").on(place.now), place.hosts)
    for row in town.resources:
        _publish(parent, _resource(row, parent), When.parse(f"{row['at']} 08:30").on(place.now), place.hosts)


def make_synthesis(
    *, plan: Plan, parent: ConsultationPage, made: dict[str, Contribution], place: Place
) -> None:
    """Published at its date, with its findings and their sources when it has some."""
    if plan.synthesis:
        moment = plan.synthesis.at.on(place.now)
        page = SynthesisPage(
            title=plan.synthesis.title,
            slug="synthese",
            summary=plan.synthesis.summary,
            method=plan.synthesis.method,
            body=plan.synthesis.body,
        )
        _publish(parent, page, moment, place.hosts)
        if not plan.synthesis.findings:
            tell_synthesis(synthesis=page)
            return
        _write_findings(page, plan.synthesis.findings, made, place.hosts)
        publish_synthesis(actor=place.hosts.organiser, synthesis=page)
        SynthesisPage.objects.filter(pk=page.pk).update(last_published_at=moment)
        page.published.update(published_at=moment)


def _write_findings(
    page: SynthesisPage, findings: tuple[Found, ...], made: dict[str, Contribution], hosts: Hosts
) -> None:
    """Under the title of its section, each cites what it rests on."""
    sections: dict[str, Section] = {}
    for found in findings:
        if found.section not in sections:
            sections[found.section] = add_section(actor=hosts.organiser, synthesis=page, title=found.section)
        finding = add_finding(actor=hosts.organiser, section=sections[found.section], text=found.text)
        pks = [made[key].pk for key in found.cites]
        cite(actor=hosts.organiser, finding=finding, contributions=pks[:1], quote=found.quote)
        cite(actor=hosts.organiser, finding=finding, contributions=pks)


def make_answers(*, plan: Plan, made: dict[str, Contribution], place: Place) -> None:
    rows = Answer.objects.bulk_create(
        Answer(
            contribution=made[answer.to],
            status=answer.status,
            text=answer.text,
            author=place.hosts.organiser,
            signature=plan.organiser,
            created_at=answer.at.on(place.now),
        )
        for answer in plan.answers
    )
    told.tell_answers(rows)


def _news(row: Row, now: datetime) -> NewsPage:
    return NewsPage(
        title=row["title"],
        slug=row["slug"],
        summary=row["summary"],
        blocks=one_text(row["body"].strip()),
        date=When.parse(row["at"]).on(now).date(),
    )


def _resource(row: Row, parent: ConsultationPage) -> ResourcePage:
    return ResourcePage(
        title=row["title"],
        slug=row["slug"],
        summary=row["summary"],
        blocks=[{"type": "text", "value": row["body"].strip()}, *row.get("blocks", ())],
        plain=one_text(row.get("plain", "")),
        form=row["form"],
        origin=row["origin"],
        publisher=row["publisher"],
        document=_document(row["file"], row["title"], parent) if "file" in row else None,
        link=row.get("link", ""),
        transcript=row.get("transcript", "").strip(),
    )


def _document(name: str, title: str, parent: ConsultationPage) -> Document:
    """In the collection of the consultation, where its organiser may change it."""
    collection = Collection.objects.filter(name=parent.title).first() or Collection.get_first_root_node()
    with (DOCUMENTS / name).open("rb") as file:
        return Document.objects.create(title=title, file=File(file, name=name), collection=collection)


def _publish(parent: Page, page: Page, moment: datetime, hosts: Hosts) -> None:
    page.owner = hosts.organiser
    page.first_published_at = page.last_published_at = moment
    parent.add_child(instance=page)
