import { Select, type SelectProps } from "antd";
import type { CaseView } from "../../../../server/schema/case.ts";

/** Chooses among the documents of a case, by number and name. A form item gives it value and change. */
export function EvidenceSelect({ view, ...props }: { view: CaseView } & SelectProps<string[]>) {
  const options = view.evidence.map((item, index) => ({
    value: item.evidenceId,
    label: `${index + 1}. ${item.name}`,
  }));
  return <Select<string[]> {...props} mode="multiple" options={options} />;
}
