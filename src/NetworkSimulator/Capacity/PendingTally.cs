using System.Collections.Immutable;
using System.Globalization;

namespace NetworkSimulator.Capacity;

/// <summary>Collects the Pods that don't run, by group and reason.</summary>
internal sealed class PendingTally(Reasons reasons)
{
    private const int MostRanges = 10;

    private readonly Dictionary<(string Group, Limit Limit, int Place), Entry> _entries = [];

    public int Count { get; private set; }

    /// <param name="group">The Pods' group.</param>
    /// <param name="number">Which of the group, from 1.</param>
    /// <param name="obstacle">What stopped it.</param>
    /// <param name="run">The run, as it is then.</param>
    public void Add(string group, int number, Obstacle obstacle, CapacityRun run)
    {
        Count++;
        var key = (group, obstacle.Limit, Place(obstacle));
        if (!_entries.TryGetValue(key, out var entry))
            _entries.Add(key, entry = new(obstacle, Reasons.EventOf(obstacle, run), reasons.Of(obstacle, run)));
        entry.Count++;
        if (entry.Ranges.Count > 0 && entry.Ranges[^1].Last == number - 1)
            entry.Ranges[^1] = (entry.Ranges[^1].First, number);
        else
            entry.Ranges.Add((number, number));
    }

    public ImmutableArray<PendingPods> ToReport() =>
        [
            .. _entries.Select(pair => new PendingPods(
                pair.Key.Group,
                pair.Value.Count,
                Shown(pair.Value.Ranges),
                pair.Key.Limit,
                pair.Value.Obstacle.Node is not null,
                pair.Value.Event,
                reasons.LogOf(pair.Value.Obstacle),
                pair.Value.Reason
            )),
        ];

    /// <summary>Pods short of addresses are told apart by subnet, those on full interfaces by node group.</summary>
    private static int Place(Obstacle obstacle) =>
        obstacle switch
        {
            { Node: null } => -1,
            { Limit: Limit.SubnetAddresses, Node: var node } => node.Node.PodSubnet,
            { Node: var node } => node.Node.Group,
        };

    private static string Shown(List<(int First, int Last)> ranges)
    {
        var shown = ranges
            .Take(MostRanges)
            .Select(r =>
                r.First == r.Last
                    ? r.First.ToString(CultureInfo.InvariantCulture)
                    : string.Create(CultureInfo.InvariantCulture, $"{r.First}-{r.Last}")
            );
        var text = string.Join(", ", shown);
        var rest = ranges.Skip(MostRanges).Sum(r => r.Last - r.First + 1);
        return rest == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text} and {rest} more");
    }

    private sealed class Entry(Obstacle obstacle, PodEvent podEvent, string reason)
    {
        public Obstacle Obstacle => obstacle;

        public PodEvent Event => podEvent;

        public string Reason => reason;

        public int Count { get; set; }

        public List<(int First, int Last)> Ranges { get; } = [];
    }
}
