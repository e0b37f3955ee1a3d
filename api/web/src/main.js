// What the pages do beyond HTML. Every page works without it.
import htmx from "htmx.org";
import "../node_modules/htmx.org/dist/ext/hx-sse.js";

import { start } from "./components.js";

start(document);
htmx.onLoad(start);
