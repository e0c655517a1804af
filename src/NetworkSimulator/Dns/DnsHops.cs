using NetworkSimulator.Flows;
using NetworkSimulator.LoadBalancers;

namespace NetworkSimulator.Dns;

/// <summary>Words for what DNS answered.</summary>
internal static class DnsHops
{
    public static Hop NoPublicName(string host) =>
        new("DNS", "", 0, 0, "NXDOMAIN", $"No load balancer, Ingress or Gateway is known under the name {host}.");

    public static Hop PublicName(Cluster cluster, string host, PublicName entry) =>
        new("DNS", entry.Object, entry.Document, entry.Line, "resolved", $"{host} is the name of {entry.Object}.");
}
