namespace NetworkSimulator.NetworkPolicies;

/// <summary>A rule as a verdict needs it. A Pod's rules lie side by side, so that asking them touches little memory.</summary>
internal readonly struct RuleTest
{
    private readonly ulong[]? _pods;
    private readonly int _firstWord;
    private readonly int _firstPort;
    private readonly int _lastPort;
    private readonly int _portName;
    private readonly bool _hasMorePorts;
    private readonly bool _admitsAnybody;
    private readonly bool _hasMorePeers;

    public RuleTest(CompiledRule rule, NamedPorts names)
    {
        Rule = rule;
        _portName = rule.OnlyPortName is { } name ? names.ColumnOf(name.Name, name.Protocol) : -1;
        (_firstPort, _lastPort, _hasMorePorts) = rule.PortHull;
        _admitsAnybody = rule.Rule.Peers.IsEmpty;
        _hasMorePeers = rule.HasMoreThanPods;
        if (rule.Pods is { } pods)
            (_firstWord, _pods) = (pods.FirstWord, pods.Words);
    }

    public CompiledRule Rule { get; }

    /// <summary>Whether two Pods of one class may be answered differently, as their addresses differ.</summary>
    public bool LooksAtAddresses => _hasMorePeers;

    public bool Allows(in PolicyPeer peer, in PolicyCall call) => Opens(call) && Admits(peer);

    public bool Opens(in PolicyCall call)
    {
        if (call.Number < _firstPort || call.Number > _lastPort)
            return false;
        if (_portName < 0)
            return !_hasMorePorts || Rule.Opens(call);
        var number = call.Names.NumberOf(call.Class, _portName);
        return number == NamedPorts.Ambiguous ? Rule.Opens(call) : number == call.Port;
    }

    public bool Admits(in PolicyPeer peer)
    {
        if (_admitsAnybody)
            return true;
        if (peer.Class >= 0 && _pods is { } pods)
        {
            var word = (peer.Class >> 6) - _firstWord;
            if ((uint)word < (uint)pods.Length && (pods[word] >> peer.Class & 1) != 0)
                return true;
        }
        return _hasMorePeers && Rule.Admits(peer);
    }
}
