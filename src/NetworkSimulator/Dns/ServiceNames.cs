using System.Collections.Frozen;
using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>What each Service, and each name below one, has in DNS.</summary>
/// <remarks>Follows <c>plugin/kubernetes/kubernetes.go</c> (findServices) and <c>object/endpoint.go</c>.</remarks>
internal sealed class ServiceNames
{
    private readonly ClusterIndex _index;
    private readonly ServiceEndpoints[] _endpoints;
    private readonly KubernetesPlugin _plugin;
    private readonly NameEntry[] _entries;
    private readonly string[] _targets;
    private readonly Subject?[] _subjects;
    private readonly KeyTable<NameEntry> _byName;
    private readonly Lazy<FrozenDictionary<string, NameEntry>.AlternateLookup<ReadOnlySpan<char>>> _below;
    private readonly Lazy<FrozenDictionary<IpAddress, string[]>> _reverse;

    public ServiceNames(ClusterIndex index, ServiceEndpoints[] endpoints, KubernetesPlugin plugin)
    {
        (_index, _endpoints, _plugin) = (index, endpoints, plugin);
        var names = new List<string>(index.Services.Length);
        var entries = new List<NameEntry>(index.Services.Length);
        _entries = new NameEntry[index.Services.Length];
        _subjects = new Subject?[index.Services.Length];
        _targets = [.. index.Services.Select(s => s.ExternalName.ToLowerInvariant().TrimEnd('.'))];
        for (var i = 0; i < _entries.Length; i++)
            if (plugin.Exposes(index.Services[i].Namespace))
            {
                _entries[i] = Compile(i);
                names.Add($"{index.Services[i].Name}.{index.Services[i].Namespace}");
                entries.Add(_entries[i]);
            }
        _byName = new([.. names], [.. entries]);
        _below = new(() =>
            NamesBelow().ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>()
        );
        _reverse = new(() => Reversed().ToFrozenDictionary());
    }

    /// <summary>What a Service has under <c>name.namespace</c>; false where there is no such Service.</summary>
    public bool TryFind(ReadOnlySpan<char> name, out NameEntry entry)
    {
        var number = _byName.Find(name);
        entry = number < 0 ? NameEntry.Missing : _byName[number];
        return number >= 0;
    }

    public NameEntry EntryOf(int service) => _entries[service];

    /// <summary>What gives a Service its addresses, in words; written at its first use.</summary>
    public ref Subject? SubjectOf(int service) => ref _subjects[service];

    /// <summary>Where an ExternalName Service leads, in lower case.</summary>
    public string TargetOf(int service) => _targets[service];

    /// <summary>Finds <c>endpoint.name.namespace</c>, or <c>port.protocol.name.namespace</c> without underscores.</summary>
    public NameEntry Below(ReadOnlySpan<char> name) =>
        _below.Value.TryGetValue(name, out var entry) ? entry : NameEntry.Missing;

    /// <summary>Names of an address: its Service's, else those of the endpoints that have it; null where it has none.</summary>
    public string[]? NamesOf(IpAddress address) => _reverse.Value.GetValueOrDefault(address);

    /// <summary>The ready endpoints of a Service, which are those that DNS knows.</summary>
    public IEnumerable<EndpointEntry> ReadyEndpoints(int service) =>
        _plugin.NoEndpoints ? [] : _endpoints[service].Entries.Where(e => e.Ready);

    /// <summary>The label that names an endpoint's address below its Service.</summary>
    public string LabelOf(EndpointEntry entry, IpAddress address)
    {
        if (entry.Hostname.Length > 0)
            return entry.Hostname.ToLowerInvariant();
        if (_plugin.EndpointPodNames && entry.Pod >= 0 && _index.Pods[entry.Pod].Name.Length < 64)
            return _index.Pods[entry.Pod].Name;
        return DnsName.Dashed(address);
    }

    private NameEntry Compile(int number)
    {
        var service = _index.Services[number];
        if (service.Type == ServiceType.ExternalName)
            return service.ExternalName.Length == 0 || IpAddress.TryParse(service.ExternalName, out _)
                ? NameEntry.Missing
                : new(NameKind.Alias, number);
        if (!service.IsHeadless)
            return _plugin.IgnoreEmptyService && !ReadyEndpoints(number).Any()
                ? NameEntry.Missing
                : NameEntry.Of(NameKind.Service, number, service.ClusterIPs.AsSpan());
        if (_plugin.NoEndpoints)
            return NameEntry.Missing;
        var addresses = new List<IpAddress>();
        foreach (var entry in _endpoints[number].Entries)
            if (entry.Ready)
                addresses.AddRange(entry.Addresses);
        return addresses.Count == 0
            ? NameEntry.Missing
            : NameEntry.Of(NameKind.Service, number, [.. addresses.Distinct()]);
    }

