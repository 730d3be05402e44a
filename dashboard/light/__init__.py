"""Pages, pictures and data that our own routes answer with, without Streamlit."""
