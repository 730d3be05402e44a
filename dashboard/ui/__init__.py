"""Streamlit: the frame around every page, its controls and panels."""
