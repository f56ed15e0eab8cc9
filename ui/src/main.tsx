// The page inside the real window.
import { start } from "./app/start";
import { makeRealBackend } from "./backend";

start(makeRealBackend());
