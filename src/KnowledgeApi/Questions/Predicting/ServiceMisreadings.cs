using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>What people get wrong about Services and their endpoints.</summary>
internal static class ServiceMisreadings
{
    public static ImmutableArray<Misreading> Specific { get; } =
    [
        new(
            "That ignores readiness. Only Ready Pods are endpoints that a Service sends requests to.",
            situation =>
                situation.Objects.Pods.All(pod => pod.Ready)
                    ? null
                    : situation.In(
                        situation.Objects with
                        {
                            Pods = [.. situation.Objects.Pods.Select(pod => pod with { Ready = true })],
                        }
                    )
        ),
        new(
            "That makes readiness a lock on the Pod. It only takes the Pod out of its Services; whoever dials the Pod's own address still gets there.",
            situation =>
                situation is { Flow.To: ToPod { Key: var key }, Trace.Verdict: Verdict.Delivered }
                && situation.Objects.Pods.Any(pod => pod.Key == key && !pod.Ready)
                    ? situation.Trace with
                    {
                        Verdict = Verdict.Refused,
                        Backends = [],
                    }
                    : null
        ),
        new(
            "That takes the target port for the Service's port. Callers use `port`; `targetPort` is where the Pods listen.",
            situation =>
                SwapPort(
                    situation,
                    (service, asked) =>
                        service.Ports.FirstOrDefault(port => Listens(situation, service, port) == asked)?.Port
                )
        ),
        new(
            "That takes the labels of the Deployment or StatefulSet for those of its Pods. A selector looks at Pods, which get their labels from the template.",
            situation => LabelsOfOwners(situation)
        ),
        new(
            "That takes one matching label for enough. A selector selects the Pods that carry every label it names.",
            situation =>
                Services(
                    situation,
                    service =>
                        service.Selector is { Requirements: { Length: > 1 } requirements } selector
                            ? service with
                            {
                                Selector = selector with { Requirements = requirements[..1] },
                            }
                            : service
                )
        ),
        new(
            "That takes the named port for given. A Pod whose containers declare no port of that name is no endpoint.",
            situation =>
                Services(
                    situation,
                    service =>
                        service with
                        {
                            Ports =
                            [
                                .. service.Ports.Select(port =>
                                    port.TargetPort.IsNamed
                                        ? port with
                                        {
                                            TargetPort = new PortReference(port.Port, ""),
                                        }
                                        : port
                                ),
                            ],
                        }
                )
        ),
        new(
            "That gives a headless Service a virtual IP. Its name leads to the Pods themselves, and nobody translates the port.",
            situation =>
                situation is { Target: { IsHeadless: true } target, Url.Url: var url }
                && target.Ports.FirstOrDefault(port => port.Port == url.Port) is null
                    ? situation.Trace with
                    {
                        Verdict = Verdict.Refused,
                        Backends = [],
                    }
                    : null
        ),
        new(
            "That ignores `externalTrafficPolicy: Local`. With it a node serves outside callers from its own Pods only, and drops what it has no Pod for.",
            situation => Services(situation, service => service with { ExternalTrafficPolicy = TrafficPolicy.Cluster })
        ),
        new(
            "That reads `externalTrafficPolicy: Cluster` as `Local`. With `Cluster` any node hands the request on to a Pod of another.",
            situation =>
                Services(
                    situation,
                    service =>
                        service.Type is ServiceType.NodePort or ServiceType.LoadBalancer
                            ? service with
                            {
                                ExternalTrafficPolicy = TrafficPolicy.Local,
                            }
                            : service
                )
        ),
        new(
            "That ignores `internalTrafficPolicy: Local`. With it callers inside the cluster are served by Pods of their own node only.",
            situation => Services(situation, service => service with { InternalTrafficPolicy = TrafficPolicy.Cluster })
        ),
        new(
            "That leaves the mesh out. Where mutual TLS is `STRICT`, a caller without a sidecar speaks plain text and is turned away.",
            situation =>
                situation.Objects.PeerAuthentications.IsEmpty
                    ? null
                    : situation.In(situation.Objects with { PeerAuthentications = [] })
        ),
        new(
            "That takes a cluster IP for an address anyone can dial. It exists only in the rules of the cluster's own nodes.",
            FromInside
        ),
    ];

    public static ImmutableArray<Misreading> General { get; } =
    [
        new(
            "That takes the Service's port for the target port. Callers use `port`, whatever the Pods listen on; nothing answers for the Service on another.",
            situation =>
                SwapPort(
                    situation,
                    (service, asked) =>
                        service.Ports.FirstOrDefault(port => port.Port == asked) is { } port
                        && Listens(situation, service, port) is var listens
                        && listens != asked
                        && service.Ports.All(other => other.Port != listens)
                            ? listens
                            : null
                ),
            Telling: false
        ),
    ];

    public static int? Listens(Situation situation, Service service, ServicePort port) =>
        !port.TargetPort.IsNamed
            ? port.TargetPort.Number
            : situation
                .Objects.Pods.Where(pod =>
                    pod.Namespace == service.Namespace && service.Selector?.Matches(pod.Metadata.Labels) == true
                )
                .SelectMany(pod => pod.Ports)
                .FirstOrDefault(declared => declared.Name == port.TargetPort.Name)
                ?.Number;

    private static Trace? SwapPort(Situation situation, Func<Service, int, int?> other)
    {
        if (situation.Target is not { IsHeadless: false } target)
            return null;
        return situation.Flow.To switch
        {
            ToUrl url when other(target, url.Url.Port) is { } port && port != url.Url.Port => situation.Asking(
                url with
                {
                    Url = url.Url with { Port = port },
                }
            ),
            ToService service when other(target, service.Port) is { } port && port != service.Port => situation.Asking(
                service with
                {
                    Port = port,
                }
            ),
            ToAddress address when other(target, address.Port) is { } port && port != address.Port => situation.Asking(
                address with
                {
                    Port = port,
                }
            ),
            _ => null,
        };
    }

    private static Trace? Services(Situation situation, Func<Service, Service> misread)
    {
        var services = situation.Objects.Services;
        ImmutableArray<Service> changed = [.. services.Select(misread)];
        return changed.Zip(services).All(pair => pair.First == pair.Second || SamePorts(pair.First, pair.Second))
            ? null
            : situation.In(situation.Objects with { Services = changed });
    }

    // Records compare their lists by reference.
    private static bool SamePorts(Service one, Service other) =>
        one.Ports.SequenceEqual(other.Ports) && one with { Ports = other.Ports } == other;

    private static Trace? LabelsOfOwners(Situation situation)
    {
        var labels = situation.Objects.Workloads.ToDictionary(
            workload => workload.Reference,
            workload => workload.Metadata.Labels
        );
        var changed = false;
        var pods = situation.Objects.Pods.Select(pod =>
        {
            if (pod.Owner is null || !labels.TryGetValue(pod.Owner, out var own) || own.Entries.IsEmpty)
                return pod;
            changed = true;
            return pod with { Metadata = pod.Metadata with { Labels = own } };
        });
        var objects = situation.Objects with { Pods = [.. pods] };
        return changed ? situation.In(objects) : null;
    }

    private static Trace? FromInside(Situation situation) =>
        situation is { Flow: { From: FromExternal, To: ToAddress or ToService }, Target: { } target }
        && situation.Objects.Pods.FirstOrDefault(pod => pod.Namespace == target.Namespace) is { } insider
            ? NetworkSimulator.Simulator.Run(situation.Cluster, situation.Flow with { From = new FromPod(insider.Key) })
            : null;
}
