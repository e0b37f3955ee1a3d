# Frister, værdier, kilder og trin i en trappe, som siderne skriver dem.
due-day = { $day }
due-moment = { $at }
due-today = i dag
due-tomorrow = i morgen
due-in-working-days = om { $days ->
    [one] 1 arbejdsdag
   *[other] { $days } arbejdsdage
}
due-in-days = om { $days } dage
due-late-today = for sent i dag
due-late = { $days ->
    [one] 1 dag
   *[other] { $days } dage
} for sent

value-erased = Slettet
value-yes = Ja
value-no = Nej
value-rows = { $rows ->
    [0] ingen rækker
    [one] 1 række
   *[other] { $rows } rækker
}
value-level = { $level } (skala { $from }–{ $to })
value-per-hour = pr. time
value-per-day = pr. dag
value-per-week = pr. uge
value-per-month = pr. måned
value-per-year = pr. år
name-someone = en person, der ikke længere findes
name-some-unit = en enhed, der ikke længere findes
name-nobody = ingen


rung-line = { $when }: { $does }
rung-again = { $line }, og igen med { $every } imellem, højst { $times } gange i alt{ $until ->
    [0] { "" }
   *[other] { "," } indtil nogen har kvitteret
}
rung-unless-acknowledged = { $line } (kun hvis ingen har kvitteret)
rung-at-percent = når { $share } % af tiden er gået
rung-at-before = { $length } før fristen
rung-at-target = når målet er nået
rung-at-due = når fristen er nået
rung-at-after = { $length } efter fristen
rung-to-owner = den ansvarlige
rung-to-leader = den ansvarliges leder
rung-remind = { $to } får en påmindelse
rung-tell = { $to } får besked
rung-hand-to = opgaven overdrages til { $to }
rung-open = »{ $item }« åbnes
rung-call = der indkaldes til »{ $item }«
rung-raise = opgaven sættes øverst på listen
rung-taken-remind = { $to } fik en påmindelse om »{ $clock }«.
rung-taken-tell = { $to } fik besked om fristen »{ $clock }«.
rung-taken-hand-to = Fristen »{ $clock }« gjorde, at opgaven gik til { $to }.
rung-taken-open = Fristen »{ $clock }« gjorde, at »{ $item }« blev åbnet.
rung-taken-call = Fristen »{ $clock }« gjorde, at der blev indkaldt til »{ $item }«.
rung-taken-raise = Fristen »{ $clock }« gjorde, at opgaven blev sat øverst på listen.
