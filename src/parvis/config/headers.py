"""Headers of every answer: pages, files, refusals and errors alike."""

from collections.abc import Callable, MutableMapping

from django.http import HttpRequest, HttpResponse

UNUSED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "usb", "xr-spatial-tracking", "browsing-topics"),
)
EVERYWHERE = {
    # A form may ask where one is: the browser then asks the person.
    "Permissions-Policy": ", ".join(["geolocation=(self)", *(f"{feature}=()" for feature in UNUSED)]),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# A file opened by itself runs nothing; a drawing keeps its own style.
FILE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# A worker has the policy of its own file: it loads its modules, and reaches nothing else, not even the site.
WORKERS = ("/ledger/verify/worker.js",)
WORKER_POLICY = f"{FILE_POLICY}; script-src 'self'"


class HeadersMiddleware:
    """The outermost: what stands inside has its say first, then nothing leaves without these."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        if getattr(response, "xframe_options_exempt", False):
            # A widget: its policy says who may frame it, in words that this older header has not.
            del response.headers["X-Frame-Options"]
        return response


def of_static_file(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """WhiteNoise answers before the policy of pages is written: files of the house have their own."""
    headers["Content-Security-Policy"] = WORKER_POLICY if url.endswith(WORKERS) else FILE_POLICY
