# Incidents: what cannot go on by itself.
menu-incidents = Incidents
incidents-title = Incidents
incidents-about = What cannot go on by itself. Find out what is wrong, and then let it go on.
incidents-none = All goes as it should.
incidents-column-about = About
incidents-column-when = When
incidents-column-what = What is wrong
incidents-column-do = Do
incidents-about-case = A case
incidents-about-mail = Mails
incidents-about-clock = The clock
incidents-resolve-case = Try the case again
incidents-resolve-mail = It is mended
incidents-resolve-clock = The clock is right now: let deadlines run
incidents-resolved = Resolved by { $by }
incidents-alarm = Deadlines and reminders are held back, since the machine's clock may be wrong. See under Incidents.
flash-incident-resolved = The incident is resolved.
