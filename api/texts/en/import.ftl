### samspil import

import-onto-itself = { $file } is the model itself: give the flow file another name.
import-unwritable = { $file } cannot be written.
import-whole = { $model }: imported whole.
import-more-files = The model has several cases. The others are in { $files }.
import-more-flows = The model has several cases. Write -o FILE to have { $flows } as well.
import-in-part = { $model }: imported, but { $warnings ->
    [one] one finding says what is missing
   *[other] { $warnings } findings say what is missing
}. It also stands under not_carried in the flow file.
import-hindered = { $model }: not imported; { $errors ->
    [one] one error
   *[other] { $errors } errors
}. No flow file was written.
