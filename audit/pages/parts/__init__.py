"""Parts that several pages are drawn with."""
