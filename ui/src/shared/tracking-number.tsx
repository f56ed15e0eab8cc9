// A tracking number one can copy, and at which host its page is. The page itself is not opened from here.
import { useWords } from "../words";
import { CopyButton } from "./copy-button";
import classes from "./tracking-number.module.css";

interface Props {
  number: string | null;
  host: string | null;
}

export function TrackingNumber({ number, host }: Props) {
  const words = useWords().shipments;
  if (!number) return <span className={classes.none}>{words.noTracking}</span>;
  return (
    <span className={classes.tracking}>
      <span className={classes.number}>{inGroups(number)}</span>
      <CopyButton
        text={number}
        size="compact-xs"
        variant="subtle"
        label={words.copyTrackingLabel(inGroups(number))}
        done={words.trackingCopied}
      >
        {words.copyTracking}
      </CopyButton>
      {host ? <span className={classes.host}>{words.followAt(host)}</span> : null}
    </span>
  );
}

/** Long numbers of digits are read in fours: "9400 1362 0855 5218 4417 06". */
function inGroups(number: string): string {
  return /^\d{16,}$/.test(number) ? number.replace(/(\d{4})(?=\d)/g, "$1 ") : number;
}
