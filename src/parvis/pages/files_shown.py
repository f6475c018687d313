"""The pictures and documents that a page shows: nobody shows what they may not choose."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as documents
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as images

from parvis.pages.address import ReachableForm

MAY_SHOW = {"choose", "change", "delete"}
Named = tuple[type[Model], str]


class FilesForm(ReachableForm):
    """Refuses a file that is named by its number, and that its editor would not find in a list.

    What the page showed already stays: somebody who may has chosen it.
    """

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        written = {field.name for field in self.instance._meta.fields} & cleaned.keys()
        for name in written:
            new = self._shown(name, cleaned[name]) - self._shown(name, getattr(self.instance, name))
            if not all(self._may_show(*named) for named in new):
                self.add_error(name, _("Choose among the pictures and documents that you may use."))
        return cleaned

    def _shown(self, name: str, value: Any) -> set[Named]:
        """The files that a field names: itself, or by its blocks and links."""
        kinds = (get_image_model(), get_document_model())
        if isinstance(value, kinds):
            return {(type(value), str(value.pk))}
        field = self._meta.model._meta.get_field(name) if value else None
        if not isinstance(field, StreamField | RichTextField):
            return set()
        found = field.extract_references(value)
        return {(model, pk) for model, pk, _path, _content in found if model in kinds}

    def _may_show(self, model: type[Model], pk: str) -> bool:
        policy = documents if model is get_document_model() else images
        found = model._default_manager.filter(pk=pk).first()
        return self.for_user is None or (
            found is not None
            and bool(policy.user_has_any_permission_for_instance(self.for_user, MAY_SHOW, found))
        )


class EditorialForm(FilesForm):
    """One in several languages keeps its own; in the foot, a translation stands where its source does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if language := self.fields.get("language"):
            language.required = False
            language.disabled = self.instance.is_in_several_languages
        if self.instance.translates_id:
            self.fields.pop("footer", None)

    def clean_language(self) -> str:
        """What does not send one means the language of the page."""
        return str(self.cleaned_data["language"] or self.instance.language)
