/**
 * Writes the inspection report of the sample case. The font is no dependency of the project; name one with
 * Chinese glyphs: `node scripts/dev/sample/make-report.ts <font file>` (made with Noto Sans SC, OFL 1.1).
 */
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import PDFDocument from "pdfkit";
import { item } from "./story.ts";

const font = process.argv[2];
if (font === undefined) throw new Error("usage: make-report.ts <font file>");

const made = new Date("2026-11-09T14:05:00+08:00");
const pdf = new PDFDocument({
  size: "A4",
  margin: 56,
  lang: "zh-CN",
  info: { Title: "检验报告 HJ-2026-118204", Author: "华检质量检验中心", CreationDate: made, ModDate: made },
});
pdf.pipe(createWriteStream(join(import.meta.dirname, "documents", "inspection-report.pdf")));
pdf.registerFont("text", font).font("text");

pdf.fontSize(20).text("华检质量检验中心", { align: "center" });
pdf.fontSize(15).text("检 验 报 告", { align: "center" }).moveDown(0.6);
pdf.fontSize(10).text("报告编号 HJ-2026-118204", { align: "right" }).moveDown();

const rows: [string, string][] = [
  ["样品名称", item.name],
  ["商品条码 GTIN", item.gtin],
  ["序列号", item.serial],
  ["生产批号", item.lot],
  ["委托单位", "佛山露沫电器有限公司"],
  ["检验日期", "2026-11-09"],
  ["检验地点", "佛山 华检实验室"],
  ["检验依据", "GB 4706.1-2005、GB 4706.19-2008、QB/T 4268-2011"],
];
const results: [string, string, string][] = [
  ["外观", "机壳、侧板、冲煮头无变形无划伤", "合格"],
  ["泵压", "稳定 9.1 bar(要求 9±1 bar)", "合格"],
  ["冲煮温度", "92.4 °C(要求 90 至 96 °C)", "合格"],
  ["泄漏电流", "0.21 mA(要求不大于 0.75 mA)", "合格"],
  ["电气强度", "1250 V / 1 min 无击穿", "合格"],
  ["包装跌落", "80 cm,一角三棱六面,跌落后功能正常", "合格"],
];

const left = 56;
const width = 483;
function line(cells: readonly string[], widths: readonly number[], y: number): number {
  let x = left;
  for (const [i, cell] of cells.entries()) {
    const w = widths[i]!;
    pdf.rect(x, y, w, 24).lineWidth(0.5).stroke("#888888");
    pdf.fillColor("#111111").text(cell, x + 6, y + 6, { width: w - 12, height: 16, ellipsis: true });
    x += w;
  }
  return y + 24;
}
let y = pdf.y;
for (const row of rows) y = line(row, [120, width - 120], y);
y = line(["检验项目", "检验结果", "判定"], [110, width - 180, 70], y + 14);
for (const row of results) y = line(row, [110, width - 180, 70], y);

pdf.fontSize(11).text("结论:所检项目全部合格。", left, y + 18);
pdf.fontSize(9).fillColor("#555555");
pdf.text("本报告只对所检样品负责。未经本中心书面同意,不得部分复制。", left, pdf.y + 8);
pdf.text("主检 周工 审核 许工 批准 何工", left, pdf.y + 8).text("签发日期 2026-11-09", left, pdf.y + 4);
pdf.end();
