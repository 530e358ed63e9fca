import { t } from "#ui/language/t.ts";

/** The part of the help sheet about gamepads, in the names of their standard mapping. */
export function GamepadKeys() {
  const rows: readonly (readonly [title: string, keys: readonly string[]])[] = [
    [t("gamepad.move"), [t("gamepad.leftStick")]],
    [t("gamepad.magnify"), [t("gamepad.rightStick"), t("gamepad.triggers")]],
    [t("gamepad.evidence"), [t("gamepad.shoulders")]],
    [t("gamepad.fly"), ["A"]],
    [t("gamepad.back"), ["B"]],
    [t("gamepad.hide"), ["Y"]],
    [t("gamepad.help"), [t("gamepad.start")]],
  ];
  return (
    <section className="keys" aria-label={t("gamepad.title")}>
      <h3>{t("gamepad.title")}</h3>
      <dl>
        {rows.map(([title, keys]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
