diagram-written = Billedet ligger i { $file }.
diagram-not-written = Billedet kunne ikke skrives til { $file }: { $detail }. Vælg en mappe, der findes, og som du må skrive i.
