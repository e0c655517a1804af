using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads the ports of a Service.</summary>
internal readonly ref struct ServicePortReader(Reading reading, ServiceType type, string service)
{
    public const int FirstNodePort = 30000;
    public const int LastNodePort = 32767;

    private readonly Uniques<string> _names = reading.Names;
    private readonly Uniques<string> _ports = reading.Ports;

    public ImmutableArray<ServicePort> Read(Field spec, bool isHeadless)
    {
        var list = spec.List("ports");
        var count = list.Count;
        if (count == 0 && !isHeadless && type != ServiceType.ExternalName && spec.Exists)
            spec["ports"].Error("The Service has no port.", "at least one port");
        _names.Clear();
        _ports.Clear();
        var ports = ImmutableArray.CreateBuilder<ServicePort>(count);
        foreach (var item in list)
            if (item.AsMapping().Exists)
                ports.Add(ReadPort(item, needsName: count > 1));
        return ports.DrainToImmutable();
    }

    private ServicePort ReadPort(Field item, bool needsName)
    {
        reading.Check(item, KnownFields.ServicePort);
        var protocol = item["protocol"].Choice(Protocol.TCP);
        var port = item.Port("port");
        if (!item["port"].Exists)
            item["port"].Missing("a port from 1 to 65535");
        else if (port != 0 && !_ports.Add(string.Create(CultureInfo.InvariantCulture, $"{protocol} {port}")))
            item["port"].Error($"The Service has the port {protocol} {port} twice.", "each port and protocol once");
        var target = item["targetPort"];
        var read = new ServicePort(
            NameOf(item["name"], needsName),
            port,
            protocol,
            target.PortOrName() ?? new(port, ""),
            NodePortOf(item["nodePort"], protocol),
            item.Line
        )
        {
            AppProtocol = reading.Pool.Intern(item.String("appProtocol")),
            TargetPortLine = target.Exists ? target.Line : item.Line,
        };
        if (read.TargetPort.IsNamed)
            read = read with { TargetPort = new(0, reading.Pool.Intern(read.TargetPort.Name)) };
        return read;
    }

    private string NameOf(Field name, bool isNeeded)
    {
        if (!name.Exists || name.IsEmptyText)
        {
            if (isNeeded)
                name.Error("With several ports each needs a name.", Names.DnsLabel);
            return "";
        }
        var text = reading.Pool.Intern(name.Matching(static t => Names.IsDnsLabel(t), Names.DnsLabel));
        if (text.Length > 0 && !_names.Add(text))
            name.Error($"The Service has two ports named {text}.", "each port name once");
        return text;
    }

    private int NodePortOf(Field node, Protocol protocol)
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
        if (port is < FirstNodePort or > LastNodePort && !reading.IsFromCluster)
            node.Error($"{port} is outside the range of node ports.", $"a port from {FirstNodePort} to {LastNodePort}");
        reading.Draft.Claims.NodePort(protocol, port, service, node);
        return port;
    }
}
