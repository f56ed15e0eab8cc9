// Asks OK Capsule for a code. The answer never tells whether it knows the e-mail.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { type Environment, useBackend } from "../../backend";
import { FailureNote } from "../../shared/failure-note";
import { focusFirstWrong, TextField } from "../../shared/fields";
import { announce } from "../../shared/live-region";
import { useWords } from "../../words";
import classes from "./account-form.module.css";
import { checkEmail } from "./email";
import { isSaidAtFields, refusedAt } from "./refused";

interface Props {
  environment: Environment;
  email: string;
  onEmail: (email: string) => void;
  /** A code is on its way, or is there already. */
  onCode: () => void;
  onBack: () => void;
}

export function AskCodeForm({ environment, email, onEmail, onCode, onBack }: Props) {
  const words = useWords();
  const backend = useBackend();
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const ask = useMutation({
    mutationFn: () => backend.forgotPassword({ environment, email: email.trim() }),
    onSuccess: () => {
      announce(words.session.reset.sent(email.trim()));
      onCode();
    },
  });
  const problem = tried ? checkEmail(email) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (checkEmail(email)) focusFirstWrong(form.current);
    else if (!ask.isPending) ask.mutate();
  };
  return (
    <form ref={form} className={classes.form} noValidate onSubmit={submit}>
      <h2>{words.session.reset.title}</h2>
      <p>{words.session.reset.lead(words.shell.environments[environment].name)}</p>
      <TextField
        label={words.session.email}
        type="email"
        inputMode="email"
        maw="24rem"
        data-autofocus
        autoFocus
        value={email}
        onChange={(event) => onEmail(event.currentTarget.value)}
        error={problem ? words.session[problem] : refusedAt(words.session, ask.error, "email")}
      />
      {ask.isError && !isSaidAtFields(ask.error, ["email"]) ? (
        <FailureNote error={ask.error} onRetry={() => ask.mutate()} />
      ) : null}
      <div className={classes.buttons}>
        <Button type="submit" variant="filled" aria-disabled={ask.isPending || undefined}>
          {ask.isPending ? words.session.reset.sending : words.session.reset.send}
        </Button>
        <Button onClick={onCode}>{words.session.reset.haveCode}</Button>
        <Button variant="subtle" onClick={onBack}>
          {words.session.reset.backToSignIn}
        </Button>
      </div>
    </form>
  );
}
