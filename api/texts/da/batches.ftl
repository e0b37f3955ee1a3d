### Arbejde i mange skridt

menu-batches = Kørsler
batches-title = Kørsler
batches-about = Arbejde i mange skridt: hvad der er i gang, hvor langt det er, og hvad der skal begyndes igen.
batches-none = Der er ingen kørsler endnu.
batches-column-what = Hvad
batches-column-state = Tilstand
batches-column-progress = Hvor langt
batches-column-since = Begyndt
batches-column-ended = Sluttede
batches-column-fault = Hvorfor
batches-column-do = Gør
batches-what-calendar = Sager regnes om efter kalender { $about }
batches-what-tuning = Sager regnes om efter justering { $about }
batches-what-retention = Kassation af sager
batches-what-import = Organisationen læses ind fra fil
batches-what-publishing = En udgave bringes ud i åbne sager
batches-state-runs = i gang
batches-state-still = står stille
batches-state-part = noget er gjort
batches-state-failed = gik galt
batches-state-done = færdig
batches-cases = { $done } sager
batches-cases-of = { $done } af { $whole } sager
batches-lines = { $done } linjer
batches-lines-of = { $done } af { $whole } linjer
batches-moved = { $count ->
    [one] én frist flyttede sig
   *[other] { $count } frister flyttede sig
}
batches-by = af { $by }
batches-tries = begyndt { $count } gange
batches-again = Begynd igen
batches-go-on = Gå videre
batches-send-anew = Send filen igen
batches-fell = Det gik ikke: { $detail }
flash-batch-again = Kørslen er begyndt igen.
problem-batch-goes-on = Kørslen er i gang eller færdig: Den kan ikke begyndes igen.
