using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Scenarios;

/// <summary>
/// What one set of manifests says otherwise than another, whatever its order, layout and comments, and whatever new
/// objects are called.
/// </summary>
internal sealed class ManifestChanges
{
    private const string NewName = "(new)";

    private static readonly JsonSerializerOptions Options = new()
    {
        MaxDepth = 32,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutPlaces } },
    };

    private readonly HashSet<(string Place, string Value)> set = [];
    private readonly HashSet<(string Place, string Value)> gone = [];
    private readonly List<(string Kind, HashSet<(string Place, string Value)> Values)> added = [];

    private ManifestChanges(ClusterObjects before, ClusterObjects after)
    {
        var old = Objects(before).ToDictionary(one => (one.Kind, one.Key));
        var current = Objects(after).ToDictionary(one => (one.Kind, one.Key));
        var names = current.Keys.Except(old.Keys).Select(id => current[id].Name).ToHashSet();
        foreach (var (id, one) in current)
        {
            if (!old.Remove(id, out var known))
            {
                added.Add(($"{id.Kind} {one.Namespace}", Values("", one, names)));
                continue;
            }
            var place = $"{id.Kind} {id.Key}";
            var (was, now) = (Values(place, known, names), Values(place, one, names));
            set.UnionWith(now.Except(was));
            gone.UnionWith(was.Except(now));
        }
        foreach (var (kind, key) in old.Keys)
            gone.Add(($"{kind} {key}", ""));
        // Where something else was put, that tells the change.
        gone.RemoveWhere(value => set.Any(other => other.Place == value.Place));
    }

    public static ManifestChanges Of(ClusterObjects before, ClusterObjects after) => new(before, after);

    /// <summary>Whether all that the other changes is changed here too; a number may be another.</summary>
    public bool Include(ManifestChanges other) =>
        other.set.Count + other.gone.Count + other.added.Count > 0
        && Include(set, other.set)
        && other.gone.IsSubsetOf(gone)
        && other.added.TrueForAll(theirs =>
            added.Exists(own => own.Kind == theirs.Kind && Include(own.Values, theirs.Values))
        );

    private static bool Include(HashSet<(string Place, string Value)> values, HashSet<(string, string)> others) =>
        others.All(other =>
            values.Contains(other)
            || (double.TryParse(other.Item2, out _) && values.Any(own => own.Place == other.Item1))
        );

    private static IEnumerable<KubernetesObject> Objects(ClusterObjects objects) =>
        [
            .. objects.Services,
            .. objects.Ingresses,
            .. objects.NetworkPolicies,
            .. objects.Workloads,
            .. objects.Namespaces,
            .. objects.Nodes,
            .. objects.EndpointSlices,
            .. objects.IngressClasses,
            .. objects.PeerAuthentications,
            .. objects.ConfigMaps,
            .. objects.Pods.Where(pod => pod.Owner is null),
        ];

    private static HashSet<(string, string)> Values(string place, KubernetesObject one, HashSet<string> newNames)
    {
        var values = new HashSet<(string, string)>();
        Collect(place, JsonSerializer.SerializeToElement(one, one.GetType(), Options), newNames, values);
        return values;
    }

    private static void Collect(
        string place,
        JsonElement value,
        HashSet<string> newNames,
        HashSet<(string, string)> values
    )
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                    Collect($"{place}.{field.Name}", field.Value, newNames, values);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Collect(place, item, newNames, values);
                break;
            default:
                var text = value.ToString();
                values.Add((place, newNames.Contains(text) ? NewName : text));
                break;
        }
    }

    // Where an object stands is no part of what it says, and its key says its name again.
    private static void WithoutPlaces(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (
                type.Properties[i].Name is nameof(KubernetesObject.Source)
                || (
                    type.Properties[i].Name is nameof(ObjectMeta.Key)
                    && (type.Type == typeof(ObjectMeta) || type.Type.IsAssignableTo(typeof(KubernetesObject)))
                )
                || type.Properties[i].Name.EndsWith("Line", StringComparison.Ordinal)
            )
                type.Properties.RemoveAt(i);
    }
}
