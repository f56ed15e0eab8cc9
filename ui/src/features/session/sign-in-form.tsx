// E-mail and password, in one line as they are typed.
import { Anchor, Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { type AppView, type Environment, failureOf, useBackend } from "../../backend";
import { FailureNote } from "../../shared/failure-note";
import { focusFirstWrong, PasswordField, TextField } from "../../shared/fields";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { useWords } from "../../words";
import classes from "./account-form.module.css";
import { checkEmail } from "./email";
import { isSaidAtFields, refusedAt } from "./refused";

interface Props {
  environment: Environment;
  kept: boolean;
  email: string;
  onEmail: (email: string) => void;
  /** A new password was set a moment ago. */
  renewed: boolean;
  onForgot: () => void;
  onSignedIn: (app: AppView) => void;
}

export function SignInForm({ environment, kept, email, onEmail, renewed, onForgot, onSignedIn }: Props) {
  const words = useWords();
  const backend = useBackend();
  const { name } = words.shell.environments[environment];
  const form = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const signIn = useMutation({
    mutationFn: () => backend.signIn({ environment, email: email.trim(), password }),
    onSuccess: (app) => {
      announce(words.session.signedIn(name));
      onSignedIn(app);
    },
    onError: () => focusFirstWrong(form.current),
  });
  const emailProblem = tried ? checkEmail(email) : null;
  const passwordMissing = tried && password === "";
  const wrong = signIn.isError && failureOf(signIn.error).code === "wrong_password";
  const refusal = words.errors.codes.wrong_password;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (checkEmail(email) || password === "") focusFirstWrong(form.current);
    else if (!signIn.isPending) signIn.mutate();
  };
  return (
    <form ref={form} className={classes.form} noValidate onSubmit={submit}>
      {renewed ? (
        <Note tone="ok" says="status">
          {words.session.reset.done}
        </Note>
      ) : null}
      <div className={classes.line}>
        <TextField
          label={words.session.email}
          type="email"
          inputMode="email"
          value={email}
          onChange={(event) => onEmail(event.currentTarget.value)}
          error={emailProblem ? words.session[emailProblem] : refusedAt(words.session, signIn.error, "email")}
        />
        <PasswordField
          label={words.session.password}
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
            signIn.reset();
          }}
          error={
            passwordMissing
              ? words.session.passwordMissing
              : wrong
                ? `${refusal.title} ${refusal.text}`
                : refusedAt(words.session, signIn.error, "password")
          }
        />
        <Button
          type="submit"
          variant="filled"
          aria-disabled={signIn.isPending || undefined}
          className={classes.go}
        >
          {signIn.isPending ? words.session.signingIn : words.session.signIn(name)}
        </Button>
      </div>
      {signIn.isError && !wrong && !isSaidAtFields(signIn.error, ["email", "password"]) ? (
        <FailureNote error={signIn.error} onRetry={() => signIn.mutate()}>
          {failureOf(signIn.error).code === "refused" ? words.session.refusedForm : null}
        </FailureNote>
      ) : null}
      <div className={classes.below}>
        <Anchor component="button" type="button" size="sm" onClick={onForgot}>
          {words.session.forgot}
        </Anchor>
        <span>{kept ? words.session.notKept : words.session.notKeptMemory}</span>
      </div>
    </form>
  );
}
