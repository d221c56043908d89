"""Makes the files of ``tests/embeddings/stories/sources/program_files`` with real programs.

    npm install --prefix NODE single-file-cli turndown turndown-plugin-gfm defuddle jsdom \
        @mozilla/readability feed rss nodemailer mjml docx pdfkit html-to-text html-to-docx \
        epub-gen-memory papaparse
    pip install aiohttp pyyaml reportlab fpdf2 python-docx ebooklib feedgen html2text \
        trafilatura typst
    python -m tests.program_files FOLDER --node NODE

Pandoc, LibreOffice, Chromium, curl, wget and node are called where they are at hand; files whose
program is absent stay as they are. The events are those of ``stories/``.
"""
