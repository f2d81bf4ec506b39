"""文件 — what a document says: text of attachments, Word to HTML, index fields, old records. No Django."""
