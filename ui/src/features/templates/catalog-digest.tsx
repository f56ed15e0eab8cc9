// What was retired in the catalog since somebody last looked, and how many templates it touches.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "../../backend";
import { Note } from "../../shared/note";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import classes from "./catalog-digest.module.css";

export function CatalogDigest() {
  const words = useWords().orderDesk.digest;
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const queryKey = ["catalog", "digest"];
  const digest = useQuery({ queryKey, queryFn: () => backend.catalogDigest() });
  const seen = useMutation({
    mutationFn: () => backend.seeCatalog(stamp),
    onSuccess: () => client.setQueryData(queryKey, null),
  });
  if (!digest.data) return null;
  const { retired, added, templates } = digest.data;
  const packs = retired.filter(({ pack }) => pack).length;
  return (
    <Note
      tone={templates.length > 0 ? "warn" : "plain"}
      says="status"
      actions={
        <Button size="xs" aria-disabled={seen.isPending || undefined} onClick={() => seen.mutate()}>
          {words.understood}
        </Button>
      }
    >
      {retired.length > 0 ? (
        <>
          <b>{words.title(retired.length - packs, packs)}</b> {words.templates(templates.length)}
          <ul className={classes.names}>
            {retired.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
        </>
      ) : null}
      {added.length > 0 ? <p className={classes.added}>{words.added(added.length)}</p> : null}
    </Note>
  );
}
