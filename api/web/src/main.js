// What the pages do beyond HTML. Every page works without it.
import htmx from "htmx.org";

import { start } from "./components.js";
import { keepDrafts } from "./drafts.js";
import { startKeys } from "./keys.js";
import { listen } from "./live.js";

start(document);
startKeys(document);
htmx.onLoad(start);
keepDrafts();
listen();
