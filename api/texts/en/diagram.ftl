diagram-written = The picture is in { $file }.
diagram-not-written = The picture could not be written to { $file }: { $detail }. Choose a folder that exists and that you may write to.
