# The pages where one signs in, beside user name and password.
sign-in-by-password = With user name and password
sign-in-other-ways = Other ways to sign in
sign-in-provider-away = The place where you sign in does not answer just now. Try again in a moment.
sign-in-provider-again = It took too long, or it began in another browser. Try again.
sign-in-provider-denied = You were not signed in. Try again if that was a mistake.
sign-in-provider-unfit = The answer of the place where you sign in cannot be used. Tell an administrator.
sign-in-provider-unknown = You are not known here. Ask an administrator whether you should have access.
sign-in-provider-no-role = You have no role here. Ask an administrator which you should have.
sign-in-provider-closed = Your access is closed. Ask an administrator.
onward-sign-in = On to sign in
onward-sign-out = You are signed out here. On to sign out
onward-go = Go on
reader-outsider = Guest
code = Code
code-title = Write the code
code-hint = The six digits that your code app shows now
code-wrong = The code is wrong or used. Wait for the next one and try again.
code-lost = If you do not have your app, write one of your recovery codes instead. If you have none of those either, ask an administrator.
code-enrol-title = Take a code app into use
code-enrol-about = Read the picture with your code app, or write the letters in it. Then write the code that the app shows.
code-qr = QR code with the secret for your code app
code-letters = The letters:
code-open-app = Open in a code app on this device
code-confirm = Take into use
code-must = Administrators must have a code app. Take one into use to sign in.
recovery-title = Your recovery codes
recovery-about = Keep them in a safe place: they are shown only now. Each can be used once, when you do not have your app.
recovery-kept = I have kept them
code-app-title = Code app
code-app-about = With a code app your password alone is not enough to sign in.
code-app-none = You have no code app.
code-app-used = { $left ->
    [0] You have a code app, but no recovery codes left. Make new ones.
    [one] You have a code app and one recovery code left. Make new ones.
   *[other] You have a code app and { $left } recovery codes left.
}
code-app-begin = Take a code app into use
code-app-codes = Make new recovery codes
code-app-end = Remove the code app
flash-code-app-ended = Your code app is removed.
link-account-title = Choose your password
link-account-about = The link can be used once. Afterwards you sign in with your user name and your password.
link-account-open = Save and sign in
link-case-title = Open the case
link-case-about = The link can be used once. You see this one case as long as you are signed in.
link-case-open = Open the case
link-over-title = The link does not work
link-over = The link has been used, is over or was taken back. Ask whoever gave it to you for a new one.
links-title = Links to { $case }
links-link = Links to the case without signing in
links-about = A link lets one person into this one case as one party. It can be opened once. Send it only to whom it is for.
links-table = Links
links-shown-once = The link is shown only now. Copy it.
links-address = The link's address
links-who = For whom is it?
links-choose-who = Choose for whom it is
links-lasts = For how long can it be opened?
links-days = { $days ->
    [one] For one day
   *[other] For { $days } days
}
links-make = Make a link
links-nobody = Nobody on the citizen's side or with a partner is bound to the case in person.
links-none = There are no links.
links-column-who = For
links-column-made = Made
links-column-ends = Can be opened until
links-column-state = State
links-column-do = Take back
links-used = Opened { $at }
links-waits = Not opened yet
links-over = Over
links-end = Take back
flash-link-ended = The link is taken back.
account-link-is = The link is shown only now. It can be opened once, until { $ends }: { $address }
