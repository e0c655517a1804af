using System.Globalization;
using System.Text;

namespace NetworkSimulator.Reachability.Formats;

/// <summary>Listings in Graphviz' language: workloads framed by namespace, as np-guard's netpol-analyzer draws them.</summary>
public static class ReachabilityDot
{
    /// <summary>The listing as a directed graph; of a large one only its namespaces.</summary>
    /// <param name="listing">The listing.</param>
    public static string Of(ReachabilityListing listing)
    {
        var graph = ReachabilityGraph.Of(listing);
        var text = new StringBuilder("digraph {\n");
        foreach (var frame in graph.Nodes.GroupBy(node => node.Group).Where(group => group.Key.Length > 0))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\tsubgraph \"cluster_{Escape(frame.Key).Replace('-', '_')}\" {{\n"
            );
            foreach (var node in frame)
                Append(text.Append('\t'), node);
            text.Append(CultureInfo.InvariantCulture, $"\t\tlabel=\"{Escape(frame.Key)}\"\n\t}}\n");
        }
        foreach (var node in graph.Nodes.Where(node => node.Group.Length == 0))
            Append(text, node);
        foreach (var (from, to, label) in graph.Edges)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\t\"{Escape(graph.Nodes[from].Name)}\" -> \"{Escape(graph.Nodes[to].Name)}\" [label=\"{Escape(label)}\" color=\"gold2\" fontcolor=\"darkgreen\"]\n"
            );
        return text.Append("}\n").ToString();
    }

    private static void Append(StringBuilder text, GraphNode node)
    {
        var colour = node.IsOutside ? "red2" : "blue";
        text.Append(
            CultureInfo.InvariantCulture,
            $"\t\"{Escape(node.Name)}\" [label=\"{Escape(node.Label)}\" color=\"{colour}\" fontcolor=\"{colour}\"]\n"
        );
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
