// What the pages do beyond HTML. Every page works without it.
import htmx from "htmx.org";
import "../node_modules/htmx.org/dist/ext/hx-sse.js";

import { start } from "./components.js";
import { startKeys } from "./keys.js";

start(document);
startKeys(document);
htmx.onLoad(start);
