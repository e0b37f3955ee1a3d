# Kommunens ordliste.
glossary-title = Ordliste
glossary-about = Én ordliste for kommunen. Hvor de to sider siger eller mener noget forskelligt, står begge ord her og ved det skema, den side og den håndbog, hvor ordet bruges.
glossary-open = Kommunens ordliste
glossary-version = Nr. { $version }, lagt fast { $at } af { $by }.
glossary-none = Ordlisten er tom endnu. En administrator skriver den sammen med kommunens egne tekster.
glossary-column-word = Ord
glossary-column-meaning = Betydning
glossary-column-sides = Sådan siger siderne
glossary-of-authority = Myndighed
glossary-of-provider = Udfører
glossary-of-citizen = Borger
glossary-of-relative = Pårørende
glossary-of-partner = Samarbejdspart
glossary-side = { $side } siger "{ $word }".
glossary-side-means = { $side } siger "{ $word }": { $meaning }
glossary-differs = Ord, som siderne bruger forskelligt
glossary-label = Ordliste
glossary-hint = Skriv == og ordet på en linje for sig, fx == indsats / intervention, betydningen under, og en linje for hver side, fx Udfører: ydelse | det, vi leverer.
glossary-stray = Intet er ændret. I ordlisten skal hver betydning stå under en linje med == og ordet.
