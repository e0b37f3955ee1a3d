# Søgning i alle forløb.
explore-no-item = Flowet har intet, der hedder { $item }.
explore-rows-bounded = Af { $lists } er der prøvet højst { $most } rækker; flere kunne give andre svar.
explore-other-side = Den anden side er ikke undersøgt: der regnes med, at { $flow } kan sige alt det, protokollen giver lov til, når den giver lov, og at sagen dér kan slutte når som helst. Et ja gælder, hvis den anden side siger det, der står i forløbet; et nej gælder, hvad den end siger.
explore-trace-too-long = Rækken er for lang: der kan højst følges { $most } skridt.
explore-at-fault = Svaret kunne ikke efterprøves: det fundne forløb kan ikke lade sig gøre. Det er en fejl i søgningen; meld den med flowet.
explore-stopped = Der blev standset ved grænsen: { $megabytes } MB eller { $states } tilstande. Giv søgningen mere (--memory, --states).
explore-given-up = Søgningen blev afbrudt, da { $tried } af dem var prøvet af: hvad de andre fører til, er ikke set.
explore-sampled = Ikke alle værdier, der kan gøre en forskel, er prøvet af: { $fields }.
explore-today-sampled = En betingelse regner med dagens dato, og ikke alle dage er prøvet.
explore-too-many-ways = Noget kan gøres på flere måder, end der er prøvet: en formular kan udfyldes anderledes, eller en frist kan forlænges.
