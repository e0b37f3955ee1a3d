// What the pages do beyond HTML. Every page works without it.
import htmx from "htmx.org";

import { start } from "./components.js";
import { listen } from "./live.js";

start(document);
htmx.onLoad(start);
listen();
