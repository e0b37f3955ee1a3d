# Hvad der er galt med databasen, og hvad man gør ved det.
store-unreachable = Databasen kan ikke nås: { $detail }. Se efter, at den kører, og at adressen er rigtig; prøv så igen.
store-not-writable = Databasen kan ikke skrives: { $detail }. Se efter, om disken er fuld, og om programmet må skrive i mappen og i alle filer i den; intet er gået tabt.
store-unsafe = Databasens indstillinger kan miste det, der er kvitteret for: { $detail }. Ret indstillingen, og start igen.
store-way-open = Vejen til databasen på { $host } er ikke sikker: alt, hvad sagerne indeholder, ville kunne læses undervejs. Skriv sslmode=verify-full i adressen, og sslrootcert=FIL med den myndighed, der har udstedt serverens certifikat.
store-newer = Databasen er lavet af en nyere version (migrering { $found }; dette program kender { $known }). Kør den nyere version af programmet.
store-no-tenant = Kommunen findes ikke her. Se efter, at nummeret er rigtigt.
store-corrupt = Databasen, eller noget i den, kan ikke læses: { $detail }. Kør samspil verify, og hent den fra en sikkerhedskopi.
store-unfinished = Filen er der, men der er ingen kommune i den: Oprettelsen blev afbrudt, eller filen er tømt. Hent den fra en sikkerhedskopi; er kommunen ny, så kør samspil account add municipality igen.
store-database = Databasen melder en fejl: { $detail }. Intet er gemt; prøv igen, og se loggen, hvis det fortsætter.
store-place = Listen kan ikke fortsætte derfra. Begynd forfra på listen.
