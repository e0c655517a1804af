using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Ingress controllers, and their Ingresses compiled by host and path.</summary>
internal sealed class IngressTable
{
    public IngressTable(ClusterIndex index, ServiceTable services) => (Index, Services) = (index, services);

    public ClusterIndex Index { get; }

    public ServiceTable Services { get; }

    /// <summary>The controller that serves an IngressClass.</summary>
    public bool TryFindByClass(string name, out int controller)
    {
        controller = -1;
        return Index is null;
    }

    /// <summary>The controller behind an address and port.</summary>
    public bool TryFindByAddress(IpAddress address, int port, out int controller)
    {
        controller = -1;
        return Index is null;
    }

    /// <summary>The controller that serves an Ingress.</summary>
    public bool TryFindByIngress(int ingress, out int controller)
    {
        controller = -1;
        return Index is null;
    }

    /// <summary>How connections enter a controller, and who it is towards the Pods behind it.</summary>
    public IngressEntry EntryOf(int controller) => Index is null ? throw new InvalidOperationException() : default;
}

/// <summary>How connections enter a controller.</summary>
/// <param name="Pods">The controller's Pods, as its own Service reaches them; empty where the manifests have none.</param>
/// <param name="Masquerade">Whether those Pods see a node's address in place of the client's.</param>
/// <param name="Source">The controller as the Pods behind it see it.</param>
internal readonly record struct IngressEntry(Endpoint[] Pods, bool Masquerade, Party Source);
