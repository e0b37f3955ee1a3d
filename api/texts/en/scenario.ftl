### samspil test
scenario-passed = passed  { $file }: { $title } ({ $steps } steps)
scenario-failed = FAILED  { $file }: { $title } (stopped at step { $steps })
scenario-otherwise = { $file }:{ $line }:{ $column }, step { $step }, { $what }: expected { $expected }; found { $found }
scenario-as-written = { $text }
scenario-refusal = refusal { $code }
scenario-no-refusal = no refusal
scenario-refused = refusal { $code }: { $message } { $because }
scenario-same-case = the same case when the events are replayed
scenario-other-case = another case
scenario-sum = { $passed } passed, { $failed } failed.
scenario-none = { $flow } has no scenarios. Put them in the folder scenarios beside it.
scenario-no-path = { $path } does not exist.
scenario-nothing-below = There is no flow below { $path }. A flow lies in flow.yaml, with its scenarios in scenarios beside it.

scenario-unknown-key = "{ $key }" is not known here.
scenario-missing-key = "{ $key }" is missing here.
scenario-unknown-name = There is nothing called "{ $name }".
scenario-did-you-mean = Did you mean "{ $word }"?
scenario-one-of = What may stand here: { $words }.
scenario-wants-keys = Keys with values belong here.
scenario-wants-list = A list belongs here.
scenario-wants-words = A word or a text belongs here.
scenario-wants-moment = A moment belongs here, for example 2026-01-05 09:00.
scenario-wants-date = A date belongs here, for example 2026-01-05.
scenario-wants-boolean = true or false belongs here.
scenario-wants-person = A number from 1 to 100 belongs here: which of the party's persons.
scenario-wants-step = A step has exactly one of the words { $words }.
scenario-no-other = There is no other case here. A scenario of both cases lies beside the flow that begins the pair (the first side).
scenario-one-clock = Both cases go by one clock. Write it without other.
scenario-wants-trust = Whom this is about cannot be read: bind wants whom: a list with relation, from and until; consent wants how and may have covers, given_by and until; withdraw a number; protect name, address or an empty list.

coverage-flow = { $flow }: { $items } items, { $rungs } rungs and { $ways } ways of guards are reached.
coverage-missing-items =   items that no scenario does: { $names }
coverage-missing-rungs =   rungs that no scenario reaches: { $names }
coverage-missing-ways =   ways that no scenario goes: { $names }
coverage-unmet = { $flow } does not meet the demand { $demand }.
