using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Diagnosis;

/// <summary>A request that does not do what was meant, and what it has to do with.</summary>
internal sealed class Situation
{
    private const int MostPods = 20;

    public Situation(Cluster cluster, Flow flow, Trace trace, DiagnosisGoal goal)
    {
        (Cluster, Flow, Trace, Goal) = (cluster, flow, trace, goal);
        var silent = default(NoHops);
        IsKnown = SourceStage.TryFind(cluster, flow.From, out var source, out var pod, ref silent);
        (Source, SourcePod) = (source, pod);
        Services = [.. FindServices().Distinct()];
        Ingresses = [.. FindIngresses()];
    }

    public Cluster Cluster { get; }

    public Flow Flow { get; }

    public Trace Trace { get; }

    public DiagnosisGoal Goal { get; }

    /// <summary>Whether the caller exists.</summary>
    public bool IsKnown { get; }

    public Party Source { get; }

    /// <summary>Number of the calling Pod, or -1.</summary>
    public int SourcePod { get; }

    /// <summary>Services that the request meets or names.</summary>
    public IReadOnlyList<Service> Services { get; }

    /// <summary>Ingresses that the request meets, or that name its host.</summary>
    public IReadOnlyList<Ingress> Ingresses { get; }

    public ToUrl? Url => Flow.To as ToUrl;

    /// <summary>The port that is asked for; 0 for a lookup.</summary>
    public int Port =>
        Flow.To switch
        {
            ToPod to => to.Port,
            ToService to => to.Port,
            ToAddress to => to.Port,
            ToUrl to => to.Url.Port,
            _ => 0,
        };

    public Protocol Protocol =>
        Flow.To switch
        {
            ToPod to => to.Protocol,
            ToService to => to.Protocol,
            ToAddress to => to.Protocol,
            _ => Protocol.TCP,
        };

    /// <summary>Whether the way ended at an object of a kind.</summary>
    public bool EndsAt(string component) => Trace.Hops is [.., var last] && last.Component == component;

    /// <summary>The Pods that the request should reach: those named, else those behind the Services, else the one called.</summary>
    public IReadOnlyList<int> WantedPods()
    {
        var index = Cluster.Index;
        if (!Goal.Backends.IsEmpty)
            return
            [
                .. Goal
                    .Backends.Select(key => Cluster.Parties.TryFindPod(key, out var pod) ? pod : -1)
                    .Where(p => p >= 0)
                    .Take(MostPods),
            ];
        if (Flow.To is ToPod to && Cluster.Parties.TryFindPod(to.Key, out var called))
            return [called];
        if (Flow.To is ToAddress at && index.Addresses.TryGetValue(at.Address, out var owner) && owner.Pod >= 0)
            return [owner.Pod];
        return [.. Backends().SelectMany(service => PodsOf(service)).Distinct().Take(MostPods)];
    }

    /// <summary>Services whose Pods serve the request: those behind Ingresses, where there are any.</summary>
    public IEnumerable<Service> Backends() =>
        Ingresses.Count == 0
            ? Services
            : Ingresses
                .SelectMany(ingress =>
                    BackendsOf(ingress).Select(b => ServiceOf($"{ingress.Namespace}/{b.ServiceName}"))
                )
                .OfType<Service>()
                .Distinct();

    /// <summary>The Pods that a Service selects.</summary>
    public IEnumerable<int> PodsOf(Service service) =>
        Cluster
            .Endpoints[Cluster.Index.ServiceByKey[service.Key]]
            .Entries.Where(entry => entry.Pod >= 0)
            .Select(entry => entry.Pod);

    /// <summary>The ports of a Pod that the request may be led to.</summary>
    public IEnumerable<int> TargetPorts(int pod)
    {
        var own = Cluster.Index.Pods[pod];
        var led = Services
            .Concat(Backends())
            .SelectMany(service => service.Ports)
            .Where(port => port.Protocol == Protocol)
            .OrderByDescending(port => port.Port == Port)
            .Select(port => EndpointSliceController.FindPort(own, port))
            .Where(port => port > 0);
        return (Flow.To is ToPod or ToAddress ? new[] { Port }.Concat(led) : led).Distinct();
    }

    public Service? ServiceOf(string key) =>
        Cluster.Index.ServiceByKey.TryGetValue(key, out var number) ? Cluster.Index.Services[number] : null;

    /// <summary>The object with a template that Pods are made from, or the Pod itself where it stands in the text.</summary>
    public (KubernetesObject Object, string[] Labels, string[] Spec) TemplateOf(Pod pod)
    {
        var workload = pod.Owner is { } owner
            ? Cluster.Objects.Workloads.FirstOrDefault(w => w.Reference == owner)
            : null;
        // A Pod that a workload made stands in the workload's document, at its template.
        if (workload is null || pod.Source.Document != workload.Source.Document)
            return (pod, ["metadata", "labels"], ["spec"]);
        string[] template =
            workload.Kind == "CronJob" ? ["spec", "jobTemplate", "spec", "template"] : ["spec", "template"];
        return (workload, [.. template, "metadata", "labels"], [.. template, "spec"]);
    }

    public static IEnumerable<IngressBackend> BackendsOf(Ingress ingress)
    {
        var paths = ingress.Rules.SelectMany(rule => rule.Paths).Select(path => path.Backend);
        return ingress.DefaultBackend is { } usual ? paths.Append(usual) : paths;
    }

    private IEnumerable<Service> FindServices()
    {
        if (Flow.To is ToService to && ServiceOf(to.Key) is { } called)
            yield return called;
        foreach (var hop in Trace.Hops)
            if (hop.Object.StartsWith("Service ", StringComparison.Ordinal) && !IsLookup(hop))
                if (ServiceOf(hop.Object["Service ".Length..]) is { } met)
                    yield return met;
    }

    /// <summary>The first hops of a request by name are about the DNS server's own Service, which matters where it does not answer.</summary>
    private bool IsLookup(Hop hop) =>
        Flow.To is ToUrl or ToName
        && !Trace.Hops.Any(h => h is { Component: "DNS", Decision: "no answer" })
        && hop.Component != "CoreDNS"
        && Trace.Hops.IndexOf(hop) < LookupEnd();

    private int LookupEnd()
    {
        for (var i = 0; i < Trace.Hops.Length; i++)
            if (Trace.Hops[i].Component is "CoreDNS" or "DNS")
                return i;
        return 0;
    }

    private IEnumerable<Ingress> FindIngresses()
    {
        if (Url is not { } url)
            return [];
        var met = Trace.Hops.Select(hop => hop.Object).ToHashSet(StringComparer.Ordinal);
        return Cluster.Objects.Ingresses.Where(ingress =>
            met.Contains($"Ingress {ingress.Key}")
            || url.Via is ViaIngressClass
            || ingress.Rules.Any(rule => rule.Host == url.Url.Host)
        );
    }
}
