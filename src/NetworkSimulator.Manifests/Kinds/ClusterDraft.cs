using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>The objects as read, before anything is filled in that needs to know all of them.</summary>
internal sealed class ClusterDraft(ManifestLimits limits)
{
    public ManifestLimits Limits => limits;

    public Claims Claims { get; } = new();

    public List<Namespace> Namespaces { get; } = [];

    public List<NodeDraft> Nodes { get; } = [];

    public List<PodDraft> Pods { get; } = [];

    public List<WorkloadDraft> Workloads { get; } = [];

    public List<ServiceDraft> Services { get; } = [];

    public List<EndpointSlice> EndpointSlices { get; } = [];

    /// <summary>Slices that mirror a hand-written Endpoints object; whether they count depends on its Service.</summary>
    public List<EndpointSlice> MirroredEndpoints { get; } = [];

    public List<NetworkPolicy> NetworkPolicies { get; } = [];

    public List<Ingress> Ingresses { get; } = [];

    public List<IngressClass> IngressClasses { get; } = [];

    public List<PeerAuthentication> PeerAuthentications { get; } = [];

    public List<Secret> Secrets { get; } = [];

    public List<ConfigMap> ConfigMaps { get; } = [];

    public List<UnsimulatedObject> Unsimulated { get; } = [];

    /// <summary>Service ranges that ServiceCIDR objects name.</summary>
    public List<Cidr> ServiceCidrs { get; } = [];
}

/// <summary>The controller that an object names as its owner.</summary>
internal readonly record struct OwnerLink(string Kind, string Name);

/// <summary>A Pod as read.</summary>
/// <param name="Pod">The Pod; its addresses are those given.</param>
/// <param name="Owner">Its controller, or null.</param>
/// <param name="HostIPs"><c>status.hostIPs</c> or <c>status.hostIP</c>.</param>
internal sealed record PodDraft(Pod Pod, OwnerLink? Owner, IpAddress[] HostIPs);

/// <summary>A node as read.</summary>
internal sealed record NodeDraft(Node Node, Taint[] Taints, bool IsUnschedulable);

/// <summary>A taint that keeps Pods away (<c>NoSchedule</c> or <c>NoExecute</c>).</summary>
internal readonly record struct Taint(string Key, string Value, string Effect);

/// <summary>A Service as read.</summary>
/// <param name="Service">The Service; its cluster IPs and node ports are those given.</param>
/// <param name="FamilyPolicy"><c>spec.ipFamilyPolicy</c>.</param>
/// <param name="WantsNodePorts">Whether ports without a node port get one.</param>
internal sealed record ServiceDraft(Service Service, IPFamilyPolicy? FamilyPolicy, bool WantsNodePorts);

internal enum IPFamilyPolicy
{
    SingleStack,
    PreferDualStack,
    RequireDualStack,
}

/// <summary>A workload as read, with what its Pods will look like.</summary>
internal sealed record WorkloadDraft(Workload Workload)
{
    /// <summary>Its own controller (a ReplicaSet's Deployment, a Job's CronJob), or null.</summary>
    public OwnerLink? Owner { get; init; }

    /// <summary>A Pod as the template describes it, without name and addresses.</summary>
    public required Pod Template { get; init; }

    public required LabelSelector Selector { get; init; }

    /// <summary>The hash that stands in Pod names and labels for the template's content.</summary>
    public string TemplateHash { get; init; } = "";

    public Placement Placement { get; init; } = Placement.Anywhere;

    /// <summary>First ordinal of a StatefulSet.</summary>
    public int FirstOrdinal { get; init; }

    /// <summary>Whether the Pods of a Job carry their completion index.</summary>
    public bool IsIndexed { get; init; }
}
