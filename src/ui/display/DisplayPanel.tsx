import { BesideControls } from "#ui/beside/BesideControls.tsx";
import { LanguageChoice } from "#ui/language/LanguageChoice.tsx";
import { GoToForm } from "./GoToForm.tsx";
import { LightControls } from "./LightControls.tsx";
import { LinkField } from "./LinkField.tsx";
import { PictureButtons } from "./PictureButtons.tsx";
import { TurnControls } from "./TurnControls.tsx";

/** How the slide is lit and lies, where to go on it, and what to take away of it. */
export function DisplayPanel() {
  return (
    <>
      <LightControls />
      <TurnControls />
      <GoToForm />
      <BesideControls />
      <PictureButtons />
      <LinkField />
      <LanguageChoice />
    </>
  );
}
