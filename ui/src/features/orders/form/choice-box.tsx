// A place chosen from a known list by typing: its beginning or its short form is enough. Leaving the field takes what was surely meant.
import { useState } from "react";
import { FindBox } from "./find-box";
import { useOrderForm } from "./form-context";
import { type Choice, findPlaces, placeNamed } from "./places";

interface Props {
  path: string;
  label: string;
  choices: readonly Choice[];
  value: string;
  onChange: (value: string) => void;
  /** What is not in the list is kept as typed; else the last choice comes back. */
  free: boolean;
  nothing: (text: string) => string;
}

export function ChoiceBox({ path, label, choices, value, onChange, free, nothing }: Props) {
  const form = useOrderForm();
  const [typed, setTyped] = useState<string | null>(null);
  const error = form.problemAt(path);
  const text = typed ?? value;
  const found = typed === null ? choices : findPlaces(choices, typed);
  const settle = () => {
    if (typed !== null) {
      const meant =
        placeNamed(choices, typed) ??
        (typed.trim() !== "" && found.length === 1 ? found[0]?.value : undefined);
      if (meant !== undefined) onChange(meant);
      else if (free || typed.trim() === "") onChange(typed.trim());
      setTyped(null);
    }
    form.leave(path);
  };
  return (
    <FindBox
      label={label}
      labelShown
      chevron
      path={path}
      text={text}
      error={error}
      onText={(next) => {
        setTyped(next);
        // What is typed freely is saved as it is typed.
        if (free) onChange(next);
      }}
      found={found.map((choice) => ({ value: choice.value, label: choice.value }))}
      nothing={nothing(text.trim())}
      onTake={(taken) => {
        setTyped(null);
        onChange(taken);
      }}
      onBlur={settle}
    />
  );
}
