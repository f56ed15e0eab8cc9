// The frame around the whole window, above everything and out of the way of the mouse. Words and icon stand on the plate beside it.
import { useEffect } from "react";
import type { Environment } from "../backend";
import classes from "./environment-frame.module.css";

export function EnvironmentFrame({ environment }: { environment: Environment }) {
  useEffect(() => {
    document.documentElement.dataset.env = environment;
  }, [environment]);
  return <div className={classes.frame} data-frame={environment} aria-hidden="true" />;
}
