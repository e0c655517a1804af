using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>What isolates each class of Pods in one direction. Classes that the same policies select share one answer.</summary>
internal sealed class IsolationTable
{
    private const int MaxPairs = 1 << 21;

    private readonly ClusterIndex _index;
    private readonly NamedPorts _names;
    private readonly Isolation?[] _ofClass;

    /// <summary>Policies by namespace that did not fit into the table: their selectors are asked for each flow.</summary>
    private readonly Dictionary<string, List<CompiledPolicy>>? _unlisted;

    public IsolationTable(ClusterIndex index, SelectedClasses selected, NamedPorts names, bool ingress)
    {
        (_index, _names) = (index, names);
        var policies = new List<CompiledPolicy>();
        // A row is the policies so far, in order: (the row before, the policy added).
        var rows = new List<(int Before, int Policy)> { (-1, -1) };
        var rowOfClass = new int[index.Classes.Representatives.Length];
        var pairs = 0;
        foreach (var policy in index.Objects.NetworkPolicies)
        {
            if (!(ingress ? policy.IsolatesIngress : policy.IsolatesEgress))
                continue;
            var set = pairs > MaxPairs ? null : selected.In(policy.Namespace, policy.PodSelector);
            if (set is { IsEmpty: true })
                continue;
            var compiled = new CompiledPolicy(policy, ingress, selected);
            if (set is null)
            {
                _unlisted ??= new(StringComparer.Ordinal);
                if (!_unlisted.TryGetValue(policy.Namespace, out var list))
                    _unlisted[policy.Namespace] = list = [];
                list.Add(compiled);
                continue;
            }
            var extended = new Dictionary<int, int>();
            foreach (var number in set.Members())
            {
                pairs += 1 + compiled.Rules.Length;
                if (!extended.TryGetValue(rowOfClass[number], out var row))
                {
                    extended[rowOfClass[number]] = row = rows.Count;
                    rows.Add((rowOfClass[number], policies.Count));
                }
                rowOfClass[number] = row;
            }
            policies.Add(compiled);
        }
        var isolations = new Dictionary<int, Isolation>();
        _ofClass = Array.ConvertAll(rowOfClass, Materialise);

        Isolation? Materialise(int row)
        {
            if (row == 0)
                return null;
            if (isolations.TryGetValue(row, out var known))
                return known;
            var list = new List<CompiledPolicy>();
            for (var at = row; at != 0; at = rows[at].Before)
                list.Add(policies[rows[at].Policy]);
            list.Reverse();
            return isolations[row] = new([.. list], names);
        }
    }

    /// <summary>The policies that isolate a Pod; null where none does.</summary>
    /// <param name="pod">Number of the Pod, or -1.</param>
    /// <param name="number">Its class, or -1.</param>
    public Isolation? Of(int pod, int number)
    {
        if (number < 0)
            return null;
        return _unlisted is null ? _ofClass[number] : WithUnlisted(_index.Pods[pod], _ofClass[number]);
    }

    private Isolation? WithUnlisted(Pod pod, Isolation? listed)
    {
        if (!_unlisted!.TryGetValue(pod.Namespace, out var policies))
            return listed;
        var selecting = policies.Where(policy => policy.Policy.PodSelector.Matches(pod.Metadata.Labels));
        CompiledPolicy[] all = [.. listed?.Policies ?? [], .. selecting];
        return all.Length == 0 ? null : new(all, _names);
    }
}
