### The organisation: units in a tree, people, places with dates, and files of it

organisation-no-party = "{ $party }" is not the name of a party: small letters, digits and underscores.
organisation-days = The last day lies before the first.
organisation-cycle = { $name } cannot lie beneath itself.
organisation-deep = { $name } lies too deep in the tree.
organisation-side = The unit lies beneath { $name }, which is on another side.
organisation-no-side = A unit belongs to the authority, a provider or a partner.
organisation-outlives = { $name } is there longer than { $parent }, beneath which it lies.
organisation-cvr = A CVR number has eight digits, and the last must fit the others.
organisation-cvr-taken = { $name } has that CVR number.
organisation-only = Only an organisation has a CVR number and an owner.
organisation-last-administrator = The municipality's last administrator cannot be closed.
organisation-stands-in = A deputy stands in for somebody else.
organisation-stands-in-until = A deputy has a last day.
organisation-taken = A name, user name or id is in use already.

organisation-file-empty = The file is empty.
organisation-file-large = The file is larger than { $most } MB.
organisation-file-long = The file has more than { $most } lines.
organisation-file-encoding = The file cannot be read as { $name }. Save it as "CSV UTF-8".
organisation-file-windows = The file was read as Windows-1252. See that æ, ø and å stand right.
organisation-file-row = The line cannot be read. Is a quotation mark missing?
organisation-file-half = The line has { $has } fields, but there are { $heads } headings.
organisation-file-head = The heading is unknown. Use: { $known }.
organisation-file-head-twice = The heading stands twice.
organisation-file-head-missing = The column "{ $name }" is missing.
organisation-file-formula = The field looks like a formula and is not taken.
organisation-file-signs = The field has signs that do not show, or a line break. Is a quotation mark missing?
organisation-file-missing = The field must be filled in.
organisation-file-word = The word is unknown. Write one of these: { $known }.
organisation-file-day = Write a date as 2026-12-31.
organisation-file-login = A user name has no spaces.
organisation-file-twice = It stands on line { $line } already.
organisation-file-unknown = The file has no line with the id { $id }.
organisation-file-source = It belongs to the source "{ $name }".
organisation-file-elsewhere = { $name }: { $what }

organisation-file-faults = { $count ->
    [one] The file has one error.
   *[other] The file has { $count } errors.
}
organisation-fault = { $what }
organisation-fault-line = Line { $line }: { $what }
organisation-fault-head = Line { $line }, { $head }: { $what }
organisation-fault-cell = Line { $line }, column { $column } ({ $head }): { $what }
organisation-fault-more = And { $more } more errors.

organisation-thing-function = the job function
organisation-thing-unit = the unit
organisation-thing-person = the person
organisation-thing-place = the place
organisation-step-new = New: { $thing } { $name }
organisation-step-changed = Changes: { $thing } { $name }
organisation-step-taken-over = Taken over by the source: { $thing } { $name }
organisation-step-back = Comes back: { $thing } { $name }
organisation-step-ended = Ends: { $thing } { $name }
organisation-plan-none = The file changes nothing.
organisation-plan = { $new } new, { $changed } changed, { $ended } end.
organisation-plan-takes = { $taken } of the source's { $counted } people would lose their account or their last place. That is more than { $most } %, so the file may not be whole.
organisation-plan-confirm = Nothing was changed. Say it again with --confirm where it is meant.

organisation-way-page = pages
organisation-way-api = API
organisation-way-import = file
organisation-way-scim = SCIM
organisation-way-sign_in = sign-in
organisation-way-command = command line
organisation-entry = { $number }. { $at }, { $way }: { $units } units, { $people } people, { $places } places, { $passwords } passwords

