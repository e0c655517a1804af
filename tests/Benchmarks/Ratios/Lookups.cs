using System.Collections.Frozen;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace Benchmarks.Ratios;

/// <summary>The control: six look-ups for each flow, of its own keys and others, in frozen dictionaries of the cluster's size.</summary>
public sealed class Lookups(ClusterObjects objects)
{
    private readonly FrozenDictionary<string, int> _pods = Number(objects.Pods.Select(p => p.Key));
    private readonly FrozenDictionary<string, int> _services = Number(objects.Services.Select(s => s.Key));
    private readonly string[] _podKeys = [.. objects.Pods.Select(p => p.Key)];
    private readonly string[] _serviceKeys = [.. objects.Services.Select(s => s.Key)];

    public int Ask(Flow[] flows)
    {
        var sum = 0;
        for (var i = 0; i < flows.Length; i++)
        {
            sum += _pods[((FromPod)flows[i].From).Key];
            sum += _pods[_podKeys[i * 31 % _podKeys.Length]];
            sum += _services[_serviceKeys[i * 17 % _serviceKeys.Length]];
            sum += _pods[_podKeys[i * 13 % _podKeys.Length]];
            sum += _services[_serviceKeys[i * 7 % _serviceKeys.Length]];
            sum += _pods[_podKeys[i * 3 % _podKeys.Length]];
        }
        return sum;
    }

    private static FrozenDictionary<string, int> Number(IEnumerable<string> keys) =>
        keys.Select((key, i) => (key, i)).ToFrozenDictionary(p => p.key, p => p.i, StringComparer.Ordinal);
}
