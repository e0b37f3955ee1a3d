# samspil demo: en opdigtet kommune.
demo-progress = { $day }
demo-built = { $municipality } er bygget: { $cases } sager, { $people } medarbejdere.
demo-found = Demoen fandtes i forvejen og fortsætter, hvor den slap.
demo-story = Her er en af sagerne, fortalt fra dens egen historik.
demo-serving = Siderne ligger på { $url }. Ctrl-C stopper.
demo-accounts = Log ind som en af disse. Adgangskoden er { $password } for alle.
demo-process-owner = Procesejer
demo-administrator = Administrator
demo-staff = Medarbejder
demo-not-a-demo = Mappen { $folder } indeholder andet end en demo. Vælg en tom mappe.
demo-no-folder = Mappen { $folder } kan ikke bruges: { $detail }
demo-others = Databasen har en anden kommune, { $name } ({ $tenant }). Demoen flytter uret for alle i databasen; giv den en database for sig selv.
demo-has-cases = Databasen har sager i kommune { $tenant }, som ikke er en færdig demo. Giv demoen en tom database.
demo-not-built = Demoen kunne ikke bygges: { $detail }
demo-stopped = Afbrudt, før demoen var bygget.
demo-no-port = Ingen af portene { $first } til { $last } på 127.0.0.1 er ledig: { $detail }. Vælg en anden med --port.
demo-fault = Demoen kan ikke begynde: { $detail }
