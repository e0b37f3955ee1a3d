### Findings in models that are imported: what is wrong, and what to do about it

import-too-large = The model is too large: it may fill at most { $most } MB.
import-too-large-hint = Save the model by itself, without log and pictures.
import-encoding = The letters of the file cannot be read as { $encoding } (from byte { $byte }).
import-encoding-hint = Save the model in UTF-8.
import-empty = The file is empty.
import-xml = The file cannot be read as XML from here.
import-xml-ends = The file ends before the outermost tag is closed.
import-xml-close-tag = { $actual } is closed here, but { $expected } stands open.
import-xml-attribute-twice = The attribute { $name } stands here twice.
import-xml-namespace = The prefix { $name } is not explained (xmlns:{ $name }).
import-xml-hint = Save the model anew from the tool that it was drawn in.
import-document-type = The file has a document type (<!DOCTYPE), which is not read.
import-document-type-hint = Delete the document type, or save the model anew from the tool that it was drawn in.
import-entity = &{ $name }; is not known.
import-entity-hint = Write the character itself.
import-too-complex = The model is nested too deep or has too many parts.
import-too-complex-hint = Divide the model.
import-more-findings = There are more findings. The first { $most } are shown; correct them, and import the model again.
import-vocabulary = The file is not { $wanted }: it begins with { $found }.
import-vocabulary-hint = Import it by what it is written in: samspil import dcr or samspil import cmmn.
