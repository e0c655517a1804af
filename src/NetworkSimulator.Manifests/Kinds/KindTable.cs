using System.Collections.Frozen;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>The kinds that are read, each in the API version that Kubernetes serves today; all others are set aside.</summary>
internal static class KindTable
{
    private const string Networking = "networking.k8s.io/v1";
    private const string Apps = "apps/v1";
    private const string Batch = "batch/v1";
    private const string Istio = "security.istio.io/v1";

    private static readonly FrozenDictionary<string, string> _versions = new Dictionary<string, string>
    {
        ["Namespace"] = "v1",
        ["Node"] = "v1",
        ["Pod"] = "v1",
        ["Service"] = "v1",
        ["Endpoints"] = "v1",
        ["Secret"] = "v1",
        ["ConfigMap"] = "v1",
        ["ReplicationController"] = "v1",
        ["NetworkPolicy"] = Networking,
        ["Ingress"] = Networking,
        ["IngressClass"] = Networking,
        ["ServiceCIDR"] = Networking,
        ["Deployment"] = Apps,
        ["StatefulSet"] = Apps,
        ["DaemonSet"] = Apps,
        ["ReplicaSet"] = Apps,
        ["Job"] = Batch,
        ["CronJob"] = Batch,
        ["EndpointSlice"] = "discovery.k8s.io/v1",
        ["PeerAuthentication"] = Istio,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> _spellings = _versions.Keys.ToFrozenDictionary(
        k => k,
        StringComparer.OrdinalIgnoreCase
    );

    public static string? VersionOf(string kind) => _versions.GetValueOrDefault(kind);

    public static void Read(Reading reading, string kind, string version)
    {
        var known = VersionOf(kind);
        if (known == Istio && version == Istio + "beta1")
            version = known;
        if (known is null && _spellings.TryGetValue(kind, out var spelling) && _versions[spelling] == version)
            reading.Root["kind"].Error($"There is no kind {Field.Shorten(kind)}.", $"kind: {spelling}");
        else if (known is null || (version != known && !IsBuiltIn(version)))
            SetAside(reading, kind);
        else if (version != known)
            reading
                .Root["apiVersion"]
                .Error($"Kubernetes does not serve {kind} as {Field.Shorten(version)}.", $"apiVersion: {known}");
        else
            ReadKnown(reading, kind);
    }

    private static void ReadKnown(Reading reading, string kind)
    {
        switch (kind)
        {
            case "Namespace":
                SmallKinds.ReadNamespace(reading);
                break;
            case "Node":
                NodeReader.Read(reading);
                break;
            case "Pod":
                PodReader.Read(reading);
                break;
            case "Service":
                ServiceReader.Read(reading);
                break;
            case "EndpointSlice":
                EndpointSliceReader.Read(reading);
                break;
            case "Endpoints":
                EndpointsReader.Read(reading);
                break;
            case "NetworkPolicy":
                NetworkPolicyReader.Read(reading);
                break;
            case "Ingress":
                IngressReader.Read(reading);
                break;
            case "PeerAuthentication":
                PeerAuthenticationReader.Read(reading);
                break;
            case "IngressClass":
                SmallKinds.ReadIngressClass(reading);
                break;
            case "Secret":
                SecretReader.Read(reading);
                break;
            case "ConfigMap":
                SmallKinds.ReadConfigMap(reading);
                break;
            case "ServiceCIDR":
                SmallKinds.ReadServiceCidr(reading);
                break;
            default:
                WorkloadReader.Read(reading, kind);
                break;
        }
    }

    /// <summary>
    /// Whether the version belongs to Kubernetes itself. A kind of the same name in another group, such as Knative's
    /// Service, is another kind; one in a wrong or retired group of Kubernetes is a mistake.
    /// </summary>
    private static bool IsBuiltIn(string version)
    {
        var slash = version.IndexOf('/');
        var group = slash < 0 ? "" : version[..slash];
        return !group.Contains('.') || group.EndsWith(".k8s.io", StringComparison.Ordinal);
    }

    private static void SetAside(Reading reading, string kind)
    {
        var metadata = reading.Root["metadata"];
        var name = Text(metadata, "name");
        var ns = Text(metadata, "namespace");
        var key = ns.Length == 0 ? name : $"{ns}/{name}";
        reading.Draft.Unsimulated.Add(new UnsimulatedObject(reading.Pool.Intern(kind), key, reading.Source()));
    }

    /// <summary>Unknown kinds stop nothing, so nothing in them is an error.</summary>
    private static string Text(Field metadata, string field) =>
        metadata[field] is { IsScalar: true } node ? node.RawText : "";
}
