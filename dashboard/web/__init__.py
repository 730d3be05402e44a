"""Our own routes beside Streamlit's: whole pages, files, and what programs ask for."""
