namespace NetworkSimulator.Charts;

/// <summary>
/// The colours in light and dark: bars have at least 3:1 contrast with the page, text at least 4.5:1. What went well is
/// nearer to the page than any fault, by 1.5:1 at least, and a line parts the layers, so that they stay apart for readers
/// who do not see hues.
/// </summary>
internal static class Palette
{
    static readonly (ChartTone Tone, string Light, string Dark)[] Colours =
    [
        (ChartTone.Green, "#3f9a74", "#35936c"),
        (ChartTone.Blue, "#1f5fa8", "#6ea8e8"),
        (ChartTone.Sky, "#5b8fc7", "#a9d0f5"),
        (ChartTone.Amber, "#8a5600", "#f0b84a"),
        (ChartTone.Red, "#b3261e", "#ff8a80"),
        (ChartTone.Purple, "#6a3fa0", "#c3a0ee"),
        (ChartTone.Brown, "#5d4037", "#c9a592"),
        (ChartTone.Grey, "#5f6a78", "#aab3bd"),
    ];

    public static string Name(ChartTone tone) => "tone" + (int)tone;

    public static string Css(string scope) =>
        Rules(scope, "#ffffff", "#1f2328", "#57606a", "#d8dee4", light: true)
        + "@media (prefers-color-scheme:dark){"
        + Rules(scope, "#0d1117", "#e6edf3", "#9da7b3", "#30363d", light: false)
        + "}";

    static string Rules(string scope, string page, string text, string quiet, string grid, bool light) =>
        $"{scope} .page{{fill:{page}}}{scope} .text{{fill:{text}}}{scope} .quiet{{fill:{quiet}}}"
        + $"{scope} .grid{{stroke:{grid}}}{scope} .mark{{stroke:{text};stroke-dasharray:3 3}}"
        + $"{scope} rect{{stroke:{page};stroke-width:.7}}{scope} .level{{fill:{text}}}"
        + string.Concat(Colours.Select(c => $"{scope} .{Name(c.Tone)}{{fill:{(light ? c.Light : c.Dark)}}}"));
}
