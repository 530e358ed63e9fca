import { commandsOf, keyName } from "#ui/commands/commands.ts";
import { useRoom } from "#ui/session/room.tsx";

/** The help sheet: every key and what it does. */
export function KeysPanel() {
  const commands = commandsOf(useRoom());
  return (
    <dl className="keys">
      {commands
        .filter(({ keys }) => keys.length > 0)
        .map(({ title, keys }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{keyName(key)}</kbd>
              ))}
            </dd>
          </div>
        ))}
      <div>
        <dt>Ask; new line</dt>
        <dd>
          <kbd>Enter</kbd>
          <kbd>Shift Enter</kbd>
        </dd>
      </div>
      <div>
        <dt>List of commands</dt>
        <dd>
          <kbd>Ctrl K</kbd>
        </dd>
      </div>
    </dl>
  );
}
