# What is wrong with the database and what to do about it.
store-unreachable = The database cannot be reached: { $detail }. See that it runs and that the address is right, then try again.
store-not-writable = The database cannot be written: { $detail }. See whether the disk is full and whether the program may write in the folder and in every file in it; nothing is lost.
store-unsafe = The database's settings can lose what has been acknowledged: { $detail }. Correct the setting and start again.
store-way-open = The way to the database at { $host } is not safe: all that cases hold could be read on it. Write sslmode=verify-full into the address, and sslrootcert=FILE with the authority that issued the server's certificate.
store-newer = The database was made by a newer version (migration { $found }; this program knows { $known }). Run the newer version of the program.
store-no-tenant = The municipality is not here. See that the number is right.
store-corrupt = The database, or something in it, cannot be read: { $detail }. Run samspil verify and restore it from a backup.
store-unfinished = The file is there, but there is no municipality in it: making it was broken off, or the file was emptied. Restore it from a backup; where the municipality is new, run samspil account add municipality again.
store-database = The database reports an error: { $detail }. Nothing was kept; try again and see the log if it goes on.
store-place = The list cannot go on from there. Begin the list anew.
