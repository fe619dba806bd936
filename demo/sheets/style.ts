export const STYLE = `
* { box-sizing: border-box }
html, body { height: 100% }
body { margin: 0; display: flex; flex-direction: column; font: 13px/1.4 Inter, Arial, sans-serif; color: #1f2937; background: #f6f8fb }
header { display: flex; align-items: center; gap: 10px; padding: 10px 16px; background: #fff; border-bottom: 1px solid #e2e8f0 }
h1 { margin: 0; font-size: 17px; font-weight: 600 }
.logo { width: 22px; height: 26px; border-radius: 3px; background: linear-gradient(#fff 0 0) 50% 62%/12px 2px no-repeat, linear-gradient(#fff 0 0) 50% 45%/12px 2px no-repeat, linear-gradient(#fff 0 0) 50% 79%/12px 2px no-repeat, #188038 }
.saved { color: #64748b }
.all { margin-left: auto; color: #188038; text-decoration: none; white-space: nowrap }
@media (max-width: 600px) { .saved { display: none } }
.changes { margin: 0; padding: 7px 16px; background: #fffbeb; border-bottom: 1px solid #fde68a }
.changes a { color: #92400e; margin-left: 6px }
.swatch { display: inline-block; width: 11px; height: 11px; margin-right: 6px; background: #fef3c7; border: 1px solid #f59e0b; vertical-align: -1px }
.grid { flex: 1; overflow: auto; background: #fff }
table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums }
th { position: sticky; background: #f1f5f9; color: #64748b; font-weight: 500; border: solid #dbe2ea; border-width: 0 1px 1px 0; text-align: center }
thead th { top: 0; z-index: 3; height: 24px; min-width: 90px }
thead th:first-child { left: 0; z-index: 4; min-width: 52px }
tbody th { left: 0; z-index: 1; min-width: 52px; padding: 0 8px }
td { height: 24px; max-width: 320px; padding: 2px 7px; border: solid #e8edf3; border-width: 0 1px 1px 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; background: #fff }
td.number { text-align: right }
td.bool { text-align: center }
td.formula { color: #1d4ed8 }
td.fresh { background: #fef3c7 !important; box-shadow: inset 0 0 0 1px #f59e0b }
tr.frozen td, tr.frozen th { position: sticky; top: 24px; z-index: 2; border-bottom: 2px solid #cbd5e1 }
tr.frozen th { z-index: 3 }
td.filter { position: relative; padding-right: 24px }
tr.frozen td.filter { position: sticky }
.funnel { position: absolute; right: 6px; top: 3px; color: #188038; font-style: normal }
footer { display: flex; align-items: center; border-top: 1px solid #dbe2ea; background: #f1f5f9 }
nav { display: flex; flex: 1; overflow-x: auto }
nav a { padding: 9px 16px; color: #475569; text-decoration: none; white-space: nowrap }
nav a.open { background: #fff; color: #188038; font-weight: 600; box-shadow: inset 0 -2px #188038 }
.pager { padding: 0 16px; color: #64748b; white-space: nowrap }
.pager a { color: #188038 }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 12px; padding: 20px }
.card { display: grid; gap: 6px; padding: 18px; background: #fff; border: 1px solid #e2e8f0; border-top: 4px solid #188038; border-radius: 6px; color: inherit; text-decoration: none }
.card span { color: #64748b }
`
