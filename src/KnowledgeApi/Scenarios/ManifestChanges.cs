using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Scenarios;

/// <summary>What one set of manifests says otherwise than another, whatever its order, layout and comments.</summary>
internal sealed class ManifestChanges
{
    private static readonly JsonSerializerOptions Options = new()
    {
        MaxDepth = 32,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutPlaces } },
    };

    private readonly HashSet<(string Place, string Value)> changes;

    private ManifestChanges(HashSet<(string, string)> changes) => this.changes = changes;

    public static ManifestChanges Of(ClusterObjects before, ClusterObjects after)
    {
        var known = Values(before);
        return new([.. Values(after).Where(value => !known.Contains(value))]);
    }

    /// <summary>Whether all that the other changes is changed here too; a number may be another.</summary>
    public bool Include(ManifestChanges other) =>
        other.changes.Count > 0
        && other.changes.All(change =>
            changes.Contains(change)
            || (double.TryParse(change.Value, out _) && changes.Any(own => own.Place == change.Place))
        );

    private static HashSet<(string, string)> Values(ClusterObjects objects)
    {
        var values = new HashSet<(string, string)>();
        Add("Service", objects.Services);
        Add("Ingress", objects.Ingresses);
        Add("NetworkPolicy", objects.NetworkPolicies);
        Add("Workload", objects.Workloads);
        Add("Namespace", objects.Namespaces);
        Add("Node", objects.Nodes);
        Add("EndpointSlice", objects.EndpointSlices);
        Add("IngressClass", objects.IngressClasses);
        Add("PeerAuthentication", objects.PeerAuthentications);
        Add("ConfigMap", objects.ConfigMaps);
        Add("Pod", objects.Pods.Where(pod => pod.Owner is null));
        return values;

        void Add<T>(string kind, IEnumerable<T> all)
            where T : KubernetesObject
        {
            foreach (var one in all)
                Collect($"{kind} {one.Key}", JsonSerializer.SerializeToElement(one, Options), values);
        }
    }

    private static void Collect(string place, JsonElement value, HashSet<(string, string)> values)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                    Collect($"{place}.{field.Name}", field.Value, values);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Collect(place, item, values);
                break;
            default:
                values.Add((place, value.ToString()));
                break;
        }
    }

    private static void WithoutPlaces(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (
                type.Properties[i].Name is "Source"
                || type.Properties[i].Name.EndsWith("Line", StringComparison.Ordinal)
            )
                type.Properties.RemoveAt(i);
    }
}
