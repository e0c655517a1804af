using System.Collections.Immutable;
using NetworkSimulator;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>What people get wrong about NetworkPolicies.</summary>
internal static class PolicyMisreadings
{
    private const int EphemeralPort = 40_000;

    private static readonly LabelSelector Everything = new([], 0);

    public static ImmutableArray<Misreading> Specific { get; } =
    [
        new(
            "That reads two selectors of one peer as alternatives. In one peer `namespaceSelector` and `podSelector` must both match; alternatives are peers of their own, each with its dash.",
            Peers(peer =>
                peer is { PodSelector: not null, NamespaceSelector: not null }
                    ? [peer with { PodSelector = null }, peer with { NamespaceSelector = null }]
                    : [peer]
            )
        ),
        new(
            "That reads two peers as one. Peers of a list are alternatives: each has its own dash, and one that matches is enough.",
            Rules(rule =>
                rule.Peers is [{ PodSelector: null } space, { NamespaceSelector: null } pod]
                    ? rule with
                    {
                        Peers = [space with { PodSelector = pod.PodSelector }],
                    }
                : rule.Peers is [{ NamespaceSelector: null } one, { PodSelector: null } other]
                    ? rule with
                    {
                        Peers = [other with { PodSelector = one.PodSelector }],
                    }
                : rule
            )
        ),
        new(
            "That takes a `podSelector` for one over all namespaces. Alone in a peer it means Pods of the policy's own namespace.",
            Peers(peer =>
                peer is { PodSelector: not null, NamespaceSelector: null, IPBlock: null }
                    ? [peer with { NamespaceSelector = Everything }]
                    : [peer]
            )
        ),
        new(
            "That overlooks the look-up. A caller whose egress is isolated needs a rule for the DNS Pods too, or the name is never resolved.",
            situation =>
                situation
                    is { Trace.Verdict: Verdict.Denied, Url.Url: { Address.IsNone: true } url, Target: { } target }
                    ? situation.Asking(new ToService(target.Key, url.Port))
                    : null
        ),
        new(
            "That wants a rule for the way back. Policies judge who opens a connection; the replies on it are always let through.",
            Reply
        ),
        new(
            "That compares a policy's port with the Service's. Policies see the packet after translation, so the port that counts is the Pod's.",
            ServicePorts
        ),
    ];

    public static ImmutableArray<Misreading> General { get; } =
    [
        new(
            "That looks at the receiver only. The caller's own egress is isolated too, and both sides must allow a connection.",
            Policies(policy => policy with { IsolatesEgress = false })
        ),
        new(
            "That looks at the caller only. The receiver's ingress is isolated too, and both sides must allow a connection.",
            Policies(policy => policy with { IsolatesIngress = false })
        ),
        new(
            "That lets policies reach beyond their namespace. A NetworkPolicy selects Pods of its own namespace only.",
            situation =>
                situation.Objects
                    is { NetworkPolicies: { IsEmpty: false } policies, Namespaces: var namespaces } objects
                    ? situation.In(
                        objects with
                        {
                            NetworkPolicies =
                            [
                                .. policies.SelectMany(policy =>
                                    namespaces.Select(space =>
                                        policy with
                                        {
                                            Metadata = new ObjectMeta(
                                                $"{policy.Name}-of-{policy.Namespace}",
                                                space.Name
                                            ),
                                        }
                                    )
                                ),
                            ],
                        }
                    )
                    : null
        ),
        new(
            "That leaves the policies out. A Pod that a policy selects accepts (or opens) only what some policy allows.",
            situation =>
                situation.Objects.NetworkPolicies.IsEmpty
                    ? null
                    : situation.In(situation.Objects with { NetworkPolicies = [] })
        ),
    ];

    private static Func<Situation, Trace?> Policies(Func<NetworkPolicy, NetworkPolicy> misread) =>
        situation =>
        {
            var policies = situation.Objects.NetworkPolicies;
            ImmutableArray<NetworkPolicy> changed = [.. policies.Select(misread)];
            return changed.SequenceEqual(policies)
                ? null
                : situation.In(situation.Objects with { NetworkPolicies = changed });
        };

    private static Func<Situation, Trace?> Rules(Func<NetworkPolicyRule, NetworkPolicyRule> misread) =>
        Policies(policy =>
        {
            ImmutableArray<NetworkPolicyRule> ingress = [.. policy.Ingress.Select(misread)];
            ImmutableArray<NetworkPolicyRule> egress = [.. policy.Egress.Select(misread)];
            return ingress.SequenceEqual(policy.Ingress) && egress.SequenceEqual(policy.Egress)
                ? policy
                : policy with
                {
                    Ingress = ingress,
                    Egress = egress,
                };
        });

    private static Func<Situation, Trace?> Peers(Func<NetworkPolicyPeer, ImmutableArray<NetworkPolicyPeer>> misread) =>
        Rules(rule =>
        {
            ImmutableArray<NetworkPolicyPeer> peers = [.. rule.Peers.SelectMany(peer => misread(peer))];
            return peers.SequenceEqual(rule.Peers) ? rule : rule with { Peers = peers };
        });

    private static Trace? Reply(Situation situation)
    {
        if (
            situation.Trace is not { Verdict: Verdict.Delivered, Backends: [var backend, ..] }
            || situation.Callers.FirstOrDefault() is not { } caller
            || !situation.Objects.Pods.Any(pod => pod.Key == backend.Name)
        )
            return null;
        var back = new Flow(new FromPod(backend.Name), new ToPod(caller.Key, EphemeralPort));
        var trace = Simulator.Run(situation.Cluster, back);
        return trace.Verdict == Verdict.Denied ? trace : null;
    }

    private static Trace? ServicePorts(Situation situation)
    {
        if (situation.Target is not { } target)
            return null;
        var numbers = target
            .Ports.Where(port => !port.TargetPort.IsNamed && port.TargetPort.Number != port.Port)
            .Concat(Named(target, situation))
            .ToLookup(port => port.TargetPort.Number, port => port.Port);
        return Rules(rule =>
        {
            ImmutableArray<NetworkPolicyPort> ports = [.. rule.Ports.Select(Misread)];
            return ports.SequenceEqual(rule.Ports) ? rule : rule with { Ports = ports };
        })(situation);

        NetworkPolicyPort Misread(NetworkPolicyPort port) =>
            port.Port is { IsNamed: false, Number: var number } && numbers[number].Any()
                ? port with
                {
                    Port = new PortReference(numbers[number].First(), ""),
                }
            : port.Port is { IsNamed: false, Number: var asked }
            && numbers.FirstOrDefault(g => g.Contains(asked)) is { } group
                ? port with
                {
                    Port = new PortReference(group.Key, ""),
                }
            : port;
    }

    private static IEnumerable<ServicePort> Named(Service service, Situation situation) =>
        from port in service.Ports
        where port.TargetPort.IsNamed
        let declared = situation
            .Objects.Pods.Where(pod =>
                pod.Namespace == service.Namespace && service.Selector?.Matches(pod.Metadata.Labels) == true
            )
            .SelectMany(pod => pod.Ports)
            .FirstOrDefault(declared => declared.Name == port.TargetPort.Name)
        where declared is not null && declared.Number != port.Port
        select port with
        {
            TargetPort = new PortReference(declared.Number, ""),
        };
}
