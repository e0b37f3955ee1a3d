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
mail-meeting = Samspil: du skal til et møde
mail-meeting-off = Samspil: du skal ikke til et møde alligevel
mail-meeting-is = Du skal til et møde { $starts }.
mail-meeting-was = Du skal ikke til mødet { $starts } alligevel.
mail-meeting-where = Log ind og se, hvor det er, og hvad det handler om: { $address }
