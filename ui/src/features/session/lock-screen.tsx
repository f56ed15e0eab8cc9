// The locked desk: where it is, and its password. Nothing of a person is drawn here or behind it.
import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { type AppView, type Environment, failureOf, useBackend } from "../../backend";
import { environmentIcons } from "../../shared/environment-icons";
import { FailureNote } from "../../shared/failure-note";
import { focusFirstWrong, PasswordField } from "../../shared/fields";
import { Icon } from "../../shared/icon";
import { announce } from "../../shared/live-region";
import { useWords } from "../../words";
import classes from "./lock-screen.module.css";
import gate from "./sign-in-page.module.css";

interface Props {
  environment: Environment;
  onUnlocked: (app: AppView) => void;
}

export function LockScreen({ environment, onUnlocked }: Props) {
  const words = useWords();
  const own = words.session.locked;
  const { name, sentence } = words.shell.environments[environment];
  const backend = useBackend();
  const form = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  useEffect(() => announce(own.told), [own]);
  const unlock = useMutation({
    mutationFn: () => backend.unlock(password),
    onSuccess: (app) => {
      announce(own.unlocked);
      onUnlocked(app);
    },
    onError: () => focusFirstWrong(form.current),
  });
  const wrong = unlock.isError && failureOf(unlock.error).code === "wrong_password";
  const missing = tried && password === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (password === "") focusFirstWrong(form.current);
    else if (!unlock.isPending) unlock.mutate();
  };
  return (
    <main className={gate.gate}>
      <div className={classes.box}>
        <p className={classes.place} data-plate={environment}>
          <Icon of={environmentIcons[environment]} size={22} />
          <b>{name}</b> {sentence}
        </p>
        <h1 className={classes.title}>
          <Icon of={IconLock} size={26} />
          {own.title}
        </h1>
        <p>{own.lead(name)}</p>
        <form ref={form} className={classes.form} noValidate onSubmit={submit}>
          <PasswordField
            label={own.password}
            autoFocus
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
              unlock.reset();
            }}
            error={missing ? words.session.passwordMissing : wrong ? own.wrong : null}
          />
          {unlock.isError && !wrong ? (
            <FailureNote error={unlock.error} onRetry={() => unlock.mutate()} />
          ) : null}
          <Button type="submit" variant="filled" size="md" aria-disabled={unlock.isPending || undefined}>
            {unlock.isPending ? own.unlocking : own.unlock}
          </Button>
        </form>
        <p className={classes.goesOn}>{own.goesOn}</p>
      </div>
    </main>
  );
}
