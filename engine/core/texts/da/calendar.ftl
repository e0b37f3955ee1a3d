### Frister, længder, kalendere og rytmer

length-minute = { $count ->
    [one] { $count } minut
   *[other] { $count } minutter
}
length-hour = { $count ->
    [one] { $count } time
   *[other] { $count } timer
}
length-day = { $count ->
    [one] { $count } dag
   *[other] { $count } dage
}
length-working-day = { $count ->
    [one] { $count } arbejdsdag
   *[other] { $count } arbejdsdage
}
length-week = { $count ->
    [one] { $count } uge
   *[other] { $count } uger
}
length-month = { $count ->
    [one] { $count } måned
   *[other] { $count } måneder
}
length-year = { $count } år
length-end-of-month = til månedens udgang
length-at-age = til alderen { $years } år{ $months ->
    [0] { "" }
    [one] { " " }og 1 måned
   *[other] { " " }og { $months } måneder
}
length-form = En længde er et tal og en enhed, for eksempel "3 working days".
length-unit = Enheden kendes ikke. Brug minutes, hours, days, working days, weeks, months, years eller end of month.
length-count = Tallet skal ligge mellem 1 og { $most }.

term-from = Regnet fra { $start }; dagen selv tæller ikke med.
term-length = Længde: { $length }.
term-skipped = { $day } springes over: { $name }.
term-clamped = Måneden er kortere, så fristen falder på dens sidste dag, { $day }.
term-rolled = { $day } er lukket ({ $because }), så fristen flytter til { $to }.
term-weekend = weekend
term-due-on = Fristen er { $day }, dagen ud.
term-due-at = Fristen er { $due }.
term-plan-by = Fristens dag er lukket ({ $because }): planlæg til { $day }.
term-no-working-day = Kalenderen har ingen arbejdsdag, hvor der skal bruges en. Ret de lukkede dage.
term-out-of-range = Datoen ligger uden for kalenderen. Ret startdato eller længde.

cron-fields = Et cron-udtryk har fem felter: minut, time, dag i måneden, måned, ugedag.
cron-field = Feltet "{ $field }" kan ikke læses. Brug tal mellem { $from } og { $to }, lister (1,2), spænd (1-5), trin (*/10) eller *.
cron-never = Udtrykket rammer aldrig en dato. Ret dag og måned.

rhythm-cron = efter cron-udtrykket { $cron }
rhythm-day = hver dag { $time }
rhythm-monday = hver mandag { $time }
rhythm-tuesday = hver tirsdag { $time }
rhythm-wednesday = hver onsdag { $time }
rhythm-thursday = hver torsdag { $time }
rhythm-friday = hver fredag { $time }
rhythm-saturday = hver lørdag { $time }
rhythm-sunday = hver søndag { $time }
rhythm-first-working-day = den første arbejdsdag i måneden
rhythm-last-working-day = den sidste arbejdsdag i måneden
rhythm-interval = med { $length } imellem
rhythm-form = Rytmen kan ikke læses. Skriv for eksempel "every Monday 08:00", "first working day of the month" eller "every 3 months".

language-unknown = Sproget kendes ikke. Skriv da eller en.
