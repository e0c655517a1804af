using System.Globalization;
using System.Security;
using System.Text;
using NetworkSimulator.Charts;

namespace NetworkSimulator.Reachability.Formats;

/// <summary>
/// Listings as a matrix: sources are rows, destinations columns. Where everything is connected with everything arrows
/// cannot be told apart; cells can.
/// </summary>
public static class ReachabilitySvg
{
    private const int Cell = 22;
    private const int Character = 7;
    private const int MostNodes = 150;

    /// <summary>The listing as a picture; of a large one only its namespaces.</summary>
    /// <param name="listing">The listing.</param>
    public static string Of(ReachabilityListing listing)
    {
        var graph = ReachabilityGraph.Of(listing);
        var rows = graph.Edges.Select(e => e.From).Distinct().Order().Take(MostNodes).ToList();
        var columns = graph.Edges.Select(e => e.To).Distinct().Order().Take(MostNodes).ToList();
        var labels = Math.Max(
            120,
            rows.Select(i => graph.Nodes[i].Name.Length).DefaultIfEmpty(0).Max() * Character + 16
        );
        var heads = columns.Select(i => graph.Nodes[i].Name.Length).DefaultIfEmpty(0).Max() * Character + 16;
        var top = 56 + heads;
        var (width, height) = (labels + columns.Count * Cell + heads / 2 + 16, top + rows.Count * Cell + 40);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" id="reachability" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="reachability-title reachability-desc" font-family="system-ui,sans-serif" font-size="12"><title id="reachability-title">Who can reach whom</title><desc id="reachability-desc">{listing.Total} connections. Rows are sources, columns destinations; each cell names its ports.</desc><style>{Palette.Css("#reachability")}</style><rect class="page" width="{width}" height="{height}"/><text class="text" x="8" y="20" font-size="15">Who can reach whom: {listing.Total} connections</text>"""
        );
        for (var i = 0; i < columns.Count; i++)
            Text(svg, graph.Nodes[columns[i]].Name, labels + i * Cell + 15, top - 8, "start", " rotate(-60)");
        for (var i = 0; i < rows.Count; i++)
            Text(svg, graph.Nodes[rows[i]].Name, labels - 8, top + i * Cell + 15, "end");
        var (rowOf, columnOf) = (Places(rows), Places(columns));
        foreach (var (from, to, label) in graph.Edges)
            if (rowOf.TryGetValue(from, out var row) && columnOf.TryGetValue(to, out var column))
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"""<rect class="{Palette.Name(label == "All Connections" ? ChartTone.Amber : ChartTone.Blue)}" x="{labels + column * Cell + 1}" y="{top + row * Cell + 1}" width="{Cell - 2}" height="{Cell - 2}"><title>{SecurityElement.Escape($"{graph.Nodes[from].Name} => {graph.Nodes[to].Name} : {label}")}</title></rect>"""
                );
        Legend(svg, top + rows.Count * Cell + 14);
        return svg.Append("</svg>").ToString();
    }

    private static void Legend(StringBuilder svg, int y)
    {
        (string, ChartTone)[] entries = [("all connections", ChartTone.Amber), ("some ports", ChartTone.Blue)];
        var x = 8;
        foreach (var (name, tone) in entries)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<rect class="{Palette.Name(tone)}" x="{x}" y="{y}" width="12" height="12"/>"""
            );
            Text(svg, name, x + 18, y + 10, "start");
            x += 130;
        }
    }

    private static void Text(StringBuilder svg, string text, int x, int y, string anchor, string turned = "") =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<text class="text" transform="translate({x} {y}){turned}" text-anchor="{anchor}">{SecurityElement.Escape(text)}</text>"""
        );

    private static Dictionary<int, int> Places(List<int> numbers) =>
        numbers.Select((number, place) => (number, place)).ToDictionary(n => n.number, n => n.place);
}
