using System.Globalization;
using System.Text;

namespace NetworkSimulator.Reachability.Formats;

/// <summary>Listings as a Mermaid flowchart, which wikis and README files draw by themselves.</summary>
public static class ReachabilityMermaid
{
    /// <summary>The listing as a flowchart, workloads framed by namespace; of a large one only its namespaces.</summary>
    /// <param name="listing">The listing.</param>
    public static string Of(ReachabilityListing listing)
    {
        var graph = ReachabilityGraph.Of(listing);
        var text = new StringBuilder("flowchart LR\n");
        var frames = 0;
        foreach (var frame in graph.Nodes.Select((node, i) => (node, i)).GroupBy(n => n.node.Group))
        {
            if (frame.Key.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $"  subgraph s{frames++}[\"{Escape(frame.Key)}\"]\n");
            foreach (var (node, i) in frame)
                text.Append(CultureInfo.InvariantCulture, $"    n{i}[\"{Escape(node.Label)}\"]\n");
            if (frame.Key.Length > 0)
                text.Append("  end\n");
        }
        foreach (var (from, to, label) in graph.Edges)
            text.Append(CultureInfo.InvariantCulture, $"  n{from} -->|\"{Escape(label)}\"| n{to}\n");
        return text.ToString();
    }

    private static string Escape(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal);
}
