"""What a paper says: sections, sentences, tables, charts and gaps. Writers of Word, slides and PDF work nothing out."""
