// The commands of an account, as far as this build of Rust has them: without them there is no account form.
import type { AppView, Backend, Environment } from "../../backend";

export interface AccountCalls {
  signIn: (form: { environment: Environment; email: string; password: string }) => Promise<AppView>;
  /** Asks for a code; never tells whether the e-mail is known. */
  forgotPassword: (form: { environment: Environment; email: string }) => Promise<unknown>;
  resetPassword: (form: {
    environment: Environment;
    email: string;
    code: string;
    password: string;
  }) => Promise<unknown>;
}

export function accountCallsOf(backend: Backend): AccountCalls | null {
  const maybe: Partial<AccountCalls> = backend as Partial<AccountCalls>;
  const { signIn, forgotPassword, resetPassword } = maybe;
  return signIn && forgotPassword && resetPassword ? { signIn, forgotPassword, resetPassword } : null;
}
