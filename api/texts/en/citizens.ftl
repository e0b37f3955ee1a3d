# The register of citizens: pages, answers and what may be wrong.
menu-citizens = Citizens
citizens-title = Find a citizen
citizens-about = Find the citizen by the CPR number. The search is written in the log, and the citizen can see it.
citizens-cpr = CPR number
citizens-cpr-hint = Ten digits: ddmmyy-xxxx. A replacement number can be used, too.
citizens-find = Find
citizens-none = No citizen is registered with that number. If the number is right, the citizen can be registered here.
citizens-register = Register the citizen
citizens-register-without = Register a citizen without a CPR number
citizens-cpr-none = Leave the field empty if nobody knows the number.
citizens-name = Name
citizens-address = Address
citizens-protected = Name and address protected since
citizens-protected-hint = Only where name and address are protected. Then they are not shown to relatives, providers and other parties.
citizens-protected-sign = Name and address protection
citizens-protected-since = Since { $day }
citizens-replacement = Replacement number
citizens-reveal = Show the whole number
citizens-reveal-about = Who has seen the number, and why, is written in the log.
citizens-purpose = What do you need it for?
citizens-number = CPR number: { $number }
citizens-no-number = The number is not known.
citizens-cases = Cases
citizens-cases-none = No cases that you have access to.
citizens-case = Case
citizens-case-status = Status
citizens-begin = Begin a case
citizens-erased = What was known of the citizen is erased. The cases are still there, without what was sensitive.
citizens-one = Citizen
citizens-name-protected = Citizen with a protected name
citizens-name-erased = Citizen who was erased
citizen-cpr-shape = A CPR number is ten digits: ddmmyy-xxxx.
citizen-cpr-date = The first six digits are no date. See whether the number was typed right.
citizen-name-wrong = Write the name in { $most } characters at most.
citizen-address-wrong = Write the address in { $most } characters at most.
citizen-taken = Another citizen is registered with that number. Search for the number, and use the one who is there.
citizen-unknown = The citizen is not in the register.
citizen-purpose-wrong = Write what you need it for, in { $most } characters at most.
citizens-no-place = The register of citizens is for those with a place in a unit of the authority. The citizens whom you work for are in their cases.
citizens-reason = Reason
citizens-stranger = You are in none of the citizen's cases. Write why when you want to see the number, change what is kept or take everything out: it is written in the log, and those who have the citizen's open cases are told.
citizen-reason-needed = You are in none of the citizen's cases. Write why, in { $most } characters at most.
citizen-purpose-number = Write no CPR number here: it would stand in the log, which is not sealed. Write what you need it for.
citizen-erase-why = Write why, in { $most } characters at most.
citizen-erase-open = { $count ->
    [one] One of the citizen's cases is open. End it first.
   *[other] { $count } of the citizen's cases are open. End them first.
}
citizen-erased = The citizen { $citizen } is erased. { $cases ->
    [0] There were no cases.
    [one] One case has nothing sensitive any more.
   *[other] { $cases } cases have nothing sensitive any more.
}
citizen-not-registered = No citizen is registered with that CPR number. Register the citizen under Citizens first.
flash-citizen-registered = The citizen is registered.
keys-resealed = { $count ->
    [0] No keys had to be sealed anew; all are under key { $under }.
    [one] One key is sealed anew under key { $under }.
   *[other] { $count } keys are sealed anew under key { $under }.
}
citizen-erasing = { $name } has proposed to erase the citizen { $citizen }. Another administrator erases them by asking for the same.
