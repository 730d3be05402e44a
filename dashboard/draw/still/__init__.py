"""The still picture, for light pages, previews and files."""
