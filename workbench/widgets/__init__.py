"""Panels for JupyterLab: they move choices and show at once what follows."""
