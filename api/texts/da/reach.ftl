# Hvordan man får besked, og hvem der er stedfortræder.
reach-time = Skriv et klokkeslæt som 08:00.
reach-quiet-empty = Stilletiden skal slutte på et andet tidspunkt, end den begynder.
reach-digest-quiet = Den daglige mail kommer i din stilletid. Vælg et andet tidspunkt.
reach-address = Skriv en mailadresse som navn@kommune.example, uden mellemrum og kun med bogstaverne a til z.
reach-absence-days = Den sidste dag skal ligge efter den første, og højst to år efter.
reach-absence-past = Den sidste dag er gået.
reach-no-deputy = Vælg en kollega i en af dine enheder, som kan logge ind. En administrator kan vælge alle.
reach-too-many-absences = Der er allerede så mange fraværsperioder, som der kan være. Fjern nogle af dem.
reach-own-sight = Ingen gør sig selv til stedfortræder for en anden, og heller ikke et program, man svarer for. Den, der er væk, eller en anden administrator kan gøre det.
