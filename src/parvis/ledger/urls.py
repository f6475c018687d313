"""Pages of the log."""

from django.urls import path, register_converter

from parvis.ledger.numbers import NumberConverter
from parvis.ledger.views import pages, verify

register_converter(NumberConverter, "receipt_number")

app_name = "ledger"
urlpatterns = [
    path("", pages.witness, name="witness"),
    path("find/", pages.find, name="find"),
    path("verify/", verify.verify, name="verify"),
    path("verify/texts.json", verify.texts, name="verify_texts"),
    path("receipts/<receipt_number:entry>/", pages.receipt, name="receipt"),
    path("receipts/<receipt_number:entry>/receipt.tlog-proof", pages.proof, name="proof"),
]
