# Decision tables from the command line.
table-unknown-name = The flow has no table "{ $name }". It has: { $names }
table-near-name = The flow has no table "{ $name }". Did you mean { $near }?
table-input = --input must be a JSON object with the names of columns: { $detail }
table-heading-rule = Rule
table-heading-otherwise = otherwise
table-heading-note = Note
table-reads = When: { $title }
table-gives = Then: { $title }
