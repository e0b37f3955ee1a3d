# Siderne, hvor man logger ind, ud over brugernavn og adgangskode.
sign-in-by-password = Med brugernavn og adgangskode
sign-in-other-ways = Andre måder at logge ind på
sign-in-provider-away = Stedet, hvor du logger ind, svarer ikke lige nu. Prøv igen om lidt.
sign-in-provider-again = Det tog for lang tid, eller det begyndte i en anden browser. Prøv igen.
sign-in-provider-denied = Du blev ikke logget ind. Prøv igen, hvis det var en fejl.
sign-in-provider-unfit = Svaret fra stedet, hvor du logger ind, kan ikke bruges. Sig det til en administrator.
sign-in-provider-unknown = Du er ikke kendt her. Spørg en administrator, om du skal have adgang.
sign-in-provider-no-role = Du har ingen rolle her. Spørg en administrator, hvilken du skal have.
sign-in-provider-closed = Din adgang er lukket. Spørg en administrator.
onward-sign-in = Videre til log ind
onward-sign-out = Du er logget ud her. Videre til log ud
onward-go = Gå videre
reader-outsider = Gæst
code = Kode
code-title = Skriv koden
code-hint = De seks cifre, som din kode-app viser nu
code-wrong = Koden er forkert eller brugt. Vent på den næste, og prøv igen.
code-lost = Har du ikke din app, så skriv en af dine nødkoder i stedet. Har du heller ingen af dem, så spørg en administrator.
code-enrol-title = Tag en kode-app i brug
code-enrol-about = Læs billedet med din kode-app, eller skriv bogstaverne i den. Skriv så koden, som appen viser.
code-qr = QR-kode med hemmeligheden til din kode-app
code-letters = Bogstaverne:
code-open-app = Åbn i en kode-app på denne enhed
code-confirm = Tag i brug
code-must = Administratorer skal have en kode-app. Tag en i brug for at logge ind.
recovery-title = Dine nødkoder
recovery-about = Gem dem et sikkert sted: de vises kun nu. Hver kan bruges én gang, når du ikke har din app.
recovery-kept = Jeg har gemt dem
code-app-title = Kode-app
code-app-about = Med en kode-app er din adgangskode alene ikke nok til at logge ind.
code-app-none = Du har ingen kode-app.
code-app-used = { $left ->
    [0] Du har en kode-app, men ingen nødkoder tilbage. Lav nye.
    [one] Du har en kode-app og én nødkode tilbage. Lav nye.
   *[other] Du har en kode-app og { $left } nødkoder tilbage.
}
code-app-begin = Tag en kode-app i brug
code-app-codes = Lav nye nødkoder
code-app-end = Fjern kode-appen
flash-code-app-ended = Din kode-app er fjernet.
link-account-title = Vælg din adgangskode
link-account-about = Linket kan bruges én gang. Bagefter logger du ind med dit brugernavn og din adgangskode.
link-account-open = Gem og log ind
link-case-title = Åbn sagen
link-case-about = Linket kan bruges én gang. Du ser denne ene sag, så længe du er logget ind.
link-case-open = Åbn sagen
link-over-title = Linket virker ikke
link-over = Linket er brugt, udløbet eller taget tilbage. Bed den, du fik det af, om et nyt.
links-title = Links til { $case }
links-link = Links til sagen uden login
links-about = Et link giver én person adgang til denne ene sag som én part. Det kan åbnes én gang. Send det kun til den, det er til.
links-table = Links
links-shown-once = Linket vises kun nu. Kopier det.
links-address = Linkets adresse
links-who = Hvem er det til?
links-choose-who = Vælg, hvem det er til
links-lasts = Hvor længe kan det åbnes?
links-days = { $days ->
    [one] I ét døgn
   *[other] I { $days } døgn
}
links-make = Lav et link
links-nobody = Der er ingen på borgerens side eller hos en samarbejdspart, som er sat på sagen som person.
links-none = Der er ingen links.
links-column-who = Til
links-column-made = Lavet
links-column-ends = Kan åbnes til
links-column-state = Tilstand
links-column-do = Tag tilbage
links-used = Åbnet { $at }
links-waits = Ikke åbnet endnu
links-over = Udløbet
links-end = Tag tilbage
flash-link-ended = Linket er taget tilbage.
account-link-is = Linket vises kun nu. Det kan åbnes én gang, indtil { $ends }: { $address }
