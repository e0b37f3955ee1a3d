### Frister, længder, kalendere og rytmer

length-minute = { $count ->
    [one] { $count } minut
   *[other] { $count } minutter
}
length-hour = { $count ->
    [one] { $count } time
   *[other] { $count } timer
}
length-office-hour = { $count ->
    [one] { $count } åbningstime
   *[other] { $count } åbningstimer
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
length-unit = Enheden kendes ikke. Brug minutes, hours, office hours, days, working days, weeks, months, years eller end of month.
length-count = Tallet skal ligge mellem 1 og { $most }.

term-from = Regnet fra { $start }; dagen selv tæller ikke med.
term-from-counted = Regnet fra { $start }; dagen selv er den første.
term-from-moment = Regnet fra { $start }.
term-length = Længde: { $length }.
term-skipped = { $day } springes over: { $name }.
term-clamped = Måneden er kortere, så fristen falder på dens sidste dag, { $day }.
term-summer-time = Uret stilles undervejs; timerne tælles, som de går.
term-stood-days = Stod stille i { $count ->
    [one] en dag
   *[other] { $count } dage
}: til { $to }.
term-stood-working-days = Stod stille i { $count ->
    [one] en arbejdsdag
   *[other] { $count } arbejdsdage
}: til { $to }.
term-stood-hours = Stod stille i { $count ->
    [0] under en time
    [one] en time
   *[other] { $count } timer
}: til { $to }.
term-stood-office-hours = Stod stille i { $count ->
    [0] under en åbningstime
    [one] en åbningstime
   *[other] { $count } åbningstimer
}: til { $to }.
term-extended = Forlænget med { $length }: til { $to }.
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
rhythm-working-day = hver arbejdsdag { $time }
rhythm-weekly = hver { $days } { $time }
rhythm-every-weeks = { $weeks ->
    [one] hver uge
    [2] hver anden uge
   *[other] hver { $weeks }. uge
} om { $day }en { $time }
rhythm-day-of-month = den { $number }. i måneden{ $known ->
    [0] { "" }
   *[other] { " " }{ $time }
}
rhythm-last-of-month = den sidste { $sort } i måneden{ $known ->
    [0] { "" }
   *[other] { " " }{ $time }
}
rhythm-nth-of-month = den { $number ->
    [1] første
    [2] anden
    [3] tredje
   *[other] fjerde
} { $sort } i måneden{ $known ->
    [0] { "" }
   *[other] { " " }{ $time }
}
rhythm-yearly = hvert år den { $day }. { $month }{ $known ->
    [0] { "" }
   *[other] { " " }{ $time }
}
sort-day = dag
sort-working-day = arbejdsdag
weekday-monday = mandag
weekday-tuesday = tirsdag
weekday-wednesday = onsdag
weekday-thursday = torsdag
weekday-friday = fredag
weekday-saturday = lørdag
weekday-sunday = søndag
month-1 = januar
month-2 = februar
month-3 = marts
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
rhythm-interval = med { $length } imellem
rhythm-form = Rytmen kan ikke læses. Skriv for eksempel "every Monday 08:00", "every 2 weeks on Monday 08:00", "first working day of the month", "every 1 March" eller "every 3 months".
rhythm-never = Den dag findes ikke i måneden. Ret dag eller måned.

language-unknown = Sproget kendes ikke. Skriv da eller en.

channel-digital-post = Digital Post
channel-letter = brev
channel-quick-letter = quickbrev
channel-in-person = personligt

calendar-too-many = Der er for mange rækker; højst { $most }.
calendar-date-twice = To rækker gælder fra samme dato. Slet den ene, eller giv dem hver sin dato.
calendar-dates-reversed = Den sidste dato ligger før den første. Byt dem om.
calendar-name = Skriv et navn på 1 til { $most } tegn.
calendar-hours-reversed = Kontoret skal lukke, efter at det er åbnet. Ret klokkeslættene.
calendar-weekday-twice = Ugedagen står der to gange. Slet den ene række.
calendar-never-open = Ingen hverdag har åbningstid. Skriv mindst én.
calendar-closed-for-long = Der er ingen arbejdsdag i { $days } dage fra { $from }. En kalender må højst være lukket i 60 dage i træk; ret de lukkede dage.
calendar-receipt-days = Et brev er højst { $most } dage undervejs.
