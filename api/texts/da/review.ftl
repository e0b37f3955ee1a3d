# Eftersynet af et flow, som side og i kommandolinjen.
review-title = Eftersyn: { $flow }
review-open = Eftersyn: de fire spørgsmål
review-about = Eftersynet stiller de fire spørgsmål fra Varde og leder efter tegn på, at et forløb ikke hænger sammen. Det, der er som det skal være, svarer flowet på med en grund.
review-sum = { $found ->
    [0] Intet står åbent.
    [one] 1 fund står åbent.
   *[other] { $found } fund står åbne.
} { $answered ->
    [0] Flowet svarer ikke på noget.
    [one] Flowet svarer på 1.
   *[other] Flowet svarer på { $answered }.
}
review-flow = { $flow }: { $found ->
    [0] intet står åbent
    [one] 1 fund står åbent
   *[other] { $found } fund står åbne
}, { $answered } er besvaret.
review-answered = svar: { $text }
review-to-do = råd: { $text }
review-is-answered = Besvaret
review-is-open = Åbent
review-nothing = Intet fundet.
review-column-finding = Fund
review-column-line = Linje
review-column-answer = Svar eller råd
review-question-workflows = Hvilke aftaler og arbejdsgange skal beskrives?
review-question-roles = Kender og respekterer vi hinandens roller?
review-question-purpose = Går formål og mål igennem til det, der gøres?
review-question-follow-up = Følges hjælpen op, og kan den rettes?
review-question-coherence = Hænger forløbet sammen?
