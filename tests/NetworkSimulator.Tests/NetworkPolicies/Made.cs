using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Tests.NetworkPolicies;

/// <summary>Short ways to make the objects that policies are about. Selectors are written <c>key=value,key=value</c>.</summary>
internal static class Made
{
    public static Labels Labels(string text) => Objects.Labels.Of(Pairs(text));

    public static LabelSelector Selector(string text, int line = 0) =>
        new([.. Pairs(text).Select(p => new LabelRequirement(p.Key, LabelOperator.In, [p.Value], line))], line);

    public static Namespace Namespace(string name, string labels = "") =>
        new() { Metadata = new(name) { Labels = Labels(labels) } };

    public static Node Node(string name, string address) =>
        new() { Metadata = new(name), InternalIPs = [IpAddress.Parse(address)] };

    public static Pod Pod(string key, string labels, string address, string node = "", params ContainerPort[] ports)
    {
        var (space, name) = Split(key);
        return new()
        {
            Metadata = new(name, space) { Labels = Labels(labels) },
            PodIPs = [.. address.Split(' ').Select(a => IpAddress.Parse(a))],
            NodeName = node,
            Ports = [.. ports],
        };
    }

    public static ContainerPort Named(string name, int number, Protocol protocol = Protocol.TCP) =>
        new(name, number, protocol, 0, 0);

    /// <summary>A policy for one direction, its lines 10 (the object), 11 (podSelector) and those of its rules.</summary>
    public static NetworkPolicy Ingress(string key, string pods, params NetworkPolicyRule[] rules) =>
        Policy(key, pods) with
        {
            IsolatesIngress = true,
            Ingress = [.. rules],
        };

    public static NetworkPolicy Egress(string key, string pods, params NetworkPolicyRule[] rules) =>
        Policy(key, pods) with
        {
            IsolatesEgress = true,
            Egress = [.. rules],
        };

    public static NetworkPolicyRule Rule(int line, NetworkPolicyPeer[] peers, params NetworkPolicyPort[] ports) =>
        new([.. peers], [.. ports], line);

    public static NetworkPolicyPeer Pods(string selector, int line = 0) => new(Selector(selector), null, null, line);

    public static NetworkPolicyPeer Namespaces(string selector, int line = 0) =>
        new(null, Selector(selector), null, line);

    public static NetworkPolicyPeer Both(string namespaces, string pods, int line = 0) =>
        new(Selector(pods), Selector(namespaces), null, line);

    public static NetworkPolicyPeer Block(string cidr, string[] except, int line = 0) =>
        new(null, null, new(Cidr.Parse(cidr), [.. except.Select(e => Cidr.Parse(e))], line), line);

    public static NetworkPolicyPort Port(int number, Protocol protocol = Protocol.TCP, int end = 0, int line = 0) =>
        new(protocol, new(number, ""), end, line);

    public static NetworkPolicyPort Port(string name, Protocol protocol = Protocol.TCP, int line = 0) =>
        new(protocol, new(0, name), 0, line);

    private static NetworkPolicy Policy(string key, string pods)
    {
        var (space, name) = Split(key);
        return new()
        {
            Metadata = new(name, space),
            PodSelector = Selector(pods, 11),
            Source = new(1, 10, [new("spec.ingress", 12), new("spec.egress", 12)]),
        };
    }

    private static (string Namespace, string Name) Split(string key) => (key.Split('/')[0], key.Split('/')[1]);

    private static ImmutableArray<KeyValuePair<string, string>> Pairs(string text) =>
        [
            .. text.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(p => KeyValuePair.Create(p.Split('=')[0], p.Split('=')[1])),
        ];
}
