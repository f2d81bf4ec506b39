"""Official documents (公文) set in the type of GB/T 9704—2012: cleaned HTML in, Word and PDF out.

`article` says what stands where; `as_docx` and `as_pdf` only draw it, the same bytes for the same document.
A server writes by `apart.write_apart`, in a short-lived process.
"""
