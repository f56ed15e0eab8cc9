// The way into Stage or Live: e-mail and password, or a new password by a code. A failure clears nothing; the password is never kept.
import { useState } from "react";
import type { AppView, Environment } from "../../backend";
import { announce } from "../../shared/live-region";
import { useWords } from "../../words";
import { AskCodeForm } from "./ask-code-form";
import { NewPasswordForm } from "./new-password-form";
import { SignInForm } from "./sign-in-form";

interface Props {
  environment: Environment;
  /** Tokens can be kept by this computer's keychain. */
  kept: boolean;
  onSignedIn: (app: AppView) => void;
}

type Step = "sign-in" | "ask-code" | "new-password";

export function AccountForm({ environment, kept, onSignedIn }: Props) {
  const words = useWords().session;
  const [step, setStep] = useState<Step>("sign-in");
  const [email, setEmail] = useState("");
  const [renewed, setRenewed] = useState(false);
  switch (step) {
    case "sign-in":
      return (
        <SignInForm
          environment={environment}
          kept={kept}
          email={email}
          onEmail={setEmail}
          renewed={renewed}
          onForgot={() => setStep("ask-code")}
          onSignedIn={onSignedIn}
        />
      );
    case "ask-code":
      return (
        <AskCodeForm
          environment={environment}
          email={email}
          onEmail={setEmail}
          onCode={() => setStep("new-password")}
          onBack={() => setStep("sign-in")}
        />
      );
    case "new-password":
      return (
        <NewPasswordForm
          environment={environment}
          email={email}
          onEmail={setEmail}
          onDone={() => {
            setRenewed(true);
            setStep("sign-in");
            announce(words.reset.done);
          }}
          onAnother={() => setStep("ask-code")}
          onBack={() => setStep("sign-in")}
        />
      );
  }
}
