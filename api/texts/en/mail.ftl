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
