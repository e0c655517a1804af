using System.Collections.Immutable;

namespace NetworkSimulator.Timelines;

/// <summary>Something that happens at a moment of simulated time.</summary>
public abstract record TimelineEvent
{
    /// <summary>When, in seconds from the start.</summary>
    public required double At { get; init; }

    /// <summary>What it is, in a few words.</summary>
    internal abstract string What { get; }
}

/// <summary>A new revision is rolled out, as the Deployment controller does with <c>RollingUpdate</c>.</summary>
public sealed record Rollout : TimelineEvent
{
    /// <summary>Pods above the wanted number; a percentage is rounded up. Kubernetes' default is 25%.</summary>
    public IntOrPercent MaxSurge { get; init; } = IntOrPercent.Percent(25);

    /// <summary>Pods that may be missing; a percentage is rounded down, and 0 becomes 1 if the surge is 0 too.</summary>
    public IntOrPercent MaxUnavailable { get; init; } = IntOrPercent.Percent(25);

    /// <summary>How long a Pod must have been ready to count as available.</summary>
    public double MinReadySeconds { get; init; }

    /// <summary>The new revision's <c>startupSeconds</c>, where they differ.</summary>
    public double? StartupSeconds { get; init; }

    internal override string What => "rollout";
}

/// <summary>The Deployment is scaled.</summary>
public sealed record Scale : TimelineEvent
{
    /// <summary>Pods wanted from now on.</summary>
    public required int Replicas { get; init; }

    internal override string What => $"scale to {Replicas}";
}

/// <summary>An event that happens to some Pods, the oldest that it can happen to.</summary>
public abstract record PodEvent : TimelineEvent
{
    /// <summary>How many Pods.</summary>
    public int Count { get; init; } = 1;

    private protected string Pods(string what) => Count == 1 ? $"Pod {what}" : $"{Count} Pods {what}";
}

/// <summary>Pods are lost without notice, and come back elsewhere with another address.</summary>
public sealed record PodRescheduled : PodEvent
{
    internal override string What => Pods("rescheduled");
}

/// <summary>Pods are deleted; their ReplicaSet replaces them.</summary>
public sealed record PodTerminated : PodEvent
{
    /// <summary>As <c>kubectl delete --grace-period</c>; else that of the Pods.</summary>
    public double? GracePeriodSeconds { get; init; }

    internal override string What => Pods("terminated");
}

/// <summary>The application in ready Pods begins to answer 503, and its readiness probe to fail.</summary>
public sealed record PodUnready : PodEvent
{
    internal override string What => Pods("unready");
}

/// <summary>The application in Pods that failed recovers.</summary>
public sealed record PodReady : PodEvent
{
    internal override string What => Pods("ready again");
}

/// <summary>A node is cordoned and all its Pods evicted.</summary>
public sealed record NodeDrained : TimelineEvent
{
    /// <summary>Which, from 1.</summary>
    public required int Node { get; init; }

    internal override string What => $"node {Node} drained";
}

/// <summary>The Service is deleted and created again, and gets another cluster IP.</summary>
public sealed record ServiceRecreated : TimelineEvent
{
    internal override string What => "Service recreated";
}

/// <summary>From now on the NetworkPolicies deny these clients, and no others.</summary>
public sealed record NetworkPolicyApplied : TimelineEvent
{
    /// <summary>Names of clients; empty lifts all denials.</summary>
    public ImmutableArray<string> Deny { get; init; } = [];

    internal override string What => Deny.IsEmpty ? "policies lifted" : "NetworkPolicy";
}

/// <summary>A number of Pods, or a share of the wanted ones.</summary>
/// <param name="Value">Pods, or percent.</param>
/// <param name="IsPercent">Which of the two.</param>
public readonly record struct IntOrPercent(int Value, bool IsPercent)
{
    /// <summary>A number of Pods.</summary>
    public static IntOrPercent Pods(int value) => new(value, false);

    /// <summary>A share of the wanted Pods.</summary>
    public static IntOrPercent Percent(int value) => new(value, true);

    /// <summary>The number of Pods it stands for.</summary>
    public int Of(int replicas, bool roundUp) =>
        IsPercent ? (int)((Value * (long)replicas + (roundUp ? 99 : 0)) / 100) : Value;

    /// <summary>As Kubernetes writes it: <c>25%</c> or <c>2</c>.</summary>
    public override string ToString() => IsPercent ? $"{Value}%" : $"{Value}";
}
