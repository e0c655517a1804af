using System.Globalization;
using NetworkSimulator.Flows;

namespace NetworkSimulator.Dns;

/// <summary>Writes the records of a name as <c>TYPE value</c>.</summary>
/// <remarks>Follows <c>plugin/backend_lookup.go</c> (A, AAAA, SRV, CNAME, PTR, TXT).</remarks>
internal static class DnsRecords
{
    /// <summary>The records.</summary>
    /// <param name="server">The server.</param>
    /// <param name="name">The name asked for.</param>
    /// <param name="entry">What it has.</param>
    /// <param name="answered">What is at the end of its aliases.</param>
    /// <param name="type">The type asked for.</param>
    /// <param name="aliases">Targets of the aliases.</param>
    /// <param name="withAliases">Whether the aliases are part of the answer.</param>
    public static List<string> Of(
        CoreDns server,
        ReadOnlySpan<char> name,
        in NameEntry entry,
        in NameEntry answered,
        DnsRecordType type,
        List<string> aliases,
        bool withAliases
    )
    {
        var records = new List<string>();
        switch (type)
        {
            case DnsRecordType.A or DnsRecordType.AAAA:
                if (withAliases)
                    foreach (var target in aliases)
                        records.Add($"CNAME {target}.");
                foreach (var address in answered.Addresses(type == DnsRecordType.AAAA))
                    records.Add($"{type} {address}");
                break;
            case DnsRecordType.CNAME when entry.Kind == NameKind.Alias:
                records.Add($"CNAME {server.Services.TargetOf(entry.Service)}.");
                break;
            case DnsRecordType.TXT when entry.Kind == NameKind.Version:
                records.Add("TXT 1.1.0");
                break;
            case DnsRecordType.PTR:
                AddPointers(server, name, entry, records);
                break;
            case DnsRecordType.SRV:
                AddServices(server, name.ToString(), entry, records);
                break;
        }
        return records;
    }

    private static void AddPointers(CoreDns server, ReadOnlySpan<char> name, in NameEntry entry, List<string> records)
    {
        if (!DnsName.TryReadReverse(name, out var address))
            return;
        if (entry.Kind == NameKind.Reverse)
            foreach (var pointer in server.Services.NamesOf(address) ?? [])
                records.Add($"PTR {pointer}");
        else if (entry.Kind == NameKind.Hosts && server.Corefile.ServerOf(name)?.Hosts is { } hosts)
            foreach (var pointer in hosts.Addresses[address])
                records.Add($"PTR {pointer}.");
    }

    /// <summary>
    /// CoreDNS divides a weight of 100 over addresses and ports before it drops doubles, so a dual-stack Service
    /// shows 50 once; an endpoint without port counts but shows nothing.
    /// </summary>
    private static void AddServices(CoreDns server, string name, in NameEntry entry, List<string> records)
    {
        List<(string Target, int Port)> services = entry.Kind switch
        {
            NameKind.Service or NameKind.Endpoint or NameKind.Port => server.Services.PortsOf(
                entry,
                server.ZoneOf(name)
            ),
            NameKind.Pod => [($"{name}.", 0)],
            _ => [],
        };
        if (services.Count == 0)
            return;
        var weight = Math.Max(1, (int)Math.Floor(100.0 / (services.Count * 100) * 100));
        foreach (var (target, port) in services.Distinct())
            if (port >= 0)
                records.Add(string.Create(CultureInfo.InvariantCulture, $"SRV 0 {weight} {port} {target}"));
    }
}
