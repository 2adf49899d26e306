/** Colours of the picture of backups: those of the theme. Where it has borders for contrast, they take the place of shades. */
export const timelineStyle = [
  '.grid{stroke:var(--vscode-editorIndentGuide-background1,var(--vscode-descriptionForeground));stroke-opacity:0.6;fill:none}.lane{stroke:var(--vscode-descriptionForeground);fill:none}.dashed{stroke-dasharray:4 4}',
  '.spot{fill:none;stroke:none}.box:focus>.spot{fill:none;stroke:var(--vscode-focusBorder);stroke-width:2}.box:hover>.spot{stroke:var(--vscode-descriptionForeground)}',
  '.row .mark{fill:var(--vscode-descriptionForeground)}.row.fine .mark{fill:var(--vscode-charts-green)}.row.bad .mark{fill:var(--vscode-charts-red)}',
  '.set{fill:var(--vscode-editor-background);stroke:var(--vscode-charts-blue);stroke-width:2}.set.away{fill:var(--vscode-charts-blue)}.tick{fill:none;stroke:var(--vscode-charts-blue);stroke-width:1.8}.tick.on{stroke:var(--vscode-editor-background)}',
  '.cross{fill:none;stroke:var(--vscode-charts-red);stroke-width:2.5}.proof{fill:none;stroke:var(--vscode-charts-green);stroke-width:2.2}.failure{fill:var(--vscode-charts-red)}',
  '.gap rect{fill:var(--vscode-charts-red);fill-opacity:0.16;stroke:var(--vscode-charts-red);stroke-dasharray:3 3}.sizes{fill:none;stroke:var(--vscode-charts-purple);stroke-width:1.5}',
  '.keeps rect{fill:var(--vscode-charts-yellow)}.keeps.weekly rect{fill-opacity:0.75}.keeps.monthly rect{fill-opacity:0.55}.keeps.yearly rect{fill-opacity:0.4}',
].join('');
