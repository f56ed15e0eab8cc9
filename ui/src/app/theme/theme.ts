// The Mantine theme: scale, type and how Mantine's parts wear our roles. Sizes are rem, so the app's own zoom moves everything.
import {
  ActionIcon,
  Anchor,
  Button,
  createTheme,
  Input,
  Popover,
  Select,
  Switch,
  Tabs,
  Tooltip,
} from "@mantine/core";
import classes from "./parts.module.css";
import { ramps } from "./ramps";

const fallback =
  '-apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Cantarell, "Noto Sans", system-ui, sans-serif';

export const theme = createTheme({
  colors: ramps,
  primaryColor: "euca",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  white: "#ffffff",
  black: "#171e1d",
  fontFamily: `"Inter Variable", ${fallback}`,
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", "Liberation Mono", monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  lineHeights: { xs: "1.3333", sm: "1.5385", md: "1.4286", lg: "1.5", xl: "1.4" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  radius: { xs: "0.25rem", sm: "0.375rem", md: "0.5rem", lg: "0.75rem", xl: "1rem" },
  defaultRadius: "sm",
  shadows: {
    xs: "var(--cd-shadow-xs)",
    sm: "var(--cd-shadow-xs)",
    md: "var(--cd-shadow-md)",
    xl: "var(--cd-shadow-xl)",
  },
  headings: {
    fontFamily: `"Inter Variable", ${fallback}`,
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.25rem", lineHeight: "1.75rem", fontWeight: "650" },
      h2: { fontSize: "0.875rem", lineHeight: "1.25rem", fontWeight: "650" },
      h3: { fontSize: "0.8125rem", lineHeight: "1.25rem", fontWeight: "600" },
    },
  },
  focusRing: "auto",
  cursorType: "default",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { variant: "default", size: "sm" },
      classNames: { root: classes.button },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: "subtle", color: "gray", size: "md" },
      classNames: { root: classes.actionIcon },
    }),
    Anchor: Anchor.extend({ classNames: { root: classes.anchor } }),
    Input: Input.extend({ classNames: { input: classes.input } }),
    InputWrapper: Input.Wrapper.extend({
      classNames: { label: classes.label, description: classes.hint, error: classes.error },
      defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] },
    }),
    Select: Select.extend({ defaultProps: { checkIconPosition: "right" } }),
    Popover: Popover.extend({ defaultProps: { transitionProps: { duration: 0 } } }),
    Switch: Switch.extend({ defaultProps: { withThumbIndicator: false } }),
    Tabs: Tabs.extend({ classNames: { list: classes.tabsList, tab: classes.tab } }),
    Tooltip: Tooltip.extend({ defaultProps: { events: { hover: true, focus: true, touch: false } } }),
  },
});
