"""Paper: workbooks, checklists and reports, out and in."""
