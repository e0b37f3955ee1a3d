### samspil import

import-onto-itself = { $file } er modellen selv: giv flowfilen et andet navn.
import-unwritable = { $file } kan ikke skrives.
import-whole = { $model }: hentet helt.
import-more-files = Modellen rummer flere sager. De øvrige står i { $files }.
import-more-flows = Modellen rummer flere sager. Skriv -o FIL for også at få { $flows }.
import-in-part = { $model }: hentet, men { $warnings ->
    [one] ét fund siger, hvad der mangler
   *[other] { $warnings } fund siger, hvad der mangler
}. Det står også under not_carried i flowfilen.
import-hindered = { $model }: ikke hentet; { $errors ->
    [one] én fejl
   *[other] { $errors } fejl
}. Der er ikke skrevet nogen flowfil.
