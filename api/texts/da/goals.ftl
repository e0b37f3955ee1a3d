# Målkæden: borgerens ord, formål, mål, aktiviteter og notater.
goals-title = Mål: { $case }
goals-link = Mål, og hvad der er gjort for dem
goals-purpose = Formål
goals-no-purpose = Formålet er ikke skrevet endnu, eller du har ikke adgang til det.
goals-what = Hvad er der gjort for formålet?
goals-why = Hvorfor? Se formålet
goals-why-activity = Hvorfor gør vi det? Se målet og formålet
goals-done = Mål, og hvad der er gjort
goals-none = Der er ingen mål endnu.
goals-sub-goal = Delmål
goals-activity = Aktivitet
goals-no-activity = Målet har ingen aktivitet endnu.
goals-silent = Målet er tavst: intet notat siden { $since }.
goals-long-silent = Målet er ved at blive tavst: det seneste notat er fra { $since }.
goals-loose = Aktiviteter, der ikke hører til et mål
goals-others = Notater, der ikke hører til et mål
goals-notes = { $count ->
    [0] Ingen notater
    [one] 1 notat
   *[other] { $count } notater
}
goals-sum = { $notes ->
    [0] Ingen notater
    [one] 1 notat
   *[other] { $notes } notater
} siden { $since }. { $silent ->
    [0] Alle mål er med.
    [one] 1 mål ud af { $goals } har ingen.
   *[other] { $silent } mål ud af { $goals } har ingen.
}
goals-cut = Der er flere notater, end siden viser. De ældste står i sagens historik.
goals-period = Periodens notater, mål for mål

day-link = Skriv dagens notater
day-title = Dagens notater
day-about = De borgere, I leverer til, og de mål, der kan skrives om nu. Skriv kort, og gem ét notat ad gangen: det, der står i de andre felter, bliver ikke gemt med.
day-refused = En note blev ikke gemt. Det, du skrev, står ved den, og der står, hvad der mangler.
day-none = Der er ingen notater at skrive lige nu.
day-more = Der er flere, end siden viser. Resten står i
day-save = Gem notatet
flash-note-saved = Notatet er gemt.
