using NetworkSimulator.Flows;

namespace NetworkSimulator.Dns;

/// <summary>Says which line of the Corefile makes CoreDNS fail a name instead of answering that it does not exist.</summary>
internal static class ServerFailures
{
    public static Subject Explain(Cluster cluster, SearchTrail trail)
    {
        var corefile = cluster.Dns.Server.Corefile;
        var failed = trail.Tried.Find(t => !t.Entry.Exists && t.Entry.Kind != NameKind.Missing) ?? trail.Tried[^1];
        var server = corefile.ServerOf(failed.Name);
        if (server is null)
            return Subject.Of(
                corefile,
                $"No server block of the Corefile serves the zone of {failed.Name}, so CoreDNS refuses to answer."
            );
        // Addresses that it does not list always go on to the next plugin.
        if (trail.Type != DnsRecordType.PTR && server.Hosts is { } hosts && hosts.Stops(failed.Name))
            return Subject.Of(corefile, hosts.Stopping);
        return Subject.Of(
            corefile,
            server.Kubernetes is null
                ? $"The server block of {failed.Name} (line {server.Line} of the Corefile) has neither the kubernetes plugin nor one that forwards the name, so nothing answers."
                : $"The server block of {failed.Name} (line {server.Line} of the Corefile) does not forward names outside the cluster domain, so nothing answers."
        );
    }
}
