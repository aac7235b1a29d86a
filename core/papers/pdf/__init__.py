"""Papers as tagged PDF, by Typst, which refuses a picture without words and a heading that skips a level."""
