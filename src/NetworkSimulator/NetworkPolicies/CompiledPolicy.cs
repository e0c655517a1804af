using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>A policy with its rules of one direction.</summary>
internal sealed class CompiledPolicy
{
    public CompiledPolicy(NetworkPolicy policy, bool ingress, SelectedClasses selected)
    {
        (Policy, IsIngress) = (policy, ingress);
        var rules = ingress ? policy.Ingress : policy.Egress;
        Rules = new CompiledRule[rules.Length];
        for (var i = 0; i < rules.Length; i++)
            Rules[i] = new(this, rules[i], i + 1, selected);
    }

    public NetworkPolicy Policy { get; }

    public bool IsIngress { get; }

    public CompiledRule[] Rules { get; }

    /// <summary>The policy in words.</summary>
    public PolicyWords Words => field ??= new(this);
}

/// <summary>The policies that isolate a Pod in one direction; it may do what any rule of any of them allows.</summary>
internal sealed class Isolation
{
    public Isolation(CompiledPolicy[] policies, NamedPorts names)
    {
        Policies = policies;
        var tests = new List<RuleTest>(policies.Length);
        foreach (var policy in policies)
        foreach (var rule in policy.Rules)
            tests.Add(new(rule, names));
        Tests = [.. tests];
        LooksAtAddresses = tests.Exists(t => t.LooksAtAddresses);
    }

    public CompiledPolicy[] Policies { get; }

    /// <summary>The rules of all the policies, in their order.</summary>
    public RuleTest[] Tests { get; }

    /// <summary>Whether the answer may differ for peers of one class.</summary>
    public bool LooksAtAddresses { get; }

    /// <summary>Position of the first rule, from a position on, that allows the call; -1 where none does.</summary>
    public int FindRule(in PolicyPeer peer, in PolicyCall call, int from = 0)
    {
        var tests = Tests;
        for (var i = from; i < tests.Length; i++)
            if (tests[i].Allows(peer, call))
                return i;
        return -1;
    }
}
