# The inbox.
inbox-for-another = There is something for a person whom you stand in for.
