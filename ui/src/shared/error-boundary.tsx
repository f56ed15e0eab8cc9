// Catches a screen that fails to draw: the rest of the window goes on, and the person reads a sentence instead of nothing.
import { Component, type ReactNode } from "react";

interface Props {
  /** Drawn in place of the screen that failed. */
  instead: (again: () => void) => ReactNode;
  /** A change of it tries the screen anew: the path. */
  resetKey: string;
  children: ReactNode;
}

interface State {
  failedAt: string | null;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failedAt: null };

  override componentDidCatch(): void {
    this.setState({ failedAt: this.props.resetKey });
  }

  static getDerivedStateFromError(): Partial<State> {
    return { failedAt: "" };
  }

  override componentDidUpdate(before: Props): void {
    if (before.resetKey !== this.props.resetKey && this.state.failedAt !== null)
      this.setState({ failedAt: null });
  }

  override render(): ReactNode {
    if (this.state.failedAt === null) return this.props.children;
    return this.props.instead(() => this.setState({ failedAt: null }));
  }
}
