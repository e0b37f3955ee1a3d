### samspil check og samspil explain

check-error = fejl
check-warning = advarsel
check-help = råd
check-fine = { $file }: ingen fund.
check-found = { $file }: { $errors } fejl, { $warnings ->
    [one] 1 advarsel
   *[other] { $warnings } advarsler
}. samspil explain KODE forklarer et fund.
check-unreadable = { $file } kan ikke åbnes. Tjek navnet, og at du må læse filen.
check-not-utf8 = { $file } er ikke skrevet i UTF-8 (linje { $line }). Gem filen som UTF-8, og prøv igen.
explain-unknown = Koden "{ $code }" kendes ikke. Skriv en kode fra samspil check, for eksempel samspil explain F0402.