menu-organisation = Organisation
organisation-title = Organisation
organisation-about = Units, people, and the places that say who may see and do what. Nothing is deleted: it gets a last day, and from the day after it gives neither sight nor tasks.
organisation-find = Name or user name
organisation-find-people = Find people
organisation-found = People that were found
organisation-none-found = Nobody is called that.
organisation-units = Units
organisation-no-units = There are no units yet.
organisation-new-unit = New unit
organisation-new-beneath = New unit beneath
organisation-functions = Job functions
organisation-functions-about = A job function says as which parties one acts. A change of it counts at once for everyone who has it.
organisation-no-functions = There are no job functions yet.
organisation-function-keep = New or changed job function
organisation-changes = Journal of changes
organisation-no-changes = Nothing was changed yet.
organisation-as-file = The organisation as a file
organisation-column-unit = Unit
organisation-column-kind = Kind
organisation-column-side = Side
organisation-column-under = Lies beneath
organisation-column-led-by = Led by
organisation-column-people = People
organisation-column-places = Places
organisation-column-functions = Job functions
organisation-column-passwords = Passwords
organisation-column-units = Units
organisation-column-days = Dates
organisation-column-name = Name
organisation-column-login = User name
organisation-column-job = Job function
organisation-column-state = Access
organisation-column-acts-as = Acts as
organisation-column-as = As
organisation-column-leads = Leader
organisation-column-do = Action
organisation-column-number = No.
organisation-column-when = When
organisation-column-who = Who
organisation-column-way = How
organisation-column-step = What happens
organisation-active = may sign in
organisation-closed = closed
organisation-from = from { $from }
organisation-until = until { $until }
organisation-between = { $from } until { $until }
organisation-never = never began
organisation-over = over
organisation-begins = begins { $day }
organisation-field-from = First day
organisation-field-until = Last day
organisation-field-cvr = CVR number
organisation-field-ownership = Owner
organisation-cvr-hint = Only of an organisation: eight digits.
organisation-no-owner = none
organisation-at-the-top = at the top
organisation-over-these = Beneath
organisation-source = Source
organisation-source-hint = Whose file it is. What the same source has said before and does not say now, ends; everything else stays.
organisation-no-source = Write whose file it is, in 100 characters at most.
organisation-roles = Rights
organisation-no-people = Nobody has a place here.
organisation-places = Places
organisation-no-places = The person has no places.
organisation-new-place = New place
organisation-add-place = Give a place
organisation-end-place = End
organisation-own-job = the person's own
organisation-acts-as-hint = Parties of flows with commas between. Empty: those of the job function.
organisation-leads = leads the unit
organisation-stands-in-for = Stands in for
organisation-stands-in-hint = A user name. A deputy has a last day.
organisation-stands-in-named = stands in for { $name }
organisation-deputy-hint = The user name of who stands in.
organisation-no-login = Nobody has that user name.
organisation-change-unit = Change the unit
organisation-change-person = Change the person
organisation-keep = Keep
organisation-end-unit = End the unit
organisation-ends = The unit ends with { $units ->
    [0] no units beneath it
    [one] one unit beneath it
   *[other] { $units } units beneath it
} and { $places ->
    [0] no places
    [one] one place
   *[other] { $places } places
}. Yesterday was the last day.
organisation-file = File of the organisation
organisation-file-about = A CSV file with units, people, places and job functions, one on each line. First it shows what comes, changes and ends.
organisation-choose-file = CSV file
organisation-look-at-file = See what happens
organisation-another-file = Another file
organisation-plan-title = What happens
organisation-take-in = Do it
organisation-confirm = Yes, it is meant
organisation-confirm-about = Are so many to lose their account or place?
unit-kind-organisation = organisation
unit-kind-administration = administration
unit-kind-centre = centre
unit-kind-department = department
unit-kind-team = team
unit-kind-offer = offer
side-authority = authority
side-provider = provider
side-partner = partner
side-citizen = citizen
side-relative = relative
ownership-public = public
ownership-private = private
flash-organisation-kept = It is kept.
flash-organisation-place-ended = The place has ended.
flash-organisation-unit-ended = The unit has ended.
flash-organisation-taken-in = The file was taken in.
