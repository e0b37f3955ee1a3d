### samspil check and samspil explain

check-error = error
check-warning = warning
check-help = help
check-fine = { $file }: no findings.
check-found = { $file }: { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}. samspil explain CODE explains a finding.
check-unreadable = { $file } cannot be opened. See that the name is right and that you may read the file.
check-not-utf8 = { $file } is not written in UTF-8 (line { $line }). Save the file as UTF-8 and try again.
explain-unknown = The code "{ $code }" is not known. Write a code from samspil check, for example samspil explain F0402.
