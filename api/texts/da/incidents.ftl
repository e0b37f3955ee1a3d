# Hændelser: det, der ikke kan gå videre af sig selv.
menu-incidents = Hændelser
incidents-title = Hændelser
incidents-about = Det, der ikke kan gå videre af sig selv. Find ud af, hvad der er galt, og lad det så gå videre.
incidents-none = Alt går, som det skal.
incidents-column-about = Hvad
incidents-column-when = Hvornår
incidents-column-what = Hvad der er galt
incidents-column-do = Gør
incidents-about-case = En sag
incidents-about-mail = Mails
incidents-about-clock = Uret
incidents-resolve-case = Prøv sagen igen
incidents-resolve-mail = Det er ordnet
incidents-resolve-clock = Uret går rigtigt nu: lad fristerne løbe
incidents-resolved = Løst af { $by }
incidents-alarm = Frister og påmindelser holdes tilbage, for maskinens ur kan være forkert. Se under Hændelser.
flash-incident-resolved = Hændelsen er løst.
