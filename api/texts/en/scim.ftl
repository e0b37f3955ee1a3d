### SCIM: what a directory is told

scim-filter = A filter compares by eq and joins by and.
scim-filter-attribute = { $name } cannot be compared with that value. Filters are over { $names }.
scim-query = The address cannot be read: startIndex and count are whole numbers.
scim-attributes-long = The list of attributes is too long; at most { $most } characters.
scim-no-member = Whoever the path points at is no member.
scim-path = The path cannot be read or points at nothing.
scim-patch = The body must be a PatchOp with one to 1,000 operations.
scim-schemas = The body does not say in schemas what it is.
scim-unknown = The name { $name } is not known.
scim-text = Write a text.
scim-truth = Write true or false.
scim-user-name = Write userName.
scim-member = A member is named by the id of a person of the municipality.
scim-fixed = It cannot be taken away.
scim-another-source = { $source } says what it is. Change it there, or have that source let go of it first.
