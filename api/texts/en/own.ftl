# What the citizen and their relatives read about a case.
own-front = My cases
own-front-none = There are no cases that you can see now. If you have seen a case here before, your access has ended. A consent may have been withdrawn, or your time in the case may be over. You have done nothing wrong. Ask the municipality if you think this is a mistake.
own-front-none-here = You can no longer see the cases on this page. Look at the other pages.
own-pages = The pages of the case
own-now = Now and soon
own-plan = { $who ->
    [citizen] My plan
   *[relative] The plan
}
own-meetings = { $who ->
    [citizen] My meetings
   *[relative] The meetings
}
own-letters = { $who ->
    [citizen] My letters
   *[relative] The letters
}
own-consents = { $who ->
    [citizen] My consents
   *[relative] The citizen's consents
}
own-looked = Who has seen the case
own-now-title = Where the case is now
own-now-open = The case is under way.
own-now-in = The case has come to: { $stages }.
own-now-rests = The case is on hold. Nothing happens until it goes on.
own-now-ended = The case ended on { $at }. You can still read it.
own-now-yours = { $count ->
    [one] There is one thing for you to do.
   *[other] There are { $count } things for you to do.
}
own-now-theirs = We are not waiting for you. It is the others who have something to do.
own-owed = What you must do
own-owed-nothing = There is nothing for you to do now.
own-possible = What you can do when you like
own-others = What the others must do
own-others-nothing = There is nothing that the others must do now.
own-next = What happens after that
own-next-title = What happens next:
own-next-nothing = No day has been set for anything yet.
own-next-meeting = { $item } begins
own-next-planned = { $item } starts
own-next-until = The wait ends here: { $item }
own-next-limit = Time limit: { $clock }
own-next-outside = We are waiting for an answer: { $item }
own-next-after = Then comes: { $item }
own-next-meeting-title = Next meeting:
own-whole = See everything about the case
own-plainly = Read the case in short
own-words = { $who ->
    [citizen] My own words
   *[relative] The citizen's own words
}
own-words-none = { $who ->
    [citizen] Nothing has been written in your own words yet.
   *[relative] Nothing has been written in the citizen's own words yet.
}
own-goals = { $who ->
    [citizen] My goals
   *[relative] The goals
}
own-goals-none = No goals have been written yet.
own-goals-more = See all that was done for the goals
own-goal-done = What we do to reach the goal:
own-purpose = What the help is for:
own-comes = { $who ->
    [citizen] Who comes to me
   *[relative] Who comes to the citizen
}
own-comes-next = Next time is { $day }.
own-plan-whole = See my plan for all my cases
own-save = Save
own-add = Add
own-change-rows = Change or remove something that stands here
own-meetings-none = No meeting has been agreed. You will be told when there is one.
own-meeting-by = The meeting is to be held by { $day }.
own-meeting-not-agreed = We have not agreed on a day yet.
own-meeting-held = We last held the meeting on { $at }.
own-meeting-who = Who comes to the meeting
own-meeting-ready = What must be ready for the meeting
own-meeting-came = What came of the meeting
own-task-done = It is done.
own-task-left = It was not done.
own-letters-about = { $who ->
    [citizen] Here are the letters that you have got in the case. You can read and print them.
   *[relative] Here are the letters in the case that you may see. You can read and print them.
}
own-letters-none = { $who ->
    [citizen] You have not got any letters in the case yet.
   *[relative] There are no letters that you may see yet.
}
own-consents-about = Here are the consents that you have given. A consent is your yes to somebody else seeing the case.
own-consents-none = You have not given any consent yet.
own-withdraw = Withdraw a consent
own-withdraw-about = It takes effect at once. The other person can then see the case no more.
own-withdraw-button = Withdraw the consent
own-give = Give a consent
own-give-about = You decide who it is, what they may see, and for how long. You can withdraw the consent whenever you like.
own-give-button = Give the consent
flash-own-saved = It is saved.
own-who-looked = Who has looked at me
own-who-looked-about = Everyone who has seen, searched for, taken out or changed anything that the municipality has about you here: in your cases, in lists and in the register of citizens. If there is something you do not understand, ask the municipality.
own-who-looked-none = There are no looks that fit.
own-who-looked-cut = There are more than the file holds. The oldest are on the page; choose fewer days to get them as a file.
own-who-looked-where = Where
own-who-looked-everywhere = All cases and the register
own-who-looked-somebody = Somebody whose unit is not known
own-who-looked-sought = Found you by your CPR number
own-who-looked-read = Saw what the register has about you
own-who-looked-revealed = Saw all of your CPR number
own-who-looked-added = Wrote you into the register
own-who-looked-changed = Changed what the register has about you
own-who-looked-extracted = Took out everything about you as a file
own-who-looked-erased = Erased what was known of you
