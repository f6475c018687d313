"""What pages are made of: values put together from several floors."""
