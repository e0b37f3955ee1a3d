# Indbakken.
inbox-title = Beskeder
inbox-lists = Hvilke beskeder
inbox-unread = Ulæste
inbox-all = Alle
inbox-none = Der er ingen beskeder til dig.
inbox-none-unread = Du har læst alle beskeder.
inbox-column-what = Besked
inbox-column-for = Til
inbox-column-when = Kom
inbox-column-read = Læst
inbox-mark-read = Markér som læst
inbox-for-you = Dig
inbox-on-behalf = { $person } (du er stedfortræder)
inbox-for-another = Der er noget til en person, som du er stedfortræder for.
