"""Devices that collect answers on site, without network, and send them once."""
