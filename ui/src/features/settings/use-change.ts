// Changing one preference and saying whether it was saved.
import { announce } from "../../shared/live-region";
import { useChangePreferences } from "../../shared/preferences";
import { useWords } from "../../words";

export function useChange() {
  const words = useWords().settings;
  return useChangePreferences({
    saved: () => announce(words.saved),
    notSaved: () => announce(words.notSaved),
  });
}
