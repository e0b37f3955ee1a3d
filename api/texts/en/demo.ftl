# samspil demo: an invented municipality.
demo-progress = { $day }
demo-built = { $municipality } is built: { $cases } cases, { $people } members of staff.
demo-found = The demo was there already and goes on where it left off.
demo-story = Here is one of the cases, told from its own history.
demo-serving = The pages are at { $url }. Ctrl-C stops.
demo-accounts = Sign in as one of these. The password is { $password } for everyone.
demo-process-owner = Process owner
demo-administrator = Administrator
demo-staff = Staff
demo-not-a-demo = The folder { $folder } holds something else than a demo. Choose an empty folder.
demo-no-folder = The folder { $folder } cannot be used: { $detail }
demo-others = The database has another municipality, { $name } ({ $tenant }). The demo moves the clock for everyone in the database; give it a database of its own.
demo-has-cases = The database has cases in municipality { $tenant } that are no finished demo. Give the demo an empty database.
demo-not-built = The demo could not be built: { $detail }
demo-stopped = Stopped before the demo was built.
demo-no-port = None of the ports { $first } to { $last } on 127.0.0.1 is free: { $detail }. Choose another with --port.
demo-fault = The demo cannot begin: { $detail }
