import { keyName } from "#ui/commands/chord.ts";
import type { Command } from "#ui/commands/command.ts";
import { commandsOf } from "#ui/commands/commands.ts";
import { useRoom } from "#ui/session/room.tsx";

/** Keys of the conversation, which mean something else on the tissue. */
const whileThere: readonly Pick<Command, "title" | "keys">[] = [
  { title: "Ask; new line", keys: ["Enter", "Shift+Enter"] },
  { title: "Through the evidence, or the patches of an answer", keys: ["ArrowUp", "ArrowDown"] },
  { title: "Fly to the patch", keys: ["Enter"] },
  { title: "From the evidence to the question, from there to the slide", keys: ["Escape"] },
];

/** The help sheet: every key and what it does. */
export function KeysPanel() {
  const keyed = commandsOf(useRoom()).filter(({ keys }) => keys.length > 0);
  const groups = [...new Set(keyed.map(({ group }) => group))];
  return (
    <>
      {groups.map((group) => (
        <Keys key={group} title={group} rows={keyed.filter((one) => one.group === group)} />
      ))}
      <Keys title="In the conversation" rows={whileThere} />
      <p className="quiet">
        The keys 1 to 7 magnify about the pointer, or the middle of the window. Where a slide has no
        scale, its full size counts as 40×. Held, H shows the bare tissue until it is let go.
      </p>
    </>
  );
}

interface Props {
  readonly title: string;
  readonly rows: readonly Pick<Command, "title" | "keys">[];
}

function Keys({ title, rows }: Props) {
  return (
    <section className="keys" aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {rows.map((row) => (
          <div key={row.title}>
            <dt>{row.title}</dt>
            <dd>
              {row.keys.map((key) => (
                <kbd key={key}>{keyName(key)}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
