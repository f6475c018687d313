"""Exports: tables of a consultation, as CSV and XLSX that no spreadsheet runs as formulas."""
