# Beslutningstabeller fra kommandolinjen.
table-unknown-name = Flowet har ingen tabel, der hedder "{ $name }". Det har: { $names }
table-near-name = Flowet har ingen tabel, der hedder "{ $name }". Mente du { $near }?
table-input = --input skal være et JSON-objekt med kolonnernes navne: { $detail }
table-heading-rule = Regel
table-heading-otherwise = ellers
table-heading-note = Note
table-reads = Når: { $title }
table-gives = Så: { $title }