    private Dictionary<string, NameEntry> NamesBelow()
    {
        var names = new Dictionary<string, NameEntry>(StringComparer.Ordinal);
        // Several endpoints may share a host name; most names have one address, so only those get a list.
        var shared = new Dictionary<string, List<IpAddress>>(StringComparer.Ordinal);
        for (var i = 0; i < _entries.Length; i++)
        {
            var service = _index.Services[i];
            if (_entries[i].Kind is NameKind.Alias || !_plugin.Exposes(service.Namespace))
                continue;
            var suffix = $".{service.Name}.{service.Namespace}";
            foreach (var entry in ReadyEndpoints(i))
            foreach (var address in entry.Addresses)
            {
                var label = LabelOf(entry, address);
                var name = label + suffix;
                if (names.TryAdd(name, NameEntry.Of(NameKind.Endpoint, i, [address], label)))
                    continue;
                if (!shared.TryGetValue(name, out var addresses))
                    shared[name] = addresses = [FirstOf(names[name])];
                if (!addresses.Contains(address))
                    addresses.Add(address);
                names[name] = NameEntry.Of(NameKind.Endpoint, i, [.. addresses], label);
            }
            AddPorts(i, service, names);
        }
        return names;
    }

    private static IpAddress FirstOf(in NameEntry entry) =>
        entry.Addresses(false).Length > 0 ? entry.Addresses(false)[0] : entry.Addresses(true)[0];

    private void AddPorts(int number, Service service, Dictionary<string, NameEntry> names)
    {
        if (!_entries[number].Exists)
            return;
        if (!service.IsHeadless)
            foreach (var port in service.Ports)
                Add(port.Name, port.Protocol, service.ClusterIPs.AsSpan());
        else
            foreach (
                var port in ReadyEndpoints(number)
                    .SelectMany(e => e.Ports.Select(p => (p.Name, p.Protocol, e.Addresses)))
                    .GroupBy(p => (p.Name, p.Protocol))
            )
                Add(port.Key.Name, port.Key.Protocol, [.. port.SelectMany(p => p.Addresses).Distinct()]);

        void Add(string port, Protocol protocol, ReadOnlySpan<IpAddress> addresses)
        {
            var label = PortLabel(port, protocol);
            if (port.Length > 0)
                names.TryAdd(
                    $"{label}.{service.Name}.{service.Namespace}",
                    NameEntry.Of(NameKind.Port, number, addresses, label)
                );
        }
    }

    /// <summary>Targets and ports of the SRV records, one for each address and port; port -1 where an endpoint has none.</summary>
    public List<(string Target, int Port)> PortsOf(in NameEntry entry, string zone)
    {
        var service = _index.Services[entry.Service];
        var name = $"{service.Name}.{service.Namespace}.svc.{zone}.";
        var ports = new List<(string, int)>();
        if (!service.IsHeadless && entry.Kind != NameKind.Endpoint)
        {
            foreach (var port in service.Ports)
                if (entry.Kind == NameKind.Service || PortLabel(port.Name, port.Protocol) == entry.Label)
                    ports.AddRange(service.ClusterIPs.Select(_ => (name, port.Port)));
            return ports;
        }
        foreach (var endpoint in ReadyEndpoints(entry.Service))
        foreach (var address in endpoint.Addresses)
        {
            var label = LabelOf(endpoint, address);
            if (entry.Kind == NameKind.Endpoint && label != entry.Label)
                continue;
            foreach (var port in endpoint.Ports)
                if (entry.Kind != NameKind.Port || PortLabel(port.Name, port.Protocol) == entry.Label)
                    ports.Add(($"{label}.{name}", port.Port == 0 ? -1 : port.Port));
            if (endpoint.Ports.IsEmpty && entry.Kind != NameKind.Port)
                ports.Add(($"{label}.{name}", -1));
        }
        return ports;
    }

    private static string PortLabel(string port, Protocol protocol) => $"{port}.{protocol}".ToLowerInvariant();

    private Dictionary<IpAddress, string[]> Reversed()
    {
        var names = new Dictionary<IpAddress, string[]>();
        var endpoints = new Dictionary<IpAddress, List<string>>();
        for (var i = 0; i < _entries.Length; i++)
        {
            var service = _index.Services[i];
            if (!_plugin.Exposes(service.Namespace))
                continue;
            var suffix = $"{service.Name}.{service.Namespace}.svc.{_plugin.PrimaryZone}.";
            foreach (var address in service.ClusterIPs)
                names.TryAdd(address, [suffix]);
            foreach (var entry in ReadyEndpoints(i))
            foreach (var address in entry.Addresses)
            {
                if (!endpoints.TryGetValue(address, out var known))
                    endpoints[address] = known = [];
                known.Add($"{LabelOf(entry, address)}.{suffix}");
            }
        }
        foreach (var (address, known) in endpoints)
            names.TryAdd(address, [.. known.Distinct(StringComparer.Ordinal)]);
        return names;
    }
}
