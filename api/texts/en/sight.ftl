# samspil sight
sight-legend = + sees the field, o sees it where work is handed over, - never sees it; s: only under consent, b: not while it is protected.
sight-never = { $asked }: never. The flow alone rules it out.
sight-may = { $asked }: can be seen.
sight-unknown = "{ $asked }" is no party and field of the flow, written as party:section.field, or there is no such phase.
