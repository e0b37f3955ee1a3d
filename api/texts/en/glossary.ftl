# The municipality's glossary.
glossary-title = Glossary
glossary-about = One glossary for the municipality. Where the two sides say or mean different things, both words stand here, and at the form, the page and the handbook that uses the word.
glossary-open = The municipality's glossary
glossary-version = No. { $version }, laid down { $at } by { $by }.
glossary-none = The glossary is empty yet. An administrator writes it together with the municipality's own texts.
glossary-column-word = Word
glossary-column-meaning = Meaning
glossary-column-sides = What the sides say
glossary-of-authority = Authority
glossary-of-provider = Provider
glossary-of-citizen = Citizen
glossary-of-relative = Relatives
glossary-of-partner = Partner
glossary-side = { $side } says "{ $word }".
glossary-side-means = { $side } says "{ $word }": { $meaning }
glossary-differs = Words that the sides use differently
glossary-label = Glossary
glossary-hint = Write == and the word on a line of its own, e.g. == indsats / intervention, the meaning below, and a line for each side, e.g. Provider: ydelse | what we deliver.
glossary-stray = Nothing was changed. In the glossary each meaning must stand under a line with == and the word.
