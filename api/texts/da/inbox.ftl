# Indbakken.
inbox-for-another = Der er noget til en person, som du er stedfortræder for.
