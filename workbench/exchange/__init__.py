"""Demands and supplies of talent in one open format, published and read by organisations."""
