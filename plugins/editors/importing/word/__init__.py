"""Word files (.docx), and through LibreOffice those of other word processors, become articles."""
