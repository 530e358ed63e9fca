import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { t } from "#ui/language/t.ts";
import { useRoom, useView } from "#ui/session/room.tsx";
import { keyName } from "./chord.ts";
import { commandsOf } from "./commands.ts";

/** Ctrl+K: every command by name. */
export function CommandList() {
  const isOpen = useView((store) => store.commandsOpen);
  return isOpen ? <OpenCommandList /> : null;
}

function OpenCommandList() {
  const room = useRoom();
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState("");
  const [chosen, setChosen] = useState(0);
  const { commandsToggled } = room.stores.view.getState();
  const found = commandsOf(room).filter(({ title }) =>
    title.toLowerCase().includes(asked.trim().toLowerCase()),
  );
  useEffect(() => dialog.current?.showModal(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever is chosen or found is to be seen
  useEffect(() => {
    // In a block: scrolling returns a promise in some browsers, which is no way to end an effect.
    dialog.current?.querySelector("[data-chosen=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen, asked]);

  function run(index: number): void {
    commandsToggled();
    found[index]?.run();
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setChosen((chosen + step + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter") run(chosen);
    else return;
    event.preventDefault();
  }
  return (
    <dialog
      ref={dialog}
      className="commands"
      aria-label={t("commands.list")}
      onCancel={commandsToggled}
    >
      <input
        aria-label={t("commands.find")}
        placeholder={t("commands.find")}
        value={asked}
        onChange={(event) => {
          setAsked(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul>
        {found.map(({ title, keys }, index) => (
          <li key={title}>
            <button type="button" data-chosen={index === chosen} onClick={() => run(index)}>
              {title}
              {keys[0] !== undefined && <kbd>{keyName(keys[0])}</kbd>}
            </button>
          </li>
        ))}
      </ul>
    </dialog>
  );
}
