"""Read papers that were saved as PDF, scanned or photographed: their text layer, or what Tesseract makes out."""
