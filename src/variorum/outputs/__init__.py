"""From the built pages to the books: stage, publish, print, export."""
