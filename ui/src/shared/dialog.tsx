// A dialog over the page: titled, closed by Esc, its focus kept inside; it never dims the plate that says where one works.
import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../words";
import classes from "./dialog.module.css";

interface Props {
  opened: boolean;
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** CSS width. */
  width?: string;
  /** Without the cross at the top right: for questions that have a "no" of their own. */
  bare?: boolean;
}

export function Dialog({ opened, title, onClose, children, width = "27.5rem", bare = false }: Props) {
  const words = useWords().common;
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={width}
      zIndex={300}
      centered
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay className={classes.overlay} backgroundOpacity={0.35} />
      <Modal.Content className={classes.content}>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          {bare ? null : <Modal.CloseButton aria-label={words.close} />}
        </div>
        <Modal.Body className={classes.body}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
