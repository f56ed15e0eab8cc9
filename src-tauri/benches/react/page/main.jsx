// One heading and one button of Mantine: the smallest page that pays for React and Mantine.
import "@mantine/core/styles.css";
import { Button, MantineProvider, Title } from "@mantine/core";
import { createRoot } from "react-dom/client";

createRoot(document.getElementById("root")).render(
  <MantineProvider>
    <Title>React and Mantine</Title>
    <Button>Press</Button>
  </MantineProvider>,
);
