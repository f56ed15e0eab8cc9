// Copies a text and says so. When this computer does not allow it, shows the text so it can be taken by hand.
import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { useWords } from "../words";
import classes from "./copy-button.module.css";
import { Icon } from "./icon";
import { useRowStop } from "./list/row-stop";
import { announce } from "./live-region";

interface Props {
  text: string;
  /** What the button says. */
  children: ReactNode;
  /** Its whole name when the words alone do not tell: "Copy tracking number 9400 …". */
  label?: string;
  /** Said when it worked; "Copied." when absent. */
  done?: string;
  describedBy?: string;
  size?: "xs" | "compact-xs" | "compact-sm";
  variant?: "default" | "subtle";
}

export function CopyButton({
  text,
  children,
  label,
  done,
  describedBy,
  size = "xs",
  variant = "default",
}: Props) {
  const words = useWords().common;
  const tabIndex = useRowStop();
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("ready"), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
      announce(done ?? words.copied);
    } catch {
      setState("refused");
      announce(words.copyFailed);
    }
  };
  return (
    <>
      <Button
        size={size}
        variant={variant}
        tabIndex={tabIndex}
        aria-label={label}
        aria-describedby={describedBy}
        leftSection={<Icon of={state === "copied" ? IconCheck : IconCopy} size={14} />}
        onClick={() => void copy()}
      >
        {children}
      </Button>
      {state === "refused" ? <pre className={classes.text}>{text}</pre> : null}
    </>
  );
}
