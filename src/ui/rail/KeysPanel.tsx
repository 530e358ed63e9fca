import { keyName } from "#ui/commands/chord.ts";
import type { Command } from "#ui/commands/command.ts";
import { commandsOf } from "#ui/commands/commands.ts";
import { GamepadKeys } from "#ui/gamepad/GamepadKeys.tsx";
import type { PlainKeyIn } from "#ui/language/key.ts";
import { t } from "#ui/language/t.ts";
import { useRoom } from "#ui/session/room.tsx";

/** Keys of the conversation, which mean something else on the tissue. */
const whileThere: readonly { title: PlainKeyIn<"commands">; keys: readonly string[] }[] = [
  { title: "commands.askOrNewLine", keys: ["Enter", "Shift+Enter"] },
  { title: "commands.throughEvidence", keys: ["ArrowUp", "ArrowDown"] },
  { title: "commands.flyToPatch", keys: ["Enter"] },
  { title: "commands.escape", keys: ["Escape"] },
];

/** The help sheet: every key and what it does. */
export function KeysPanel() {
  const keyed = commandsOf(useRoom()).filter(({ keys }) => keys.length > 0);
  const groups = [...new Set(keyed.map(({ group }) => group))];
  return (
    <>
      {groups.map((group) => (
        <Keys
          key={group}
          title={t(`commands.${group}`)}
          rows={keyed.filter((one) => one.group === group)}
        />
      ))}
      <Keys
        title={t("commands.inConversation")}
        rows={whileThere.map(({ title, keys }) => ({ title: t(title), keys }))}
      />
      <GamepadKeys />
      <p className="quiet">{t("commands.keysNote")}</p>
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
