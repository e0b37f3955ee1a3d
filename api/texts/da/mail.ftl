# Mails. Intet fra nogen sag må stå i dem.
mail-subject = Samspil: { $things ->
    [one] én ting
   *[other] { $things } ting
 } venter på dig
mail-waits = Der ligger { $things ->
    [one] én ny besked
   *[other] { $things } nye beskeder
 } til dig i Samspil.
mail-where = Log ind og læs: { $address }
mail-why = Du bestemmer selv, hvornår du får mail: { $address }
