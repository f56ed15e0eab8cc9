// The code from the message and a new password.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { type Environment, failureOf, useBackend } from "../../backend";
import { FailureNote } from "../../shared/failure-note";
import { focusFirstWrong, PasswordField, TextField } from "../../shared/fields";
import { Note } from "../../shared/note";
import { useWords } from "../../words";
import classes from "./account-form.module.css";
import { checkEmail } from "./email";
import { isSaidAtFields, refusedAt } from "./refused";

interface Props {
  environment: Environment;
  email: string;
  onEmail: (email: string) => void;
  onDone: () => void;
  onAnother: () => void;
  onBack: () => void;
}

export function NewPasswordForm({ environment, email, onEmail, onDone, onAnother, onBack }: Props) {
  const words = useWords();
  const backend = useBackend();
  const reset = words.session.reset;
  const form = useRef<HTMLFormElement>(null);
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      backend.resetPassword({ environment, email: email.trim(), code: code.trim(), password }),
    onSuccess: onDone,
    onError: () => focusFirstWrong(form.current),
  });
  const emailProblem = tried ? checkEmail(email) : null;
  const codeWrong = save.isError && failureOf(save.error).code === "reset_code_wrong";
  const refusal = words.errors.codes.reset_code_wrong;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (checkEmail(email) || code.trim() === "" || password === "") focusFirstWrong(form.current);
    else if (!save.isPending) save.mutate();
  };
  return (
    <form ref={form} className={classes.form} noValidate onSubmit={submit}>
      <h2>{reset.title}</h2>
      <Note tone="acc">{reset.sent(email.trim() || words.session.yourEmail)}</Note>
      <div className={classes.three}>
        <TextField
          label={words.session.email}
          type="email"
          inputMode="email"
          value={email}
          onChange={(event) => onEmail(event.currentTarget.value)}
          error={emailProblem ? words.session[emailProblem] : refusedAt(words.session, save.error, "email")}
        />
        <TextField
          label={reset.code}
          hint={reset.codeHint}
          autoFocus
          inputMode="numeric"
          value={code}
          onChange={(event) => {
            setCode(event.currentTarget.value);
            save.reset();
          }}
          error={
            tried && code.trim() === ""
              ? reset.codeMissing
              : codeWrong
                ? `${refusal.title} ${refusal.text}`
                : refusedAt(words.session, save.error, "code")
          }
        />
        <PasswordField
          label={reset.newPassword}
          hint={reset.newPasswordHint}
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
            save.reset();
          }}
          error={
            tried && password === ""
              ? reset.newPasswordMissing
              : refusedAt(words.session, save.error, "password")
          }
        />
      </div>
      {save.isError && !codeWrong && !isSaidAtFields(save.error, ["email", "code", "password"]) ? (
        <FailureNote error={save.error} onRetry={() => save.mutate()}>
          {failureOf(save.error).code === "refused" ? words.session.refusedForm : null}
        </FailureNote>
      ) : null}
      <div className={classes.buttons}>
        <Button type="submit" variant="filled" aria-disabled={save.isPending || undefined}>
          {save.isPending ? reset.saving : reset.save}
        </Button>
        <Button onClick={onAnother}>{reset.anotherCode}</Button>
        <Button variant="subtle" onClick={onBack}>
          {reset.backToSignIn}
        </Button>
      </div>
    </form>
  );
}
