// The desks used on this computer, newest first: one press goes on in one, signed in or readable.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { type AppView, type KnownDeskView, useBackend } from "../../backend";
import { environmentIcons } from "../../shared/environment-icons";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { useWhen } from "../../shared/when";
import { useWords } from "../../words";
import classes from "./known-desks.module.css";

interface Props {
  known: readonly KnownDeskView[];
  onOpened: (app: AppView) => void;
}

export function KnownDesks({ known, onOpened }: Props) {
  const words = useWords();
  const own = words.session.known;
  const backend = useBackend();
  const when = useWhen();
  const id = useId();
  const open = useMutation({ mutationFn: (desk: string) => backend.openDesk(desk), onSuccess: onOpened });
  if (known.length === 0) return null;
  return (
    <section className={classes.known} aria-labelledby={id}>
      <h2 id={id}>{own.title}</h2>
      <p>{own.text}</p>
      {open.isError ? (
        <FailureNote error={open.error} onRetry={() => open.variables && open.mutate(open.variables)} />
      ) : null}
      <ul>
        {known.map(({ desk, environment, clientName, lastUsed }) => {
          const { name } = words.shell.environments[environment];
          const opening = open.isPending && open.variables === desk;
          return (
            <li key={desk} data-place={environment}>
              <Icon of={environmentIcons[environment]} size={22} />
              <p>
                <b>{name}</b> {clientName || own.noBrand}
                <small>{own.lastUsed(when(lastUsed))}</small>
              </p>
              <Button
                aria-label={own.goOnLabel(name, clientName)}
                aria-disabled={open.isPending || undefined}
                onClick={() => open.isPending || open.mutate(desk)}
              >
                {opening ? own.opening : own.goOn}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
