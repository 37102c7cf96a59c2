"""Pictures: one function a page, counted in SQL, one frozen answer."""
