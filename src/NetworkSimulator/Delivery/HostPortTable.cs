using System.Collections.Frozen;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Delivery;

/// <summary>Ports that Pods open on their nodes: by <c>hostPort</c>, or as host-network Pods.</summary>
internal sealed class HostPortTable
{
    private readonly FrozenDictionary<(int Node, int Port, Protocol Protocol), (int Pod, int Port)> _ports;

    public HostPortTable(ClusterIndex index)
    {
        var ports = new Dictionary<(int, int, Protocol), (int, int)>();
        for (var i = 0; i < index.Pods.Length; i++)
        {
            var pod = index.Pods[i];
            if (index.NodeOfPod[i] < 0 || pod.Phase is PodPhase.Succeeded or PodPhase.Failed)
                continue;
            foreach (var port in pod.Ports)
                if (pod.HostNetwork || port.HostPort > 0)
                    ports.TryAdd(
                        (index.NodeOfPod[i], pod.HostNetwork ? port.Number : port.HostPort, port.Protocol),
                        (i, port.Number)
                    );
        }
        _ports = ports.ToFrozenDictionary();
    }

    public bool TryFind(int node, int port, Protocol protocol, out (int Pod, int Port) listener) =>
        _ports.TryGetValue((node, port, protocol), out listener);
}
