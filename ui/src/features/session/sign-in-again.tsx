// Signing in again without leaving the screen, after the sign-in has ended in the middle of the work.
import type { AppView, Environment } from "../../backend";
import { Dialog } from "../../shared/dialog";
import { useWords } from "../../words";
import { AccountForm } from "./account-form";
import classes from "./account-form.module.css";

interface Props {
  opened: boolean;
  environment: Environment;
  kept: boolean;
  onClose: () => void;
  onSignedIn: (app: AppView) => void;
}

export function SignInAgain({ opened, environment, kept, onClose, onSignedIn }: Props) {
  const words = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={words.session.signInAgain} width="44rem">
      <p className={classes.again}>
        {words.session.signInAgainText(words.shell.environments[environment].name)}
      </p>
      <AccountForm environment={environment} kept={kept} onSignedIn={onSignedIn} />
    </Dialog>
  );
}
