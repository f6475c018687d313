"""A form of several pages: each is kept once it is sent, and leads to the next that the answers open."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.consultations.models import PhaseAction
from parvis.contributions.forms import SubmitForm
from parvis.contributions.forms.pages import FormPage
from parvis.contributions.views import drafts
from parvis.contributions.views.uploads import drop_files

MINE = frozenset({"key", "opened"})
Preview = Callable[[HttpRequest, SubmitForm], HttpResponse]


def show(request: HttpRequest, action: PhaseAction, blank: SubmitForm) -> HttpResponse:
    """The page asked for; without one, that where its author was."""
    draft = drafts.load(request, action)
    form = blank if draft is None else _checked(draft, action)
    form.keep_errors(())
    kept_page = "" if draft is None else draft.get(drafts.PAGE, "")
    wanted = request.GET.get(drafts.PAGE) or kept_page
    is_back = draft is not None and drafts.PAGE not in request.GET
    return _page(request, form, _open(form, str(wanted)), has_draft=is_back)


def restored(request: HttpRequest, action: PhaseAction, blank: SubmitForm, *, to: str) -> SubmitForm:
    """A form of one page that takes files, as its author left it: what was sent once is still there."""
    draft = drafts.load(request, action)
    if draft is None:
        return blank
    data = draft.copy()
    if to:
        data["responds_to"] = to
    form = _checked(data, action)
    form.keep_errors(())
    return form


def answer(request: HttpRequest, action: PhaseAction, preview: Preview) -> HttpResponse:
    """What a page sent: keep it, then go where its button leads."""
    step = request.POST.get("step", "")
    if step == "restart":
        drop_files(request, drafts.load(request, action) or QueryDict())
        drafts.forget(request, action)
        return redirect(request.path)
    data, form = _merged(request, action)
    here = _open(form, request.POST.get(drafts.PAGE, ""))
    keep(request, action, data)
    if step == "correct":
        return redirect(f"{request.path}?page={form.open_pages()[0].number}")
    if step in {"back", "save"}:
        return _turn(request, action, data, _back(form, here) if step == "back" else here, step)
    faulty = _faulty(form, [here])
    if faulty:
        return _page(request, form, here)
    following = next((page for page in form.open_pages() if page.number > here.number), None)
    if following is not None:
        return _turn(request, action, data, following, step)
    faulty = _faulty(form, form.open_pages())
    return _page(request, form, faulty) if faulty else preview(request, form)


def _merged(request: HttpRequest, action: PhaseAction) -> tuple[QueryDict, SubmitForm]:
    """The draft, with what this page sent in place of what it held of the same fields."""
    draft = drafts.load(request, action) or QueryDict()
    number = request.POST.get(drafts.PAGE, "")
    form = SubmitForm(action=action)
    page = next((page for page in form.pages if str(page.number) == number), None)
    names = MINE | set(form.fields if page is None else form.names_on(page))
    data = draft.copy()
    for name in [name for name in data if name.split("__")[0] in names]:
        del data[name]
    for name, values in request.POST.lists():
        if name.split("__")[0] in names:
            data.setlist(name, values)
    data[drafts.PAGE] = number
    return data, _checked(data, action)


def _checked(data: QueryDict, action: PhaseAction) -> SubmitForm:
    form = SubmitForm(data, action=action)
    form.is_valid()
    return form


def keep(request: HttpRequest, action: PhaseAction, data: QueryDict) -> None:
    """Keep what was typed as a draft, or say why not."""
    try:
        drafts.save(request, action, data)
    except Refused as refusal:
        messages.error(request, str(refusal.message))


def _turn(
    request: HttpRequest, action: PhaseAction, data: QueryDict, page: FormPage, step: str
) -> HttpResponse:
    data[drafts.PAGE] = str(page.number)
    keep(request, action, data)
    if step == "save":
        messages.success(request, _("Your answers are kept: you may close this page and come back later."))
    return redirect(f"{request.path}?page={page.number}")


def _open(form: SubmitForm, number: str) -> FormPage:
    """The open page of this number, or the last one before it, or the first."""
    pages = form.open_pages()
    wanted = int(number) if number.isdecimal() and len(number) < 4 else 1
    return next((page for page in reversed(pages) if page.number <= wanted), pages[0])


def _back(form: SubmitForm, here: FormPage) -> FormPage:
    return next((page for page in reversed(form.open_pages()) if page.number < here.number), here)


def _faulty(form: SubmitForm, pages: list[FormPage]) -> FormPage | None:
    """The first page that has something to correct."""
    return next((page for page in pages if any(name in form.errors for name in form.names_on(page))), None)


def _page(request: HttpRequest, form: SubmitForm, page: FormPage, *, has_draft: bool = False) -> HttpResponse:
    form.page = page.number
    form.keep_errors(form.names_on(page))
    pages = form.open_pages()
    place = [one.number for one in pages].index(page.number) + 1
    context = {
        "form": form,
        "action": form.action,
        "page": page,
        "place": place,
        "pages": len(pages),
        "is_first": place == 1,
        "is_last": place == len(pages),
        "has_draft": has_draft,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "contributions/form_page.html", context, status=status)
