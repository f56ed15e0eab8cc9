// Signing in again without leaving the screen, after the sign-in has ended in the middle of the work.
import { Modal } from "@mantine/core";
import type { AppView, Environment } from "../../backend";
import { useWords } from "../../words";
import { AccountForm } from "./account-form";

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
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.session.signInAgain}
      size="44rem"
      closeButtonProps={{ "aria-label": words.common.close }}
    >
      <p>{words.session.signInAgainText(words.shell.environments[environment].name)}</p>
      <br />
      <AccountForm environment={environment} kept={kept} onSignedIn={onSignedIn} />
    </Modal>
  );
}
