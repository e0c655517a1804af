using System.Collections.Immutable;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads the ports of a Service.</summary>
internal static class ServicePortReader
{
    public const int FirstNodePort = 30000;
    public const int LastNodePort = 32767;

    public static ImmutableArray<ServicePort> Read(
        Reading reading,
        Field spec,
        ServiceType type,
        bool isHeadless,
        string service
    )
    {
        var list = spec.List("ports");
        var count = list.Count;
        if (count == 0 && !isHeadless && type != ServiceType.ExternalName && spec.Exists)
            spec["ports"].Error("The Service has no port.", "at least one port");
        var ports = ImmutableArray.CreateBuilder<ServicePort>(count);
        foreach (var item in list)
            if (item.AsMapping().Exists)
                ports.Add(ReadPort(reading, item, type, count > 1, service, ports));
        return ports.DrainToImmutable();
    }

    private static ServicePort ReadPort(
        Reading reading,
        Field item,
        ServiceType type,
        bool needsName,
        string service,
        ImmutableArray<ServicePort>.Builder earlier
    )
    {
        var protocol = item["protocol"].Choice(Protocol.TCP);
        var port = item.Port("port");
        if (!item["port"].Exists)
            item["port"].Missing("a port from 1 to 65535");
        var target = item["targetPort"];
        var nodePort = NodePortOf(reading, item["nodePort"], type, protocol, service, earlier);
        var read = new ServicePort(
            NameOf(reading, item["name"], needsName, earlier),
            port,
            protocol,
            target.PortOrName() ?? new(port, ""),
            nodePort,
            item.Line
        )
        {
            AppProtocol = reading.Pool.Intern(item.String("appProtocol")),
            TargetPortLine = target.Exists ? target.Line : item.Line,
        };
        foreach (var other in earlier)
            if (other.Port == port && other.Protocol == protocol && port != 0)
                item["port"].Error($"The Service has the port {protocol} {port} twice.", "each port and protocol once");
        return read;
    }

    private static string NameOf(
        Reading reading,
        Field name,
        bool isNeeded,
        ImmutableArray<ServicePort>.Builder earlier
    )
    {
        if (!name.Exists)
        {
            if (isNeeded)
                name.Error("With several ports each needs a name.", Names.DnsLabel);
            return "";
        }
        var text = reading.Pool.Intern(name.Matching(static t => Names.IsDnsLabel(t), Names.DnsLabel));
        foreach (var other in earlier)
            if (other.Name == text && text.Length > 0)
                name.Error($"The Service has two ports named {text}.", "each port name once");
        return text;
    }

    private static int NodePortOf(
        Reading reading,
        Field node,
        ServiceType type,
        Protocol protocol,
        string service,
        ImmutableArray<ServicePort>.Builder earlier
    )
    {
        if (node.AsInteger(0, 65535) is not { } port || port == 0)
            return 0;
        if (type is ServiceType.ClusterIP or ServiceType.ExternalName)
        {
            node.Error(
                $"A Service of type {type} has no node ports.",
                "the type NodePort or LoadBalancer, or no nodePort"
            );
            return port;
        }
        // A dump may come from a cluster with a range of its own; what is written by hand gets the usual one.
        var isFromCluster = reading.Root.Object("metadata")["uid"].Exists;
        if (port is < FirstNodePort or > LastNodePort && !isFromCluster)
            node.Error($"{port} is outside the range of node ports.", $"a port from {FirstNodePort} to {LastNodePort}");
        foreach (var other in earlier)
            if (other.NodePort == port && other.Protocol == protocol)
            {
                node.Error($"The Service has the node port {protocol} {port} twice.", "each node port once");
                return port;
            }
        reading.Draft.Claims.NodePort(protocol, port, service, node);
        return port;
    }
}
