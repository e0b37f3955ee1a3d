# What is wrong with the database and what to do about it.
store-unreachable = The database cannot be reached: { $detail }. See that it runs and that the address is right, then try again.
store-not-writable = The database cannot be written: { $detail }. See whether the disk is full and whether the program may write in the folder; nothing is lost.
store-unsafe = The database's settings can lose what has been acknowledged: { $detail }. Correct the setting and start again.
store-way-open = The way to the database at { $host } is not safe: all that cases hold could be read on it. Write sslmode=verify-full into the address, and sslrootcert=FILE with the authority that issued the server's certificate.
store-newer = The database was made by a newer version (migration { $found }; this program knows { $known }). Run the newer version of the program.
store-no-tenant = The municipality is not here. See that the number is right.
store-corrupt = A row in the database cannot be read: { $detail }. Run samspil verify and restore it from a backup.
store-database = The database reports an error: { $detail }. Nothing was kept; try again and see the log if it goes on.
store-place = The list cannot go on from there. Begin the list anew.
