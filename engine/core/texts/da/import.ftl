### Fund i modeller, der hentes ind: hvad der er galt, og hvad man gør ved det

import-too-large = Modellen er for stor: den må højst fylde { $most } MB.
import-too-large-hint = Gem modellen for sig selv, uden log og billeder.
import-encoding = Filens bogstaver kan ikke læses som { $encoding } (fra byte { $byte }).
import-encoding-hint = Gem modellen i UTF-8.
import-empty = Filen er tom.
import-xml = Filen kan ikke læses som XML herfra.
import-xml-ends = Filen slutter, før det yderste mærke er lukket.
import-xml-close-tag = Her lukkes { $actual }, men { $expected } står åbent.
import-xml-attribute-twice = Egenskaben { $name } står her to gange.
import-xml-namespace = Forkortelsen { $name } er ikke forklaret (xmlns:{ $name }).
import-xml-hint = Gem modellen igen fra det værktøj, den er tegnet i.
import-document-type = Filen har en dokumenttype (<!DOCTYPE), og den læses ikke.
import-document-type-hint = Slet dokumenttypen, eller gem modellen igen fra det værktøj, den er tegnet i.
import-entity = &{ $name }; kendes ikke.
import-entity-hint = Skriv tegnet selv.
import-too-complex = Modellen har for mange led inden i hinanden eller for mange dele.
import-too-complex-hint = Del modellen i flere.
import-more-findings = Der er flere fund. De første { $most } vises; ret dem, og hent modellen igen.
import-vocabulary = Filen er ikke { $wanted }: den begynder med { $found }.
import-vocabulary-hint = Hent den med det, den er skrevet i: samspil import dcr eller samspil import cmmn.
