### case
