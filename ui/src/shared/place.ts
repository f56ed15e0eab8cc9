// Where the page stands, for parts deep inside it: environment, session stamp, version. Given once by the window.
import { createContext, useContext } from "react";
import type { Environment, SessionStamp } from "../backend";

export interface Place {
  environment: Environment | null;
  /** Which server a question about the connection means: the place one is in, or the one chosen on Sign in. */
  asking: Environment;
  /** What every write brings back; empty when there is no session. */
  stamp: SessionStamp;
  signedIn: boolean;
  version: string;
}

export const PlaceContext = createContext<Place>({
  environment: null,
  asking: "live",
  stamp: "",
  signedIn: false,
  version: "",
});

export function usePlace(): Place {
  return useContext(PlaceContext);
}
