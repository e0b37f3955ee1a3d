### SCIM: det, et katalog får at vide

scim-filter = Et filter sammenligner med eq og forbinder med and.
scim-filter-attribute = Der kan ikke filtreres på { $name } med den værdi. Der filtreres på { $names }.
scim-query = Adressen kan ikke læses: startIndex og count er hele tal.
scim-attributes-long = Listen af attributter er for lang; højst { $most } tegn.
scim-no-member = Den, som stien peger på, er ikke medlem.
scim-path = Stien kan ikke læses eller peger på intet.
scim-patch = Kroppen skal være et PatchOp med mindst én og højst 1.000 operationer.
scim-schemas = Kroppen siger ikke i schemas, hvad den er.
scim-unknown = Navnet { $name } er ukendt.
scim-text = Skriv en tekst.
scim-truth = Skriv true eller false.
scim-user-name = Skriv userName.
scim-member = Et medlem peges ud ved id'et på en medarbejder i kommunen.
scim-fixed = Det kan ikke tages væk.
scim-another-source = { $source } siger, hvad det er. Ret det dér, eller lad kilden slippe det først.
