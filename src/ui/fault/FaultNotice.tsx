import type { ReactNode } from "react";
import type { Fault } from "#stores/fault.ts";
import { t } from "#ui/language/t.ts";

interface Props {
  readonly fault: Fault;
  readonly onRetry?: (() => void) | undefined;
  readonly retryLabel?: string;
  readonly children?: ReactNode;
}

/** What failed, what to do, and a way to try again; shown where the work would have been. */
export function FaultNotice({ fault, onRetry, retryLabel = t("common.retry"), children }: Props) {
  return (
    <div className="fault" role="alert" data-fault={fault.kind}>
      <p>{fault.message}</p>
      <p className="quiet">{fault.remedy}</p>
      <div className="row">
        {onRetry !== undefined && (
          <button type="button" className="button" onClick={onRetry}>
            {retryLabel}
          </button>
        )}
        {children}
      </div>
    </div>
  );
}
