// Whether the controls inside a row of a long table are Tab stops: those of one row at a time are. Outside of one, nothing is said.
import { createContext, useContext } from "react";

export const RowStop = createContext<0 | -1 | undefined>(undefined);

/** The tabIndex of a control that may stand in a row. */
export function useRowStop(): 0 | -1 | undefined {
  return useContext(RowStop);
}
