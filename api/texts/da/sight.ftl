# samspil sight
sight-legend = + ser feltet, o ser det, hvis arbejde overdrages, - ser det aldrig; s: kun med samtykke, b: ikke, mens det er beskyttet.
sight-never = { $asked }: aldrig. Flowet alene udelukker det.
sight-may = { $asked }: kan ses.
sight-unknown = "{ $asked }" er ikke en part og et felt i flowet, skrevet som part:afsnit.felt, eller fasen findes ikke.
