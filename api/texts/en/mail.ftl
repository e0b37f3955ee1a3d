# Mails. Nothing of any case may stand in them.
mail-subject = Samspil: { $things ->
    [one] one thing waits
   *[other] { $things } things wait
 } for you
mail-waits = There { $things ->
    [one] is one new message
   *[other] are { $things } new messages
 } for you in Samspil.
mail-where = Sign in and read: { $address }
mail-why = You choose when you get mail: { $address }
mail-meeting = Samspil: you have a meeting
mail-meeting-off = Samspil: a meeting is off for you
mail-meeting-is = You have a meeting on { $starts }.
mail-meeting-was = You need not come to the meeting on { $starts }.
mail-meeting-where = Sign in and see where it is and what it is about: { $address }
